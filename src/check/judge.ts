import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Framework } from "../assessment/framework.js";
import { assets } from "../assets.js";
import { type Config, type ConfigFile, NO_CONFIG } from "../config/config.js";
import { findFramework, isShipped } from "../config/framework.js";
import { checkParameters, parseParameterFlags, settleParameters } from "../config/parameters.js";
import { type Adjusted, adjusted, checkPolicyGlobs } from "../config/policies.js";
import { readConfig, readRecorded } from "../config/read.js";
import { withVendors } from "../config/vendors.js";
import type { Evaluation } from "../engine/evaluate.js";
import type { Catalogue } from "../engine/verdict.js";
import { type Document, shownPath } from "../input/document.js";
import { readDocuments, type Surroundings } from "../input/read.js";
import { buildInventory, type Keep } from "../inventory/build.js";
import { FLOW_ARGUMENTS, FLOW_TYPES } from "../inventory/flow.js";
import type { Inventory } from "../inventory/inventory.js";
import { type ProviderSchema, readProviderSchema } from "../inventory/provider-schema.js";
import { newSourceFinder, type SourcePlace } from "../inventory/source/find.js";
import { type Bundles, evaluateAll, readBundles } from "./bundles.js";
import { withConfigured } from "./configured.js";
import { DEFAULT_FRAMEWORK } from "./framework.js";
import { priorState } from "./prior-state.js";
import { demandSome, restrict, type Selection } from "./selection.js";

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

/** What is judged, and by what. Without inputs, or with a null source, those of the configuration count. */
export interface JudgeOptions extends InventoryOptions {
  /**
   * Configuration file; null: the nearest `safeguard.config.yaml` from the working directory upwards; false: none; a list:
   * the files of a configuration that was recorded.
   */
  readonly config: string | null | false | readonly ConfigFile[];
  /** `POLICY.NAME=VALUE`, over what the configuration sets. */
  readonly parameters: readonly string[];
  /** Whose controls the findings are mapped to: an id, or a file; null: the configuration's, then the HIPAA Security Rule. */
  readonly framework: string | null;
  /** Policies of one's own beside those that the configuration names: folders of Rego, or what `safeguard policy build` wrote. */
  readonly policyPaths?: readonly string[];
  readonly selection: Selection;
  /** Judge what was there before the change too; needs plans. */
  readonly ratchet?: boolean;
  /** ISO 8601 with zone, the report's only clock value. */
  readonly assessedAt: string;
}

/**
 * Reads documents and resolves each to its inventory. Throws {@link InputError}.
 * @param keep What to keep, if not everything.
 * @param schema What providers say of arguments, where it was read already.
 */
export async function readInventories(
  options: InventoryOptions,
  around: Surroundings,
  keep?: Keep,
  schema: ProviderSchema = readSchema(),
): Promise<{ document: Document; inventory: Inventory }[]> {
  const finder = newSourceFinder(options.source, around.cwd);
  const inventories: { document: Document; inventory: Inventory }[] = [];
  const documents = options.made ?? (await readDocuments(options.inputs, around)).map(given);
  for (const { document, place } of documents) {
    around.progress?.(`reading ${shownPath(document.path)}`);
    const source = await finder.sourceOf(document, place);
    inventories.push({ document, inventory: buildInventory(document, { schema, source, keep }) });
  }
  return inventories;
}

function readSchema(): ProviderSchema {
  return readProviderSchema(assets.providerSchemas);
}

function given(document: Document): { document: Document; place: null } {
  return { document, place: null };
}

/** A document, its inventory, and what the policies say of it. */
export interface Judged {
  readonly document: Document;
  readonly inventory: Inventory;
  readonly evaluation: Evaluation;
  /** The same of what was there before the change; null where nobody asks, or nothing was there. */
  readonly prior: Omit<Judged, "prior" | "document"> | null;
}

/** What documents were judged by, and what came out. */
export interface Judgement {
  readonly judged: readonly Judged[];
  /** With the selected policies alone, and the severities that count. */
  readonly bundle: { readonly catalogue: Catalogue };
  readonly whole: Catalogue;
  /** The policies as they were evaluated. */
  readonly bundles: Bundles;
  readonly config: Config;
  /** What the configuration makes of the selected policies. */
  readonly adjusted: Omit<Adjusted, "policies">;
  /** The Terraform configuration that was named, by the options or by the configuration. */
  readonly source: string | null;
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
  const written = await configOf(options.config, around.cwd);
  const bundles = await readBundles([...written.policies, ...(options.policyPaths ?? [])], around);
  const whole = bundles.catalogue;
  const config = withVendors(written, whole);
  const named = options.framework ?? config.framework ?? DEFAULT_FRAMEWORK;
  const policies = whole.policies.map(({ id }) => id);
  const framework = await findFramework(named, around.cwd, policies);
  checkPolicyGlobs([...config.exclude, ...config.severities], whole.policies);
  const selected = restrict(whole, framework, options.selection);
  const { policies: judging, ...changes } = adjusted(selected.policies, config, options.selection.policies);
  demandSome(judging, changes.excluded);
  const bundle = { catalogue: { ...selected, policies: judging } };
  const flags = parseParameterFlags(options.parameters);
  await checkParameters(config, flags, whole);
  const { types, arguments: names } = bundle.catalogue;
  const kept =
    keep === "everything" || bundles.custom.length > 0
      ? undefined
      : {
          types: new Set([...types, ...FLOW_TYPES]),
          arguments: new Set([...names, ...FLOW_ARGUMENTS]),
        };
  const date = new Date(options.assessedAt).toISOString().slice(0, "2026-01-31".length);
  const schema = readSchema();
  const before = (document: Document): Inventory | null => {
    const state = options.ratchet ? priorState(document) : null;
    return state === null ? null : buildInventory(state, { schema, source: null, keep: kept });
  };
  const evaluated = async (inventory: Inventory) => {
    const settings = settleParameters(config, flags, bundle.catalogue, inventory);
    return { inventory, evaluation: await evaluateAll(inventory, bundles, bundle.catalogue, settings, date) };
  };
  const judged: Judged[] = [];
  const { source, explained, ...asked } = await withConfigured(options, config, around.cwd);
  const read = readInventories({ ...asked, source }, around, kept, schema).catch(explained);
  for (const { document, inventory } of await read) {
    around.progress?.(`judging ${shownPath(document.path)}`);
    const prior = before(document);
    judged.push({
      document,
      ...(await evaluated(inventory)),
      prior: prior === null ? null : await evaluated(prior),
    });
  }
  const frameworkFile = isShipped(named) ? null : resolve(around.cwd, named);
  return {
    judged,
    bundle,
    whole,
    bundles,
    config,
    adjusted: changes,
    source,
    framework,
    frameworkFile,
  };
}

async function configOf(named: JudgeOptions["config"], cwd: string): Promise<Config> {
  if (named === false) return NO_CONFIG;
  return named === null || typeof named === "string" ? readConfig(named, cwd) : readRecorded(named, cwd);
}

/** Of the package. */
export function readVersion(): string {
  return (JSON.parse(readFileSync(assets.package, "utf8")) as { version: string }).version;
}
