import { readFileSync } from "node:fs";
import { type Assessment, type AssessmentInput, assess } from "../assessment/assess.js";
import type { Framework, FrameworkId } from "../assessment/framework.js";
import type { GateSettings } from "../assessment/gate.js";
import { WaiverBook } from "../assessment/waivers.js";
import { assets } from "../assets.js";
import { readAttestations } from "../config/attestations.js";
import type { Config } from "../config/config.js";
import { checkParameters, parseParameterFlags, settleParameters } from "../config/parameters.js";
import { readConfig } from "../config/read.js";
import { readWaivers } from "../config/waivers.js";
import { readBundle } from "../engine/bundle.js";
import { type EngineFailure, type Evaluation, evaluate, type PolicyBundle } from "../engine/evaluate.js";
import type { Catalogue } from "../engine/verdict.js";
import { InputError } from "../errors.js";
import { type Document, shownPath } from "../input/document.js";
import { readDocuments, type Surroundings } from "../input/read.js";
import { buildInventory, type Keep } from "../inventory/build.js";
import type { Diagnostic, Inventory } from "../inventory/inventory.js";
import { readProviderSchema } from "../inventory/provider-schema.js";
import { fits } from "../inventory/selector.js";
import { newSourceFinder } from "../inventory/source/find.js";
import type { Report } from "../report/report.js";
import { explainResource } from "./explain-resource.js";
import { resourceAt } from "./resource-at.js";
import { restrict, type Selection } from "./selection.js";

export interface InventoryOptions {
  /** Files, globs, folders, or `-`. */
  readonly inputs: readonly string[];
  /** Folder or file of the Terraform configuration; null: the input's folder, then the working directory. */
  readonly source: string | null;
}

/** What is judged, and by what. */
export interface JudgeOptions extends InventoryOptions {
  /** Configuration file; null: the nearest `safeguard.config.yaml` from the working directory upwards. */
  readonly config: string | null;
  /** `POLICY.NAME=VALUE`, over what the configuration sets. */
  readonly parameters: readonly string[];
  /** Whose controls the findings are mapped to. */
  readonly framework: FrameworkId;
  readonly selection: Selection;
  /** ISO 8601 with zone, the report's only clock value. */
  readonly assessedAt: string;
}

export interface CheckOptions extends JudgeOptions {
  /** Files of waivers and of attestations; null: those that the configuration names. */
  readonly waivers: string | null;
  readonly attestations: string | null;
  readonly gate: GateSettings;
  /** Judge only what the plan changes; needs plans. */
  readonly changedOnly: boolean;
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
  const schema = readProviderSchema(assets.awsSchema);
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
  const { judged, bundle, whole, config, framework } = await judge(options, around);
  const accepted = await readAccepted(options, config, whole, bundle.catalogue, framework, around.cwd);
  const inputs: AssessmentInput[] = [];
  for (const { document, inventory, evaluation } of judged) {
    refuseUnassessable(document, inventory, options.changedOnly);
    const verdicts = options.changedOnly
      ? evaluation.verdicts.filter(({ type, address }) => isChanged(inventory, type, address))
      : evaluation.verdicts;
    inputs.push({
      path: document.path,
      inventory,
      verdicts,
      diagnostics: evaluation.failures.map(failureDiagnostic),
    });
  }
  const report = assess({
    inputs,
    catalogue: bundle.catalogue,
    framework,
    gate: options.gate,
    assessedAt: options.assessedAt,
    tool: { version: readVersion() },
    ...accepted,
  });
  return { report, failures: judged.flatMap(({ evaluation }) => evaluation.failures) };
}

/**
 * Why a resource gets its verdicts, as text: evidence, references step by step, policies that do not judge it.
 * Throws {@link ConfigError} where no input has the address.
 */
export async function explainAddress(
  address: string,
  options: JudgeOptions,
  around: Surroundings,
): Promise<string> {
  const { judged, bundle, framework } = await judge(options, around, "everything");
  const resource = resourceAt(
    judged.map(({ inventory }) => inventory),
    address,
  );
  const pages = judged
    .filter(({ inventory }) => inventory.resources[resource.type]?.[address] !== undefined)
    .map(({ document, inventory, evaluation }) => {
      const verdicts = evaluation.verdicts.filter((verdict) => verdict.address === address);
      const report = assess({
        inputs: [{ path: document.path, inventory, verdicts, diagnostics: [] }],
        catalogue: bundle.catalogue,
        framework,
        gate: {},
        assessedAt: options.assessedAt,
        tool: { version: readVersion() },
      });
      const exemptions = evaluation.exemptions.filter((exemption) => exemption.address === address);
      return explainResource({ inventory, findings: report.findings, exemptions, resource });
    });
  return pages.join("\n\n");
}

/** What people accept or state: waivers and attestations. */
async function readAccepted(
  options: CheckOptions,
  config: Config,
  whole: Catalogue,
  selected: Catalogue,
  framework: Framework,
  cwd: string,
): Promise<Pick<Assessment, "waiverFor" | "closingNotes" | "attestations">> {
  const waiverFile = options.waivers ?? config.waivers;
  const attestationFile = options.attestations ?? config.attestations;
  const written = waiverFile === null ? [] : await readWaivers(waiverFile, cwd, whole);
  const entries = written.filter(({ policies }) => selected.policies.some(({ id }) => fits(policies, id)));
  const book = new WaiverBook(entries, options.assessedAt.slice(0, 10), !options.changedOnly);
  const attestations =
    attestationFile === null ? {} : await readAttestations(attestationFile, cwd, framework);
  return {
    waiverFor: (finding, resource) => book.waiverFor(finding, resource),
    closingNotes: () => book.notes(),
    attestations,
  };
}

interface Judged {
  readonly document: Document;
  readonly inventory: Inventory;
  readonly evaluation: Evaluation;
}

/** @param keep Whether inventories hold everything, or what the policies read. */
async function judge(
  options: JudgeOptions,
  around: Surroundings,
  keep: "everything" | "what policies read" = "what policies read",
): Promise<{
  judged: Judged[];
  /** With the selected policies alone. */
  bundle: PolicyBundle;
  whole: Catalogue;
  config: Config;
  framework: Framework;
}> {
  const whole = readBundle(assets.policies);
  const framework = readFramework(options.framework);
  const bundle = { ...whole, catalogue: restrict(whole.catalogue, framework, options.selection) };
  const found = await readConfig(options.config, around.cwd);
  const flags = parseParameterFlags(options.parameters);
  await checkParameters(found, flags, whole.catalogue);
  const { types, arguments: names } = bundle.catalogue;
  const kept = keep === "everything" ? undefined : { types: new Set(types), arguments: new Set(names) };
  const judged: Judged[] = [];
  for (const { document, inventory } of await readInventories(options, around, kept)) {
    const settings = settleParameters(found.config, flags, bundle.catalogue, inventory);
    judged.push({ document, inventory, evaluation: await evaluate(inventory, bundle, settings) });
  }
  return { judged, bundle, whole: whole.catalogue, config: found.config, framework };
}

/** A framework that ships with Safeguard. */
export function readFramework(id: FrameworkId): Framework {
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
