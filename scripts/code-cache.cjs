// Writes beside dist/cli.cjs what the engine compiles of it while it checks a plan: `node scripts/code-cache.cjs`.
const { writeFileSync } = require("node:fs");
const { devNull } = require("node:os");
const { join } = require("node:path");
const { cacheOf, compile } = require("../bin/load.cjs");

const root = join(__dirname, "..");
const file = join(root, "dist/cli.cjs");
const { script, run } = compile(file, undefined);
const plan = join(root, "fixtures/plans/platform-grown.json");
process.on("exit", (code) => {
  // Whether the plan passes is no matter here; 2 is a plan that could not be checked.
  if (code === 2) return;
  writeFileSync(cacheOf(file), script.createCachedData());
  process.exitCode = 0;
});
run().main(["check", plan, "--format", "json", "--format", `terminal=${devNull}`], root);
