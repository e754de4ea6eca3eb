/**
 * Plans every fixture with the Terraform found on the PATH and writes the plans to fixtures/plans, those of the
 * policies' examples to fixtures/examples.
 *
 *   npm run fixtures                    all cases
 *   npm run fixtures -- sqs-production  some of them
 *   npm run fixtures -- examples/sqs    the examples of a service's policies
 *   npm run fixtures -- --check         plan again and tell what differs; writes nothing
 *
 * No AWS account is needed. TF_PLUGIN_MIRROR names a folder with the providers (`terraform providers mirror`); without
 * it Terraform downloads them.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { cases } from "../fixtures/cases/index.js";
import { callExamples, NOT_PLANNED, readExamples } from "./examples.js";
import {
  byText,
  type Files,
  type Fixture,
  json,
  planFiles,
  planHcl,
  planStack,
} from "./terraform/plan-case.js";
import { Terraform } from "./terraform/terraform.js";

const PROJECT = join(import.meta.dirname, "..");
const ROOT = join(PROJECT, "fixtures");
const INDEX = "plans/index.json";
const PLANS_AT_ONCE = 2;

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
  const hcl = await readdir(join(ROOT, "hcl"));
  const services = new Set(readExamples(PROJECT).map(({ service }) => service));
  services.delete(NOT_PLANNED);
  const known = [
    ...Object.keys(cases),
    ...hcl,
    ...[...services].map((service) => `examples/${service}`),
  ].sort();
  const strangers = wanted.filter((name) => !known.includes(name));
  if (strangers.length > 0) {
    console.error(`No such case: ${strangers.join(", ")}. There are ${known.join(", ")}.`);
    return 2;
  }

  const terraform = await Terraform.prepare(work, process.env.TF_PLUGIN_MIRROR);
  const all = wanted.length === 0;
  const index: Record<string, Fixture> = all ? {} : JSON.parse((await current(INDEX))?.toString() ?? "{}");
  const files: Files = new Map();
  const queue = all ? known : [...wanted];
  const planner = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const fixture = await planCase(terraform, name, files);
      if (fixture !== null) index[name] = fixture;
      console.error(`planned ${name}`);
    }
  };
  await Promise.all(Array.from({ length: PLANS_AT_ONCE }, planner));
  files.set(INDEX, json(Object.fromEntries(Object.entries(index).sort(byText))));
  return check ? compare(files) : write(files);
}

async function planCase(terraform: Terraform, name: string, files: Files): Promise<Fixture | null> {
  const folder = join(work, "cases", name);
  const [kind, service] = name.split("/");
  if (kind === "examples") {
    const examples = readExamples(PROJECT).filter((example) => example.service === service);
    files.set(`${name}.json`, await planFiles(terraform, folder, callExamples(examples)));
    return null;
  }
  const written = cases[name];
  if (written) return planStack(terraform, folder, name, written, files);
  return planHcl(terraform, folder, name, join(ROOT, "hcl", name), files);
}

async function write(files: Files): Promise<number> {
  for (const [path, content] of files) {
    // A binary plan carries the time at which it was made: the one that is there stays.
    if (typeof content !== "string" && (await current(path))) continue;
    await mkdir(dirname(join(ROOT, path)), { recursive: true });
    await writeFile(join(ROOT, path), content);
  }
  return 0;
}

async function compare(files: Files): Promise<number> {
  let differing = 0;
  for (const [path, content] of files) {
    if (typeof content !== "string") continue;
    const before = await current(path);
    if (before?.toString() === content) continue;
    differing += 1;
    console.log(`${before === undefined ? "missing" : "differs"}: fixtures/${path}`);
  }
  return differing > 0 ? 1 : 0;
}

async function current(path: string): Promise<Buffer | undefined> {
  return readFile(join(ROOT, path)).catch(() => undefined);
}
