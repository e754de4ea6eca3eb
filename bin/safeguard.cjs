#!/usr/bin/env node
const { join } = require("node:path");
const { compilePolicies, load } = require("./load.cjs");

const root = join(__dirname, "..");
const args = process.argv.slice(2);
const compiling = args[0] === "check" || args[0] === "report" ? compilePolicies(root) : null;
load(join(root, "dist/cli.cjs")).main(args, root, compiling);
