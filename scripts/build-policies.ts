/**
 * Compiles `policies/` into `policies/dist/`: the policies as WebAssembly and as an OPA bundle, their catalogue, and the
 * frameworks they are mapped to. The same sources give the same bytes, wherever they lie: OPA embeds file names, so it
 * is given relative ones.
 *
 * Usage: npm run build:policies [-- --out DIR]; OPA is found on the PATH, or named by the variable OPA.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import { globSync } from "tinyglobby";
import { readFrameworkFile } from "../src/config/framework.js";
import type { Catalogue, Policy, PolicyParameter, Severity } from "../src/engine/verdict.js";
import { buildFramework, frameworkText, readFrameworkSources, viewAsNist } from "./build-frameworks.js";

const DEFAULTS = "policies/lib/defaults.rego";
const CANARY = "safeguard/canary/seen";
const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];
const OPA = process.env.OPA ?? "opa";
const run = promisify(execFile);

/** Every fault of the policies' metadata at once, one a line. */
export class MetadataError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The metadata of the policies is wrong:\n${faults.map((fault) => `- ${fault}`).join("\n")}`);
    this.name = "MetadataError";
  }
}

/** What `opa parse` gives, as far as it is read here. */
interface Module {
  readonly file: string;
  readonly text: string;
  readonly package: { readonly path: readonly { readonly value: string }[] };
  readonly annotations?: readonly Annotation[];
  readonly rules?: readonly {
    readonly head: { readonly name?: string; readonly ref?: readonly { value: string }[] };
  }[];
}

interface Annotation {
  readonly entrypoint?: boolean;
  readonly title?: string;
  readonly description?: string;
  readonly related_resources?: readonly { readonly ref: string }[];
  readonly custom?: Readonly<Record<string, unknown>>;
}

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

/** Reads and checks the policies below `root`. Throws a `MetadataError` that names every fault. */
export async function readPolicies(root: string): Promise<Sources> {
  const files = globSync(["policies/*/*.rego"], {
    cwd: root,
    ignore: ["**/*_test.rego", "policies/lib/testing.rego"],
  }).sort();
  const modules = await Promise.all(files.map((file) => parse(root, file)));
  const faults: string[] = [];
  const policies: Policy[] = [];
  const entrypoints = [CANARY];
  const strings = new Set<string>();
  for (const module of modules) {
    collectStrings(module, strings);
    if (/^policies\/(lib|canary)\//.test(module.file)) continue;
    const policy = readPolicy(module, faults);
    policies.push(policy);
    for (const rule of ["verdict", "exempt"]) {
      if (hasRule(module, rule)) entrypoints.push(`${packagePath(policy.id)}/${rule}`);
    }
  }
  for (const module of modules) faults.push(...foreignIds(module, policies));
  if (faults.length > 0) throw new MetadataError(faults);
  // A whole service at once: what its policies share is then evaluated once.
  for (const service of new Set(policies.map((policy) => policy.service)))
    entrypoints.push(`safeguard/${service}`);
  policies.sort((a, b) => compare(a.id, b.id));
  const providers = new Set(policies.flatMap(({ subjects }) => subjects.map((type) => type.split("_")[0])));
  const types = [...strings].filter(
    (text) => /^[a-z0-9]+(_[a-z0-9]+)+$/.test(text) && providers.has(text.split("_")[0]),
  );
  return {
    policies,
    entrypoints: entrypoints.sort(),
    files,
    types: types.sort(),
    arguments: argumentsIn(strings, types),
    defaults: await format(root, defaultsText(policies)),
  };
}

/** Compiles the policies below `root` into the folder `out`. */
export async function buildPolicies(root: string, out: string): Promise<void> {
  const sources = await readPolicies(root);
  if (readFileSync(join(root, DEFAULTS), "utf8") !== sources.defaults) {
    throw new MetadataError([`${DEFAULTS}: not as generated from the metadata; run npm run build:policies.`]);
  }
  const bundle = await compile(root, sources);
  const wasm = fileOf(gunzipSync(bundle), "policy.wasm");
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

async function compile(root: string, { entrypoints, files }: Sources): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-"));
  const bundle = join(folder, "bundle.tar.gz");
  try {
    await opa(root, [
      "build",
      ...["--target", "wasm", "--prune-unused", "--capabilities", "policies/capabilities.json"],
      ...entrypoints.flatMap((entrypoint) => ["--entrypoint", entrypoint]),
      ...["--output", bundle],
      ...files,
    ]);
    return readFileSync(bundle);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function parse(root: string, file: string): Promise<Module> {
  const text = readFileSync(join(root, file), "utf8");
  const parsed = JSON.parse(await opa(root, ["parse", "--format", "json", file])) as Omit<
    Module,
    "file" | "text"
  >;
  return { ...parsed, file, text };
}

function readPolicy(module: Module, faults: string[]): Policy {
  const fault = (message: string) => faults.push(`${module.file}: ${message}`);
  const id = module.file.replace(/^policies\//, "").replace(/\.rego$/, "");
  if (!/^[a-z0-9]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    fault("the path is not <service>/<rule>.rego with `-`.");
  const name = module.package.path.slice(1).map(({ value }) => value);
  if (name.join("/") !== packagePath(id))
    fault(`the package is ${name.join(".")}, not ${packagePath(id).replaceAll("/", ".")}.`);
  if (!hasRule(module, "verdict")) fault("it has no rule verdict[address].");
  if (!/^# METADATA\n(#.*\n)+verdict\[address\]/m.test(module.text)) {
    fault("its METADATA does not stand directly above verdict[address].");
  }
  const annotations = (module.annotations ?? []).filter(({ entrypoint }) => entrypoint === true);
  if (annotations.length !== 1) fault("it needs exactly one METADATA with entrypoint: true.");
  const { title, description, related_resources: related, custom = {} } = annotations[0] ?? {};
  const text = (value: unknown, what: string): string => {
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    fault(`METADATA gives no ${what}.`);
    return "";
  };
  for (const key of Object.keys(custom)) {
    if (!["severity", "subjects", "remediation", "parameters"].includes(key))
      fault(`METADATA has an unknown key custom.${key}.`);
  }
  const severity = SEVERITIES.find((known) => known === custom.severity);
  if (severity === undefined) fault(`custom.severity is none of ${SEVERITIES.join(", ")}.`);
  const subjects = Array.isArray(custom.subjects) ? custom.subjects.map(String) : [];
  if (subjects.length === 0) fault("custom.subjects names no resource type.");
  const remediation = record(custom.remediation);
  const references = (related ?? []).map(({ ref }) => ref);
  if (references.length === 0 || references.some((url) => !url.startsWith("https://"))) {
    fault("related_resources needs at least one https:// address.");
  }
  const code = (value: unknown) => (typeof value === "string" ? value.trimEnd() : null);
  const policy: Policy = {
    id,
    service: id.split("/")[0] ?? "",
    title: text(title, "title"),
    description: text(description, "description"),
    severity: severity ?? "high",
    subjects: [...subjects].sort(),
    remediation: {
      text: text(remediation.text, "custom.remediation.text"),
      terraform: code(remediation.terraform),
      cdktf: code(remediation.cdktf),
    },
    parameters: readParameters(record(custom.parameters), fault),
    references,
  };
  if (policy.title.endsWith(".")) fault("title ends with a full stop.");
  if (!policy.description.endsWith(".")) fault("description is not a sentence.");
  return policy;
}

function readParameters(
  parameters: Record<string, unknown>,
  fault: (message: string) => void,
): Policy["parameters"] {
  const read: Record<string, PolicyParameter> = {};
  for (const name of Object.keys(parameters).sort()) {
    const parameter = record(parameters[name]);
    const { description, default: value, schema } = parameter as Partial<PolicyParameter>;
    if (typeof description !== "string") fault(`parameter ${name} has no description.`);
    else if (value === undefined || schema === undefined)
      fault(`parameter ${name} needs a default and a schema.`);
    else if (!new Ajv2020().validate(schema, value))
      fault(`the default of parameter ${name} does not fit its schema.`);
    else read[name] = { description, default: value, schema };
  }
  return read;
}

/** The only id a policy may name is its own: it reads its parameters by it. */
function foreignIds(module: Module, policies: readonly Policy[]): string[] {
  const strings = new Set<string>();
  collectStrings(module, strings);
  return policies
    .filter(({ id }) => strings.has(id) && module.file !== `policies/${id}.rego` && module.file !== DEFAULTS)
    .map(({ id }) => `${module.file}: it names ${id}, which is another policy.`);
}

function defaultsText(policies: readonly Policy[]): string {
  const parameters: Record<string, Record<string, unknown>> = {};
  for (const policy of policies) {
    const entries = Object.entries(policy.parameters).map(([name, parameter]) => [name, parameter.default]);
    if (entries.length > 0) parameters[policy.id] = Object.fromEntries(entries);
  }
  return [
    "# Generated from the METADATA of the policies by `npm run build:policies`.",
    "package safeguard.lib.defaults",
    "",
    `parameters := ${JSON.stringify(parameters, null, 1)}`,
    "",
  ].join("\n");
}

async function format(root: string, text: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-"));
  try {
    writeFileSync(join(folder, "defaults.rego"), text);
    return await opa(root, ["fmt", join(folder, "defaults.rego")]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function opa(root: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run(OPA, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      throw new Error(
        `${OPA} was not found: install OPA 1.22 (https://www.openpolicyagent.org/docs#1-download-opa).`,
      );
    }
    throw error;
  }
}

/** One file of a tar archive. OPA writes plain headers of 512 bytes and no long names for its own files. */
function fileOf(tar: Buffer, name: string): Buffer {
  for (let at = 0; at + 512 <= tar.length; ) {
    const found = tar
      .toString("utf8", at, at + 100)
      .replace(/\0.*$/s, "")
      .replace(/^\//, "");
    const size = Number.parseInt(tar.toString("utf8", at + 124, at + 136), 8);
    if (found === name) return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil((Number.isNaN(size) ? 0 : size) / 512) * 512;
  }
  throw new Error(`OPA wrote no ${name}.`);
}

/** Every string of the rules: resource types stand there as `input.resources.aws_sqs_queue` and as text. */
function collectStrings(node: unknown, into: Set<string>): void {
  if (Array.isArray(node)) for (const item of node) collectStrings(item, into);
  else if (typeof node === "object" && node !== null) {
    const { type, value } = node as { type?: unknown; value?: unknown };
    if (type === "string" && typeof value === "string") into.add(value);
    for (const [key, item] of Object.entries(node)) {
      if (key !== "annotations" && key !== "comments") collectStrings(item, into);
    }
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

function hasRule(module: Module, name: string): boolean {
  return (module.rules ?? []).some(({ head }) => (head.ref?.[0]?.value ?? head.name) === name);
}

function packagePath(id: string): string {
  return `safeguard/${id.replaceAll("-", "_")}`;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
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
