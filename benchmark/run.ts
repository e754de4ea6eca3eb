/**
 * Measures what the design promises, side by side in one run: `npm run benchmark`.
 *  - resolving: time for twice the resources, as a ratio (linear is 2);
 *  - the command line on a plan of 2 MB against `node -e 0` and parsing the same file, whole processes in turn.
 * Prints minimum and median; machines differ, ratios less so.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assets } from "../src/assets.js";
import { parseDocument } from "../src/input/parse.js";
import { buildInventory } from "../src/inventory/build.js";
import { readProviderSchema } from "../src/inventory/provider-schema.js";
import { grownPlan, sizeOf } from "./grow.js";

const ROUNDS = 9;
const TWO_MB = 2_000_000;
const root = fileURLToPath(new URL("..", import.meta.url));

function summary(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `min ${(sorted[0] ?? 0).toFixed(2)}  median ${median.toFixed(2)}`;
}

function resolving(): void {
  const schema = readProviderSchema(assets.awsSchema);
  const documents = [100, 200].map((copies) =>
    parseDocument(Buffer.from(JSON.stringify(grownPlan(copies))), `${copies}.json`),
  );
  const time = (index: number): number => {
    const document = documents[index];
    if (document === undefined) throw new Error("no document");
    const start = performance.now();
    buildInventory(document, { schema, source: null });
    return performance.now() - start;
  };
  for (let warm = 0; warm < 3; warm += 1) for (const index of documents.keys()) time(index);
  const ratios = Array.from({ length: ROUNDS }, () => {
    const once = time(0);
    return time(1) / once;
  });
  console.log(`resolving twice the resources   ${summary(ratios)} times the time`);
}

function wholeProcess(): void {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-benchmark-"));
  try {
    let copies = 10;
    while (sizeOf(grownPlan(copies)) < TWO_MB) copies += 5;
    const plan = grownPlan(copies);
    const file = join(folder, "plan.json");
    writeFileSync(file, JSON.stringify(plan));
    const parse = `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(file)}, "utf8"))`;
    const commands = {
      nothing: ["-e", "0"],
      parsing: ["-e", parse],
      check: [join(root, "bin/safeguard.cjs"), "check", file, "--format", "json"],
    };
    const times: Record<string, number[]> = { nothing: [], parsing: [], check: [] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [name, args] of Object.entries(commands)) {
        const start = performance.now();
        spawnSync(process.execPath, args, { cwd: folder, stdio: "ignore" });
        if (round > 0) times[name]?.push(performance.now() - start);
      }
    }
    const { nothing = [], parsing = [], check = [] } = times;
    console.log(
      `a plan of ${(sizeOf(plan) / 1e6).toFixed(1)} MB, ${plan.resource_changes?.length} resources, ms`,
    );
    console.log(`  node -e 0                     ${summary(nothing)}`);
    console.log(`  node, parsing the plan        ${summary(parsing)}`);
    console.log(`  safeguard check               ${summary(check)}`);
    const ratios = check.map((time, index) => time / (parsing[index] ?? 1));
    console.log(`  check / parsing               ${summary(ratios)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

resolving();
wholeProcess();
