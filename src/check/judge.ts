import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Framework } from "../assessment/framework.js";
import { assets } from "../assets.js";
import type { Config } from "../config/config.js";
import { findFramework, isShipped } from "../config/framework.js";
import { checkParameters, parseParameterFlags, settleParameters } from "../config/parameters.js";
import { NOTHING_FOUND, readConfig } from "../config/read.js";
import { readBundle } from "../engine/bundle.js";
import { type Evaluation, evaluate, type PolicyBundle } from "../engine/evaluate.js";
import type { Catalogue } from "../engine/verdict.js";
import { type Document, shownPath } from "../input/document.js";
import { readDocuments, type Surroundings } from "../input/read.js";
import { buildInventory, type Keep } from "../inventory/build.js";
import { FLOW_ARGUMENTS, FLOW_TYPES } from "../inventory/flow.js";
import type { Inventory } from "../inventory/inventory.js";
import { readProviderSchema } from "../inventory/provider-schema.js";
import { newSourceFinder, type SourcePlace } from "../inventory/source/find.js";
import { DEFAULT_FRAMEWORK } from "./framework.js";
import { restrict, type Selection } from "./selection.js";

export { readFramework } from "../config/framework.js";

export interface InventoryOptions {
  /** Files, globs, folders, or `-`. */
  readonly inputs: readonly string[];
  /** Folder or file of the Terraform configuration; null: the input's folder, then the working directory. */
  readonly source: string | null;
  /** Documents that were made just now, instead of inputs and their source. */
  readonly made?: readonly MadeDocument[];
}

export interface MadeDocument {
  readonly document: Document;
  readonly place: SourcePlace;
}

/** What is judged, and by what. */
export interface JudgeOptions extends InventoryOptions {
  /** Configuration file; null: the nearest `safeguard.config.yaml` from the working directory upwards; false: none. */
  readonly config: string | null | false;
  /** `POLICY.NAME=VALUE`, over what the configuration sets. */
  readonly parameters: readonly string[];
  /** Whose controls the findings are mapped to: an id, or a file; null: the configuration's, then the HIPAA Security Rule. */
  readonly framework: string | null;
  readonly selection: Selection;
  /** ISO 8601 with zone, the report's only clock value. */
  readonly assessedAt: string;
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
  const documents = options.made ?? (await readDocuments(options.inputs, around)).map(given);
  for (const { document, place } of documents) {
    around.progress?.(`reading ${shownPath(document.path)}`);
    const source = await finder.sourceOf(document, place);
    inventories.push({ document, inventory: buildInventory(document, { schema, source, keep }) });
  }
  return inventories;
}

function given(document: Document): { document: Document; place: null } {
  return { document, place: null };
}

/** A document, its inventory, and what the policies say of it. */
export interface Judged {
  readonly document: Document;
  readonly inventory: Inventory;
  readonly evaluation: Evaluation;
}

/** What documents were judged by, and what came out. */
export interface Judgement {
  readonly judged: readonly Judged[];
  /** With the selected policies alone. */
  readonly bundle: PolicyBundle;
  readonly whole: Catalogue;
  readonly config: Config;
  readonly framework: Framework;
  /** Where the framework is written, absolute; null for one that ships with Safeguard. */
  readonly frameworkFile: string | null;
}

/**
 * Reads, resolves and evaluates. Throws the errors of `errors.ts` only.
 * @param keep Whether inventories hold everything, or what the policies read.
 */
export async function judge(
  options: JudgeOptions,
  around: Surroundings,
  keep: "everything" | "what policies read" = "what policies read",
): Promise<Judgement> {
  const whole = readBundle(assets.policies);
  const found = options.config === false ? NOTHING_FOUND : await readConfig(options.config, around.cwd);
  const named = options.framework ?? found.config.framework ?? DEFAULT_FRAMEWORK;
  const policies = whole.catalogue.policies.map(({ id }) => id);
  const framework = await findFramework(named, around.cwd, policies);
  const bundle = { ...whole, catalogue: restrict(whole.catalogue, framework, options.selection) };
  const flags = parseParameterFlags(options.parameters);
  await checkParameters(found, flags, whole.catalogue);
  const { types, arguments: names } = bundle.catalogue;
  const kept =
    keep === "everything"
      ? undefined
      : {
          types: new Set([...types, ...FLOW_TYPES]),
          arguments: new Set([...names, ...FLOW_ARGUMENTS]),
        };
  const date = new Date(options.assessedAt).toISOString().slice(0, "2026-01-31".length);
  const judged: Judged[] = [];
  for (const { document, inventory } of await readInventories(options, around, kept)) {
    around.progress?.(`judging ${shownPath(document.path)}`);
    const settings = settleParameters(found.config, flags, bundle.catalogue, inventory);
    judged.push({ document, inventory, evaluation: await evaluate(inventory, bundle, settings, { date }) });
  }
  const frameworkFile = isShipped(named) ? null : resolve(around.cwd, named);
  return { judged, bundle, whole: whole.catalogue, config: found.config, framework, frameworkFile };
}

/** Of the package. */
export function readVersion(): string {
  return (JSON.parse(readFileSync(assets.package, "utf8")) as { version: string }).version;
}
