/**
 * Measures what the design promises, side by side in one run: `npm run benchmark`.
 *  - resolving: time for twice the resources, as a ratio (linear is 2);
 *  - the command line on a plan of 2 MB against `node -e 0` and parsing the same file, whole processes in turn.
 * Prints medians, and minima of whole processes; machines differ, ratios less so.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assets } from "../src/assets.js";
import { parseDocument } from "../src/input/parse.js";
import type { Plan } from "../src/input/plan.js";
import { buildInventory } from "../src/inventory/build.js";
import { readProviderSchema } from "../src/inventory/provider-schema.js";
import { grownPlan, sizeOf } from "./grow.js";

const ROUNDS = 15;
const WARM_UP = 2;
const TWO_MB = 2_000_000;
const root = fileURLToPath(new URL("..", import.meta.url));

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function summary(values: readonly number[]): string {
  return `min ${Math.min(...values).toFixed(2)}  median ${median(values).toFixed(2)}`;
}

function resolving(): void {
  const schema = readProviderSchema(assets.providerSchemas);
  const sizes = [50, 100, 200, 400];
  const documents = sizes.map((copies) =>
    parseDocument(Buffer.from(JSON.stringify(grownPlan(copies))), `${copies}.json`),
  );
  const times = sizes.map((): number[] => []);
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    for (const [index, document] of documents.entries()) {
      const start = performance.now();
      buildInventory(document, { schema, source: null });
      if (round >= WARM_UP) times[index]?.push(performance.now() - start);
    }
  }
  const ratios = times.slice(1).map((twice, index) => median(twice) / median(times[index] ?? []));
  console.log(
    `resolving twice the resources   ${ratios.map((ratio) => ratio.toFixed(2)).join(", ")} times the time`,
  );
}

/** A plan that Terraform wrote, of a platform; and one that holds nothing but queues, as many as fit. */
function wholeProcesses(): void {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-benchmark-"));
  try {
    wholeProcess(join(root, "fixtures/plans/platform-grown.json"), folder);
    let copies = 10;
    while (sizeOf(grownPlan(copies)) < TWO_MB) copies += 5;
    const file = join(folder, "plan.json");
    writeFileSync(file, JSON.stringify(grownPlan(copies)));
    wholeProcess(file, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function wholeProcess(file: string, cwd: string): void {
  const text = readFileSync(file, "utf8");
  const plan = JSON.parse(text) as Plan;
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
      spawnSync(process.execPath, args, { cwd, stdio: "ignore" });
      if (round > 0) times[name]?.push(performance.now() - start);
    }
  }
  const { nothing = [], parsing = [], check = [] } = times;
  console.log(
    `a plan of ${(text.length / 1e6).toFixed(1)} MB, ${plan.resource_changes?.length} resources, ms`,
  );
  console.log(`  node -e 0                     ${summary(nothing)}`);
  console.log(`  node, parsing the plan        ${summary(parsing)}`);
  console.log(`  safeguard check               ${summary(check)}`);
  const ratios = check.map((time, index) => time / (parsing[index] ?? 1));
  console.log(`  check / parsing               ${summary(ratios)}`);
}

resolving();
wholeProcesses();
