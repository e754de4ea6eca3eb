#!/usr/bin/env node
const { join } = require("node:path");

// Node 22 and newer keep what they compiled for the next run.
require("node:module").enableCompileCache?.();

require("../dist/cli.cjs").main(process.argv.slice(2), join(__dirname, ".."));
