import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { compare } from "../assessment/order.js";
import { assets } from "../assets.js";
import { type Compiling, readBundle, readCatalogue } from "../engine/bundle.js";
import type { CustomBundle } from "../engine/custom.js";
import { type Evaluation, evaluate, type PolicyBundle } from "../engine/evaluate.js";
import type { ParameterSettings } from "../engine/parameters.js";
import type { Catalogue } from "../engine/verdict.js";
import { ConfigError } from "../errors.js";
import type { Surroundings } from "../input/read.js";
import type { Inventory } from "../inventory/inventory.js";
import { published } from "../inventory/published.js";

/** The policies that ship, and those of one's own. */
export interface Bundles {
  readonly shipped: PolicyBundle;
  /** Sorted by name. */
  readonly custom: readonly NamedBundle[];
  /** All of their policies. */
  readonly catalogue: Catalogue;
}

export interface NamedBundle extends CustomBundle {
  /** The services of its policies; with a number where several have the same. */
  readonly name: string;
}

let compiling: Compiling | null = null;
let shipped: PolicyBundle | null = null;

/** Is given the policies that ship by a program that began to compile them before it loaded this. */
export function takeCompiling(begun: Compiling): void {
  compiling = begun;
}

/** Reads and compiles what ships, once. Throws {@link EngineError}. */
function shippedPolicies(): PolicyBundle {
  shipped ??= readBundle(assets.policies, compiling);
  return shipped;
}

/**
 * Reads what ships and what is named besides. Throws {@link ConfigError} for what cannot be read or compiled, and for policies
 * of one id.
 * @param paths Folders of Rego, or files that `safeguard policy build` wrote, each perhaps with `@sha256:…`.
 */
export async function readBundles(paths: readonly string[], around: Surroundings): Promise<Bundles> {
  const shipped = shippedPolicies();
  const custom = await readCustom(paths, around);
  return { shipped, custom, catalogue: merged(shipped.catalogue, custom) };
}

/** The catalogue alone, for what needs no evaluation. */
export async function readAllPolicies(paths: readonly string[], around: Surroundings): Promise<Catalogue> {
  return merged(readCatalogue(assets.policies), await readCustom(paths, around));
}

async function readCustom(paths: readonly string[], around: Surroundings): Promise<NamedBundle[]> {
  const absolute = new Set(paths.map((path) => resolve(around.cwd, path)));
  const bundles: CustomBundle[] = [];
  for (const path of absolute) {
    const bundle = await readOne(path, shownFrom(around.cwd, path), around);
    // The same by two names counts once.
    if (!bundles.some(({ catalogue }) => catalogue.digest === bundle.catalogue.digest)) bundles.push(bundle);
  }
  return named(bundles);
}

function shownFrom(cwd: string, path: string): string {
  return relative(cwd, path).replaceAll("\\", "/") || path;
}

const PIN = /@(sha256:[0-9a-f]{64})$/;

async function readOne(given: string, shown: string, around: Surroundings): Promise<CustomBundle> {
  const { readCustomBundle } = await import("../engine/custom.js");
  const pin = PIN.exec(given)?.[1] ?? null;
  const [path, name] = [given.replace(PIN, ""), shown.replace(PIN, "")];
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new ConfigError(
      "no-policies",
      `${name}: there is no such folder or file of policies.`,
      "Name a folder of Rego, or a file that safeguard policy build wrote.",
    );
  const bundle = stat.isDirectory()
    ? await compiled(path, name, around)
    : await readCustomBundle(readFileSync(path), name);
  if (pin !== null && bundle.catalogue.digest !== pin)
    throw new ConfigError(
      "other-policies",
      `${name} is ${bundle.catalogue.digest}, and expected to be ${pin}.`,
      "See who changed it; if it is meant so, write its new digest.",
    );
  return bundle;
}

async function compiled(path: string, shown: string, around: Surroundings): Promise<CustomBundle> {
  const { readCustomBundle } = await import("../engine/custom.js");
  const { buildBundle } = await import("../rego/build.js");
  const { cached } = await import("../rego/cache.js");
  const { contentOf, readFolder } = await import("../rego/folder.js");
  const { faultText, RegoError } = await import("../rego/module.js");
  const { findOpa } = await import("../rego/opa.js");
  const opa = await findOpa(around.opa ?? "opa");
  const folder = readFolder(path, shown);
  try {
    return await cached(
      folder.faults.length > 0 ? null : (around.cache ?? null),
      `${opa.version}\n${contentOf(folder)}`,
      (bytes) => readCustomBundle(bytes, shown),
      async () => (await buildBundle(opa, path, shown)).bytes,
    );
  } catch (cause) {
    if (!(cause instanceof RegoError)) throw cause;
    const [first, ...others] = cause.faults;
    const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
    throw new ConfigError(
      "broken-policies",
      `${first === undefined ? shown : faultText(first)}${more}`,
      `safeguard policy test ${shown} names everything that is wrong.`,
      { cause },
    );
  }
}

/** Named by what they hold, so that a report does not depend on where they lie. */
function named(bundles: readonly CustomBundle[]): NamedBundle[] {
  const services = ({ catalogue }: CustomBundle) =>
    [...new Set(catalogue.policies.map(({ service }) => service))].sort().join("+");
  const sorted = bundles
    .map((bundle) => ({ bundle, name: services(bundle) }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.bundle.catalogue.digest, b.bundle.catalogue.digest));
  return sorted.map(({ bundle, name }, index) => {
    const before = sorted.slice(0, index).filter((other) => other.name === name).length;
    return { ...bundle, name: before === 0 ? name : `${name}-${before + 1}` };
  });
}

function merged(shipped: Catalogue, custom: readonly NamedBundle[]): Catalogue {
  if (custom.length === 0) return shipped;
  const from = new Map(shipped.policies.map(({ id }) => [id, "Safeguard"]));
  for (const { path, catalogue } of custom) {
    for (const { id } of catalogue.policies) {
      const other = from.get(id);
      if (other !== undefined)
        throw new ConfigError(
          "same-policy",
          `${path}: ${id} is a policy of ${other} too.`,
          "Give it another id: the path of its file.",
        );
      from.set(id, path);
    }
  }
  const digests = [shipped, ...custom.map(({ catalogue }) => catalogue)].map(({ digest }) => digest);
  return {
    ...shipped,
    digest: `sha256:${createHash("sha256").update(digests.join("\n")).digest("hex")}`,
    policies: [...shipped.policies, ...custom.flatMap(({ catalogue }) => catalogue.policies)].sort((a, b) =>
      compare(a.id, b.id),
    ),
    bundles: [
      { name: "safeguard", catalogue: shipped },
      ...custom.map(({ name, catalogue }) => ({ name, catalogue })),
    ].map(({ name, catalogue }) => ({
      name,
      digest: catalogue.digest,
      policies: catalogue.policies.map(({ id }) => id),
    })),
  };
}

/**
 * Evaluates the selected policies, each bundle in an engine of its own over the same inventory. Policies of one's own are
 * given what may leave Safeguard: they may show all that they read.
 */
export async function evaluateAll(
  inventory: Inventory,
  { shipped, custom }: Bundles,
  selected: Catalogue,
  settings: ParameterSettings,
  date: string,
): Promise<Evaluation> {
  const ids = new Set(selected.policies.map(({ id }) => id));
  const evaluations: Evaluation[] = [];
  const open = custom.length === 0 ? inventory : published(inventory);
  for (const bundle of [shipped, ...custom]) {
    const { catalogue } = bundle;
    const policies = catalogue.policies.filter(({ id }) => ids.has(id));
    if (policies.length === 0) continue;
    const isOwn = "path" in bundle;
    const given = isOwn ? open : inventory;
    const types = isOwn ? Object.keys(inventory.resources) : catalogue.types;
    const evaluation = await evaluate(
      given,
      { ...bundle, catalogue: { ...catalogue, types, policies } },
      settings,
      {
        date,
      },
    );
    const failures = evaluation.failures.map(({ policy, message }) => ({
      policy,
      message: isOwn ? `${message} (${policy}.rego of ${(bundle as NamedBundle).path})` : message,
    }));
    evaluations.push({ ...evaluation, failures });
  }
  const [only] = evaluations;
  if (only !== undefined && evaluations.length === 1) return only;
  return {
    verdicts: evaluations.flatMap(({ verdicts }) => verdicts).sort(byPolicyThenAddress),
    exemptions: evaluations.flatMap(({ exemptions }) => exemptions).sort(byPolicyThenAddress),
    failures: evaluations.flatMap(({ failures }) => failures),
  };
}

interface Placed {
  readonly policy: string;
  readonly address: string;
}

function byPolicyThenAddress(a: Placed, b: Placed): number {
  return compare(a.policy, b.policy) || compare(a.address, b.address);
}
