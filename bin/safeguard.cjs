#!/usr/bin/env node
const { join } = require("node:path");
const { load } = require("./load.cjs");

load(join(__dirname, "../dist/cli.cjs")).main(process.argv.slice(2), join(__dirname, ".."));
