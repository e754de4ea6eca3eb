import { readFileSync } from "node:fs";
import { type AssessmentInput, assess } from "../assessment/assess.js";
import type { Framework } from "../assessment/framework.js";
import type { GateSettings } from "../assessment/gate.js";
import { assets } from "../assets.js";
import { readBundle } from "../engine/bundle.js";
import { type EngineFailure, evaluate, type PolicyBundle } from "../engine/evaluate.js";
import { InputError } from "../errors.js";
import { type Document, shownPath } from "../input/document.js";
import { readDocuments, type Surroundings } from "../input/read.js";
import { buildInventory, type Keep } from "../inventory/build.js";
import type { Diagnostic, Inventory } from "../inventory/inventory.js";
import { readProviderSchema } from "../inventory/provider-schema.js";
import { newSourceFinder } from "../inventory/source/find.js";
import type { Report } from "../report/report.js";
import { restrict, type Selection } from "./selection.js";

export interface InventoryOptions {
  /** Files, globs, folders, or `-`. */
  readonly inputs: readonly string[];
  /** Folder or file of the Terraform configuration; null: the input's folder, then the working directory. */
  readonly source: string | null;
}

export interface CheckOptions extends InventoryOptions {
  readonly gate: GateSettings;
  readonly selection: Selection;
  /** Judge only what the plan changes; needs plans. */
  readonly changedOnly: boolean;
  /** ISO 8601 with zone, the report's only clock value. */
  readonly assessedAt: string;
}

export interface CheckResult {
  readonly report: Report;
  /** Policies that could not be evaluated; with any, the result does not count as an assessment. */
  readonly failures: readonly EngineFailure[];
}

/**
 * Reads documents and resolves each to its inventory. Throws {@link InputError}.
 * @param keep What to keep, if not everything.
 */
export async function readInventories(
  options: InventoryOptions,
  around: Surroundings,
  keep?: Keep,
): Promise<{ document: Document; inventory: Inventory }[]> {
  const finder = newSourceFinder(options.source, around.cwd);
  const schema = readProviderSchema(assets.providerSchemas);
  const inventories: { document: Document; inventory: Inventory }[] = [];
  for (const document of await readDocuments(options.inputs, around)) {
    const source = await finder.sourceOf(document);
    inventories.push({ document, inventory: buildInventory(document, { schema, source, keep }) });
  }
  return inventories;
}

/**
 * Reads, resolves, evaluates and assesses. Throws {@link InputError} for what cannot be assessed, and only the errors of
 * `errors.ts` besides.
 */
export async function check(options: CheckOptions, around: Surroundings): Promise<CheckResult> {
  const bundle = readBundle(assets.policies);
  const framework = readFramework("hipaa");
  const selected: PolicyBundle = {
    ...bundle,
    catalogue: restrict(bundle.catalogue, framework, options.selection),
  };
  const { types, arguments: names } = selected.catalogue;
  const keep = { types: new Set(types), arguments: new Set(names) };
  const date = new Date(options.assessedAt).toISOString().slice(0, "2026-01-31".length);
  const failures: EngineFailure[] = [];
  const inputs: AssessmentInput[] = [];
  for (const { document, inventory } of await readInventories(options, around, keep)) {
    refuseUnassessable(document, inventory, options.changedOnly);
    const evaluation = await evaluate(inventory, selected, {}, { date });
    failures.push(...evaluation.failures);
    const verdicts = options.changedOnly
      ? evaluation.verdicts.filter(({ type, address }) => isChanged(inventory, type, address))
      : evaluation.verdicts;
    const diagnostics = evaluation.failures.map(failureDiagnostic);
    inputs.push({ path: document.path, inventory, verdicts, diagnostics });
  }
  const report = assess({
    inputs,
    catalogue: selected.catalogue,
    framework,
    gate: options.gate,
    assessedAt: options.assessedAt,
    tool: { version: readVersion() },
  });
  return { report, failures };
}

/** Throws when the framework is not shipped. */
export function readFramework(id: string): Framework {
  return JSON.parse(readFileSync(new URL(`${id}.json`, assets.frameworks), "utf8")) as Framework;
}

function readVersion(): string {
  return (JSON.parse(readFileSync(assets.package, "utf8")) as { version: string }).version;
}

function isChanged(inventory: Inventory, type: string, address: string): boolean {
  const change = inventory.resources[type]?.[address]?.change;
  return change === "create" || change === "update" || change === "replace" || change === "import";
}

function refuseUnassessable({ path, kind }: Document, inventory: Inventory, changedOnly: boolean): void {
  const name = shownPath(path);
  if (inventory.source.errored) {
    throw new InputError(
      "errored-plan",
      `${name} is a plan that stopped at an error; resources are missing from it.`,
      "Mend the error that terraform plan shows, plan again, and check that plan.",
    );
  }
  if (changedOnly && kind !== "terraform-plan") {
    const what = kind === "terraform-state" ? "a state" : "a synthesized stack";
    throw new InputError(
      "needs-plan",
      `${name} is ${what}, which has no changes; --changed-only needs a plan.`,
      "Give a plan, or leave --changed-only out.",
    );
  }
  const removesOnly = inventory.diagnostics.some(({ code }) => code === "only-removals");
  if (Object.keys(inventory.resources).length === 0 && !removesOnly) {
    throw new InputError(
      "no-resources",
      `${name} holds no resources; there is nothing to assess.`,
      "Check that it is the plan of the right folder and workspace.",
    );
  }
}

function failureDiagnostic({ policy, message }: EngineFailure): Diagnostic {
  return { level: "error", code: "policy-failed", message: `${policy} could not be evaluated: ${message}` };
}
