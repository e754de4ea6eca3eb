import { fileURLToPath } from "node:url";
import { assets } from "../assets.js";
import { didYouMean } from "../check/closest.js";
import { readCatalogue } from "../engine/bundle.js";
import type { Policy } from "../engine/verdict.js";
import { readProviderSchema } from "../inventory/provider-schema.js";
import { withFiles } from "./compile.js";
import { asShown, type PolicyFolder, staged } from "./folder.js";
import { escaped, foreignIds, lineOf, policyId, readPolicy } from "./metadata.js";
import { type Fault, type Module, packageOf, packagePath, parseModule } from "./module.js";
import { type Opa, runOpa } from "./opa.js";

export interface Checked {
  /** Sorted by id; as far as it can be told where there are faults. */
  readonly policies: readonly Policy[];
  /** Of the policies, in the order of their files. */
  readonly modules: readonly Module[];
  readonly faults: readonly Fault[];
  /** What may be meant so. */
  readonly notes: readonly Fault[];
}

/** Checks the Rego of a folder: the compiler's strict rules, what the engine can do, and what METADATA has to say. */
export async function checkFolder(opa: Opa, folder: PolicyFolder, tests: boolean): Promise<Checked> {
  const found = await withFiles(staged(folder, [], tests), async (root) => {
    const faults = await compilerFaults(opa, root);
    if (faults.length > 0) return { modules: [], libraries: [], faults };
    const parse = (files: readonly string[]) =>
      Promise.all(files.map((file) => parseModule(opa, root, `policies/${file}`)));
    return { modules: await parse(folder.policies), libraries: await parse(folder.libraries), faults };
  });
  const faults = [...found.faults];
  const policies = found.modules.map((module) => readPolicy(module, faults, { references: "optional" }));
  const shipped = readCatalogue(assets.policies).policies.map(({ id }) => id);
  const packages = packagesOf(folder);
  for (const module of [...found.modules, ...found.libraries]) {
    const id = policyId(module.file);
    if (shipped.includes(id))
      faults.push(at(module, /^package /, `${id} is the id of a policy that ships with Safeguard.`));
    const own = packagePath(id).replaceAll("/", ".");
    if (found.libraries.includes(module) && packageOf(module) !== packagePath(id))
      faults.push(at(module, /^package /, `the package is not ${own}.`));
    faults.push(...foreignIds(module, [...shipped, ...policies.map((policy) => policy.id)]));
    faults.push(...strayReferences(module, packages));
  }
  const shown = (list: readonly Fault[]) => list.map((fault) => asShown(folder, fault)).sort(byPlace);
  return {
    policies: policies.sort((a, b) => (a.id < b.id ? -1 : 1)),
    modules: found.modules,
    faults: [...folder.faults, ...shown(faults)],
    notes: shown(found.modules.flatMap((module, index) => unknownTypes(module, policies[index]))),
  };
}

interface CompilerError {
  readonly message: string;
  readonly location?: { readonly file: string; readonly row: number };
}

async function compilerFaults(opa: Opa, root: string): Promise<Fault[]> {
  const capabilities = fileURLToPath(assets.capabilities);
  const args = ["check", "--strict", "--format", "json", "--capabilities", capabilities, "policies"];
  const { code, stdout, stderr } = await runOpa(opa, args, root);
  if (code === 0) return [];
  const text = [stdout, stderr].find((output) => output.trimStart().startsWith("{"));
  const { errors = [] } = JSON.parse(text ?? "{}") as { errors?: readonly CompilerError[] };
  if (errors.length === 0) throw new Error(`opa check failed: ${stderr.trim() || stdout.trim()}`);
  return errors.map(({ message, location }) => ({
    file: location?.file ?? "policies",
    line: location?.row ?? null,
    message: explained(message),
  }));
}

/** OPA has more built-in functions than its WebAssembly, and says no more than that one is undefined. */
function explained(message: string): string {
  const name = /^undefined function (\S+)$/.exec(message)?.[1];
  if (name === undefined || name.startsWith("data.")) return `${message}.`;
  return `${message}: neither Rego as Safeguard's engine has it nor what is imported has this function.`;
}

/** What `data` may hold while policies are evaluated. Anything else is undefined, which no compiler tells. */
function packagesOf(folder: PolicyFolder): string[] {
  const files = [...staged(folder, [], true).keys()].filter((file) => !file.endsWith("_test.rego"));
  return ["parameters", "assessment", ...files.map((file) => packagePath(policyId(file)))];
}

function strayReferences(module: Module, packages: readonly string[]): Fault[] {
  const stray = new Set<string>();
  for (const path of referencesTo("data", module)) {
    const text = path.join("/");
    const known = packages.some(
      (name) => `${text}/`.startsWith(`${name}/`) || `${name}/`.startsWith(`${text}/`),
    );
    if (!known) stray.add(path.join("."));
  }
  return [...stray].map((path) =>
    at(
      module,
      new RegExp(`\\bdata\\.${escaped(path)}\\b`),
      `data.${path} is neither the library, nor in this folder, nor data.parameters or data.assessment.`,
    ),
  );
}

/** The constant parts of everything that is looked up below a document. */
function* referencesTo(document: string, node: unknown): Generator<string[]> {
  if (Array.isArray(node)) for (const item of node) yield* referencesTo(document, item);
  else if (typeof node === "object" && node !== null) {
    const { type, value } = node as { type?: unknown; value?: unknown };
    if (type === "ref" && Array.isArray(value)) {
      const [head, ...rest] = value as { type: string; value: unknown }[];
      const end = rest.findIndex((term) => term.type !== "string");
      const path = (end < 0 ? rest : rest.slice(0, end)).map((term) => String(term.value));
      if (head?.type === "var" && head.value === document && path.length > 0) yield path;
    }
    for (const [key, item] of Object.entries(node))
      if (key !== "annotations" && key !== "comments" && key !== "package")
        yield* referencesTo(document, item);
  }
}

/** A type that is misspelt is never judged, and nothing else would say so. */
function unknownTypes(module: Module, policy: Policy | undefined): Fault[] {
  const schema = readProviderSchema(assets.providerSchemas);
  const types = schema.types();
  return (policy?.subjects ?? [])
    .filter((type) => /^(?:aws|upstash)_/.test(type) && !types.includes(type))
    .map((type) =>
      at(
        module,
        /^#\s+subjects:/,
        `the provider as Safeguard knows it has no ${type}${didYouMean(type, types)} It is judged where a plan has it.`,
      ),
    );
}

function at(module: Module, near: RegExp, message: string): Fault {
  return { file: module.file, line: lineOf(module.text, near), message };
}

function byPlace(a: Fault, b: Fault): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
