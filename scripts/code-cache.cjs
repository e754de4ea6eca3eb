// Writes beside dist/cli.cjs what the engine compiles of it while it checks a plan: `node scripts/code-cache.cjs`.
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { cacheOf, compile } = require("../bin/load.cjs");

const root = join(__dirname, "..");
const file = join(root, "dist/cli.cjs");
const { script, run } = compile(file, undefined);
const plan = join(root, "fixtures/plans/platform-grown.json");
process.on("exit", () => {
  writeFileSync(cacheOf(file), script.createCachedData());
  process.exitCode = 0;
});
run().main(["check", plan, "--format", "json", "--format", "terminal"], root);
