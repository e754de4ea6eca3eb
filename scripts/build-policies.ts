/**
 * Compiles `policies/` into `policies/dist/`: the policies as WebAssembly and as an OPA bundle, their catalogue, and the
 * frameworks they are mapped to. The same sources give the same bytes, wherever they lie: OPA embeds file names, so it
 * is given relative ones.
 *
 * Usage: npm run build:policies [-- --out DIR]; OPA is found on the PATH, or named by the variable OPA.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import binaryen from "binaryen";
import { globSync } from "tinyglobby";
import { readFrameworkFile } from "../src/config/framework.js";
import type { Catalogue, Policy } from "../src/engine/verdict.js";
import { type Compiled, compile } from "../src/rego/compile.js";
import { defaultsText, entrypointsOf, foreignIds, readPolicy } from "../src/rego/metadata.js";
import { collectStrings, type Fault, parseModule, RegoError } from "../src/rego/module.js";
import { findOpa, type Opa, opaOutput } from "../src/rego/opa.js";
import { buildFramework, frameworkText, readFrameworkSources, viewAsNist } from "./build-frameworks.js";

const DEFAULTS = "policies/lib/defaults.rego";
const CAPABILITIES = "policies/capabilities.json";
const OPA = process.env.OPA ?? "opa";

export interface Sources {
  readonly policies: readonly Policy[];
  /** Entrypoints, sorted. */
  readonly entrypoints: readonly string[];
  /** Files to compile, relative to the root. */
  readonly files: readonly string[];
  readonly types: readonly string[];
  readonly arguments: readonly string[];
  /** The text that `policies/lib/defaults.rego` should have. */
  readonly defaults: string;
}

/** Reads and checks the policies below `root`. Throws a {@link RegoError} that names every fault. */
export async function readPolicies(root: string): Promise<Sources> {
  const opa = await findOpa(OPA);
  const files = globSync(["policies/*/*.rego"], {
    cwd: root,
    ignore: ["**/*_test.rego", "policies/lib/testing.rego"],
  }).sort();
  const modules = await Promise.all(files.map((file) => parseModule(opa, root, file)));
  const faults: Fault[] = [];
  const strings = new Set<string>();
  for (const module of modules) collectStrings(module, strings);
  const ofPolicies = modules.filter(({ file }) => !/^policies\/(lib|canary)\//.test(file));
  const policies = ofPolicies.map((module) => readPolicy(module, faults, { references: "required" }));
  const ids = policies.map(({ id }) => id);
  for (const module of modules) if (module.file !== DEFAULTS) faults.push(...foreignIds(module, ids));
  if (faults.length > 0) throw new RegoError(faults);
  policies.sort((a, b) => compare(a.id, b.id));
  const providers = new Set(policies.flatMap(({ subjects }) => subjects.map((type) => type.split("_")[0])));
  const types = [...strings].filter(
    (text) => /^[a-z0-9]+(_[a-z0-9]+)+$/.test(text) && providers.has(text.split("_")[0]),
  );
  return {
    policies,
    entrypoints: entrypointsOf(ofPolicies),
    files,
    types: types.sort(),
    arguments: argumentsIn(strings, types),
    defaults: await format(opa, defaultsText(policies)),
  };
}

/** Compiles the policies below `root` into the folder `out`. */
export async function buildPolicies(root: string, out: string): Promise<void> {
  const sources = await readPolicies(root);
  if (readFileSync(join(root, DEFAULTS), "utf8") !== sources.defaults) {
    const message = "not as generated from the metadata; run npm run build:policies.";
    throw new RegoError([{ file: DEFAULTS, line: null, message }]);
  }
  const { wasm, bundle } = await compiled(root, sources);
  const catalogue: Catalogue = {
    schema: "safeguard.catalogue/v1",
    digest: `sha256:${createHash("sha256").update(wasm).digest("hex")}`,
    types: sources.types,
    arguments: sources.arguments,
    policies: sources.policies,
  };
  const frameworkSources = readFrameworkSources(root);
  const ids = sources.policies.map(({ id }) => id);
  const hipaa = buildFramework(frameworkSources, ids);
  const proposed = await readFrameworkFile(
    join(root, "policies", "frameworks", "hipaa-nprm-2025.yaml"),
    root,
    ids,
  );
  mkdirSync(join(out, "frameworks"), { recursive: true });
  writeFileSync(join(out, "policy.wasm"), wasm);
  writeFileSync(join(out, "bundle.tar.gz"), bundle);
  writeFileSync(join(out, "catalogue.json"), `${JSON.stringify(catalogue, null, 2)}\n`);
  for (const framework of [hipaa, proposed, viewAsNist(hipaa, frameworkSources)]) {
    writeFileSync(join(out, "frameworks", `${framework.id}.json`), frameworkText(framework));
  }
}

async function compiled(root: string, { entrypoints, files }: Sources): Promise<Compiled> {
  const paths = new Map(files.map((file) => [file, { path: join(root, file) }]));
  const { wasm, bundle } = await compile(await findOpa(OPA), paths, entrypoints, resolve(root, CAPABILITIES));
  return { wasm: smaller(wasm), bundle };
}

/** The same module in two thirds of the bytes: every run compiles it anew. */
function smaller(wasm: Uint8Array): Uint8Array {
  const { MVP, BulkMemory, MutableGlobals, NontrappingFPToInt, SignExt } = binaryen.Features;
  const module = binaryen.readBinary(wasm);
  // What OPA's own module asks for, and no more: engines differ in what they know besides.
  module.setFeatures(MVP | BulkMemory | MutableGlobals | NontrappingFPToInt | SignExt);
  try {
    binaryen.setOptimizeLevel(2);
    binaryen.setShrinkLevel(2);
    module.optimize();
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}

async function format(opa: Opa, text: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-"));
  try {
    writeFileSync(join(folder, "defaults.rego"), text);
    return await opaOutput(opa, ["fmt", "defaults.rego"], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every name that may be an argument of a resource: alone, as `resource.values.name`, or at the head of a path. */
function argumentsIn(strings: ReadonlySet<string>, types: readonly string[]): string[] {
  const heads = [...strings]
    .map((text) => text.split(".", 1)[0] ?? "")
    .filter((text) => /^[a-z][a-z0-9_]*$/.test(text));
  const known = new Set(types);
  return [...new Set(heads)].filter((text) => !known.has(text)).sort();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function main(args: readonly string[]): Promise<void> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const at = args.indexOf("--out");
  const out = at === -1 ? join(root, "policies", "dist") : resolve(args[at + 1] ?? "");
  const { defaults, policies } = await readPolicies(root);
  if (!existsSync(join(root, DEFAULTS)) || readFileSync(join(root, DEFAULTS), "utf8") !== defaults) {
    writeFileSync(join(root, DEFAULTS), defaults);
  }
  await buildPolicies(root, out);
  process.stderr.write(`${policies.length} policies built.\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(process.argv.slice(2));
}
