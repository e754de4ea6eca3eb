/**
 * Plans every fixture with the Terraform found on the PATH and writes the plans to fixtures/plans.
 *
 *   npm run fixtures                    all cases
 *   npm run fixtures -- sqs-production  some of them
 *   npm run fixtures -- --check         plan again and tell what differs; writes nothing
 *
 * No AWS account is needed. TF_PLUGIN_MIRROR names a folder with the providers (`terraform providers mirror`); without
 * it Terraform downloads them.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { synthesize } from "../fixtures/cases/case.js";
import { cases } from "../fixtures/cases/index.js";
import { Terraform, type Versions } from "./terraform/terraform.js";

const ROOT = join(import.meta.dirname, "..", "fixtures");
const INDEX = "plans/index.json";
const PLANS_AT_ONCE = 2;

interface Fixture extends Versions {
  /** Folder of the configuration, relative to fixtures/. */
  readonly source: string;
  /** Policies that must fail on the plan and no other; see `Case`. */
  readonly fails?: readonly string[];
  readonly unknown?: readonly string[];
}

/** Files to be written, by path relative to fixtures/. */
type Files = Map<string, string>;

const { values, positionals } = parseArgs({
  options: { check: { type: "boolean", default: false } },
  allowPositionals: true,
});
const work = await mkdtemp(join(tmpdir(), "safeguard-fixtures-"));
try {
  process.exitCode = await main(positionals, values.check);
} finally {
  await rm(work, { recursive: true, force: true });
}

async function main(wanted: readonly string[], check: boolean): Promise<number> {
  const hcl = (await readdir(join(ROOT, "hcl"), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const known = [...Object.keys(cases), ...hcl].sort();
  const strangers = wanted.filter((name) => !known.includes(name));
  if (strangers.length > 0) {
    console.error(`No such case: ${strangers.join(", ")}. There are ${known.join(", ")}.`);
    return 2;
  }

  const terraform = await Terraform.prepare(work, process.env.TF_PLUGIN_MIRROR);
  const index: Record<string, Fixture> = wanted.length > 0 ? JSON.parse((await current(INDEX)) ?? "{}") : {};
  const files: Files = new Map();
  const queue = wanted.length > 0 ? [...wanted] : [...known];
  const planner = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      index[name] = await planCase(terraform, name, files);
      console.error(`planned ${name}`);
    }
  };
  await Promise.all(Array.from({ length: PLANS_AT_ONCE }, planner));
  files.set(INDEX, json(Object.fromEntries(Object.entries(index).sort(byText))));
  return check ? compare(files) : write(files);
}

/** Plans one case in a temporary folder and adds its plan, and what was synthesized, to `files`. */
async function planCase(terraform: Terraform, name: string, files: Files): Promise<Fixture> {
  const folder = join(work, "cases", name);
  await mkdir(folder, { recursive: true });
  const written = cases[name];
  let source = `hcl/${name}`;
  if (written) {
    const stack = `${synthesize(name, written.build)}\n`;
    source = `stacks/${name}`;
    files.set(`${source}/cdk.tf.json`, stack);
    await writeFile(join(folder, "cdk.tf.json"), stack);
  } else {
    await cp(join(ROOT, source), folder, { recursive: true });
  }
  const versions = await terraform.initialize(folder);
  await terraform.plan(folder, "plan.tfplan");
  files.set(`plans/${name}.json`, json(reproducible(await terraform.show(folder, "plan.tfplan"))));
  return {
    ...versions,
    source,
    ...(written?.fails && { fails: written.fails, unknown: written.unknown ?? [] }),
  };
}

/** Fixes what differs between two plans of one configuration: the time, and the order of `relevant_attributes`. */
function reproducible(text: string): unknown {
  const plan = JSON.parse(text);
  plan.timestamp = "2025-01-01T00:00:00Z";
  plan.relevant_attributes?.sort(byText);
  return plan;
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

async function write(files: Files): Promise<number> {
  for (const [path, content] of files) {
    await mkdir(dirname(join(ROOT, path)), { recursive: true });
    await writeFile(join(ROOT, path), content);
  }
  return 0;
}

async function compare(files: Files): Promise<number> {
  let differing = 0;
  for (const [path, content] of files) {
    const before = await current(path);
    if (before === content) continue;
    differing += 1;
    console.log(`${before === undefined ? "missing" : "differs"}: fixtures/${path}`);
  }
  return differing > 0 ? 1 : 0;
}

async function current(path: string): Promise<string | undefined> {
  return readFile(join(ROOT, path), "utf8").catch(() => undefined);
}
