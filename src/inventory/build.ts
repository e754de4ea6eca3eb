import { createHash } from "node:crypto";
import type { Document, PlanDocument, SynthDocument } from "../input/document.js";
import type { ConfigModule } from "../input/plan.js";
import { documentOfDataSource, documentsIn } from "./documents.js";
import { type Instance, type Instances, instancesOfPlan, instancesOfState } from "./instances.js";
import {
  type Diagnostic,
  type Inventory,
  type InventorySource,
  isSensitive,
  isUnknown,
  type PolicyDocument,
  type Presence,
  type Reference,
  type Resource,
  SENSITIVE,
  UNKNOWN,
  type Value,
} from "./inventory.js";
import { identities, linkValues, type ValueLink } from "./links.js";
import { notesOf } from "./notes.js";
import type { ProviderSchema } from "./provider-schema.js";
import { type Found, type Keeper, nothingFound, ReferenceResolver } from "./references.js";
import { buildScopes, localName, type Scope, type Scopes } from "./scopes.js";
import { redact, type Shapes } from "./secrets.js";
import { Evaluator } from "./source/evaluate.js";
import type { SourceModule } from "./source/module.js";
import { hasMarker } from "./source/node.js";
import { synthesize } from "./source/synthesized.js";
import { isRecord, mapped, markValues } from "./values.js";
import { NO_WIRING, type Wiring, wiringFromPlan, wiringFromSource } from "./wiring.js";

export interface BuildOptions {
  readonly schema: ProviderSchema;
  /** The configuration that the document was made from, where it is at hand; for a synthesized stack the stack itself. */
  readonly source: { readonly module: SourceModule; readonly named: boolean } | null;
  /** What somebody asks for, if not everything; the rest is resolved no further than others refer to it. */
  readonly keep?: Keep | undefined;
}

/** What identifies a resource, its tags, and data sources are kept in any case. */
export interface Keep {
  readonly types: ReadonlySet<string>;
  readonly arguments: ReadonlySet<string>;
}

/** Resolves one document to its inventory. Linear in resources and references. */
export function buildInventory(document: Document, options: BuildOptions): Inventory {
  if (document.kind === "cdktf-synth") return buildFromSource(document, options);
  if (document.kind === "terraform-state") {
    return assemble(stateSource(document), instancesOfState(document), {}, options, {});
  }
  const { plan } = document;
  const instances = instancesOfPlan(plan);
  const root = plan.configuration?.root_module ?? {};
  return assemble(
    planSource(document),
    instances,
    root,
    checkedSource(root, options),
    rootVariables(document),
  );
}

function planSource({ digest, plan }: PlanDocument): InventorySource {
  return {
    kind: "terraform-plan",
    digest,
    terraformVersion: plan.terraform_version ?? null,
    formatVersion: plan.format_version,
    errored: plan.errored ?? false,
    // Terraform before 1.8 does not say.
    complete: plan.complete ?? true,
  };
}

function stateSource(document: Extract<Document, { kind: "terraform-state" }>): InventorySource {
  const { kind, digest, terraformVersion, formatVersion } = document;
  return { kind, digest, terraformVersion, formatVersion, errored: false, complete: true };
}

/** A sensitive variable's plain text stands in the plan and goes no further. */
function rootVariables({ plan }: PlanDocument): Record<string, Value> {
  const declared = plan.configuration?.root_module?.variables ?? {};
  const values: Record<string, Value> = {};
  for (const [name, { value }] of Object.entries(plan.variables ?? {})) {
    if (value === undefined) continue;
    values[name] = declared[name]?.sensitive ? SENSITIVE : (value as Value);
  }
  return values;
}

const OTHER_SOURCE = "source-mismatch";

/** Source of another configuration would tell falsehoods: the root modules must have the same blocks. */
function checkedSource(
  root: ConfigModule,
  options: BuildOptions,
): BuildOptions & { diagnostics: Diagnostic[] } {
  const { source } = options;
  if (source === null) return { ...options, diagnostics: [] };
  const planned = new Set([
    ...(root.resources ?? []).map((resource) => resource.address),
    ...Object.keys(root.module_calls ?? {}).map((name) => `module.${name}`),
  ]);
  const { resources, calls } = source.module;
  const written = [...resources.keys(), ...[...calls.keys()].map((name) => `module.${name}`)];
  const same = written.length === planned.size && written.every((name) => planned.has(name));
  if (same) return { ...options, diagnostics: [] };
  // A folder that merely happens to be near is passed over in silence.
  if (!source.named) return { ...options, source: null, diagnostics: [] };
  const missing =
    [...planned].find((name) => !written.includes(name)) ?? written.find((name) => !planned.has(name));
  const message = `The source at hand is not what was planned (${missing} is in one of them only); it was not used.`;
  return { ...options, source: null, diagnostics: [{ level: "warning", code: OTHER_SOURCE, message }] };
}

function buildFromSource(document: SynthDocument, options: BuildOptions): Inventory {
  const source: InventorySource = {
    kind: "cdktf-synth",
    digest: document.digest,
    terraformVersion: null,
    formatVersion: null,
    errored: false,
    complete: true,
  };
  if (options.source === null) throw new TypeError("a synthesized stack is its own source");
  const { instances, values } = synthesize(options.source.module, options.schema);
  return assemble(source, instances, {}, { ...options, diagnostics: [] }, {}, values);
}

type Marked = Readonly<Record<string, Value>>;

function assemble(
  source: InventorySource,
  { instances, diagnostics, removed }: Instances,
  root: ConfigModule,
  options: BuildOptions & { readonly diagnostics?: readonly Diagnostic[] },
  variables: Record<string, Value>,
  evaluated: ReadonlyMap<string, Marked> | null = null,
): Inventory {
  const scopes = buildScopes(root, instances);
  const values = new Map<string, Marked>();
  for (const instance of instances) {
    const marked = evaluated?.get(instance.address);
    values.set(instance.address, marked ?? plannedValues(instance, options.schema, scopes));
  }
  const keeps = keeper(options.keep?.arguments ?? null);
  const isAskedFor = ({ type, mode }: Instance) => mode === "data" || (options.keep?.types.has(type) ?? true);
  const resolver = new ReferenceResolver(keeps);
  const evaluator = openEvaluator(scopes.root, values, variables, options, evaluated !== null, keeps);
  const shapes: Shapes = new Map();
  const drafts = instances.map((instance) => {
    // Of data sources policies are read, from arguments that nobody else asks for.
    const all = values.get(instance.address) ?? {};
    const planned = instance.mode === "data" ? all : kept(all, keeps);
    if (!isAskedFor(instance)) return draftOf(instance, planned, NO_WIRING, options.schema, shapes);
    const scope = scopes.at(instance.module);
    const fromSource =
      evaluator === null ? null : wiringFromSource(instance, scope, evaluator, options.schema);
    const wiring = fromSource ?? wiringFromPlan(instance, scope, resolver, options.schema);
    return draftOf(instance, planned, wiring, options.schema, shapes);
  });
  const byAddress = new Map(drafts.map((draft) => [draft.instance.address, draft]));
  for (const draft of drafts) addDataDocuments(draft, byAddress);
  const links = linkValues(
    drafts.map(({ instance, values, documents }) => ({
      address: instance.address,
      type: instance.type,
      values,
      documents,
    })),
  );
  for (const draft of drafts) settleReferences(draft, links.get(draft.instance.address) ?? []);
  addBacklinks(drafts, byAddress);
  const blocks = () =>
    instances.map((one) => [one.address, evaluator?.blockOf(one, scopes.at(one.module)) ?? null] as const);
  return {
    schema: "safeguard.inventory/v1",
    source,
    resources: byTypeAndAddress(drafts, keeps),
    diagnostics: sortDiagnostics([
      ...diagnostics,
      ...(options.diagnostics ?? []),
      ...documentDiagnostics(source, drafts.length, removed),
    ]),
    ...(options.source === null ? {} : { notes: notesOf(options.source.module, blocks) }),
  };
}

function keeper(keep: ReadonlySet<string> | null): Keeper {
  if (keep === null) return () => true;
  const always = new Set([...identities(), "tags", "tags_all"]);
  return (argument) => keep.has(argument) || always.has(argument);
}

function kept(values: Marked, keeps: Keeper): Marked {
  const some: Record<string, Value> = {};
  for (const argument of Object.keys(values)) if (keeps(argument)) some[argument] = values[argument] ?? null;
  return some;
}

/** A resource that is unknown as a whole has every argument of its type, each unknown. */
function plannedValues(instance: Instance, schema: ProviderSchema, scopes: Scopes): Marked {
  const { type, values, unknown, sensitive } = instance;
  if (unknown !== true) return withoutStale(instance, markValues(values, unknown, sensitive), scopes);
  return Object.fromEntries([...schema.names(type), ...Object.keys(values)].map((name) => [name, UNKNOWN]));
}

/** What is written holds; what was read back is known after apply. */
function withoutStale(instance: Instance, values: Marked, scopes: Scopes): Marked {
  if (instance.stale === undefined) return values;
  const config = scopes.at(instance.module).resources.get(localName(instance))?.config;
  const stale = [...instance.stale].filter(
    (name) => name in values && !(name in (config?.expressions ?? {})),
  );
  return stale.length === 0
    ? values
    : { ...values, ...Object.fromEntries(stale.map((name) => [name, UNKNOWN])) };
}

function openEvaluator(
  root: Scope,
  values: ReadonlyMap<string, Marked>,
  variables: Record<string, Value>,
  { source, schema }: BuildOptions,
  sourceOnly: boolean,
  keeps: Keeper,
): Evaluator | null {
  if (source === null) return null;
  const valuesOf = sourceOnly ? null : (address: string) => values.get(address);
  return new Evaluator({ root, source: source.module, variables, valuesOf, schema, keeps });
}

/** A resource while its references are settled. */
interface Draft {
  readonly instance: Instance;
  readonly values: Marked;
  readonly wiring: Wiring;
  readonly documents: Record<string, PolicyDocument>;
  readonly presence: Record<string, Presence>;
  readonly references: Map<string, Reference>;
  readonly referencedBy: Map<string, Map<string, Set<string>>>;
  readonly maybeReferencedBy: Map<string, Map<string, Set<string>>>;
}

function draftOf(
  instance: Instance,
  planned: Marked,
  wiring: Wiring,
  schema: ProviderSchema,
  shapes: Shapes,
): Draft {
  const told = withPartial(withTexts(planned, wiring.textOf), wiring.partial);
  const documents = documentsIn(told);
  for (const [argument, value] of wiring.documents) {
    if (documents[argument] === undefined && isUnknown(told[argument]))
      documents[argument] = { value, from: "source" };
  }
  const values = withoutSecrets(told, documents, schema.sensitive(instance.type), shapes);
  return {
    instance,
    values,
    wiring,
    documents,
    presence: presenceOf(values, wiring),
    references: new Map(),
    referencedBy: new Map(),
    maybeReferencedBy: new Map(),
  };
}

const HASH = /^[0-9a-f]{40}$/;

/**
 * The provider plans the SHA-1 of user data in its place, decoded where it is base64; the text that has it is the text.
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/instance#user_data-1
 */
function withTexts(planned: Marked, textOf: Wiring["textOf"]): Marked {
  let values = planned;
  for (const argument of Object.keys(planned)) {
    const hash = planned[argument];
    if (typeof hash !== "string" || !HASH.test(hash)) continue;
    const text = textOf(argument);
    const isIt = (bytes: string | Uint8Array) => createHash("sha1").update(bytes).digest("hex") === hash;
    if (text === null || !(isIt(text) || isIt(Buffer.from(text, "base64")))) continue;
    values = { ...values, [argument]: text };
  }
  return values;
}

/** What the provider was given it keeps: members that the source tells stand for a value the plan does not know. */
function withPartial(planned: Marked, partial: ReadonlyMap<string, Value>): Marked {
  let values = planned;
  for (const [argument, told] of partial) {
    const value = planned[argument];
    if (value === undefined) continue;
    const member = withMembers(value, told);
    if (member !== value) values = { ...values, [argument]: member };
  }
  return values;
}

function withMembers(planned: Value, told: Value): Value {
  if (isUnknown(planned)) return typeof told === "object" && told !== null ? told : planned;
  if (Array.isArray(planned) && Array.isArray(told)) {
    const pairs = paired(planned as Value[], told as Value[]);
    return pairs === null ? planned : pairs.map(([value, other]) => withMembers(value, other));
  }
  if (!isRecord(planned) || !isRecord(told)) return planned;
  let values: Record<string, Value> = planned as Record<string, Value>;
  for (const [name, value] of Object.entries(planned as Record<string, Value>)) {
    const member = withMembers(value, (told[name] ?? null) as Value);
    if (member !== value) values = { ...values, [name]: member };
  }
  return values;
}

/** A document with a secret in it keeps its other parts; its text as a whole goes. */
function withoutSecrets(
  values: Marked,
  documents: Record<string, PolicyDocument>,
  marked: ReadonlySet<string>,
  shapes: Shapes,
): Marked {
  const clean: Record<string, Value> = {};
  for (const argument of sortedKeys(values)) {
    clean[argument] = redact(values[argument] ?? null, argument, marked, shapes);
  }
  for (const [argument, document] of Object.entries(documents)) {
    const value = redact(document.value, argument, marked, shapes);
    if (value === document.value) continue;
    documents[argument] = { ...document, value };
    if (typeof values[argument] === "string") clean[argument] = SENSITIVE;
  }
  return clean;
}

const ORDER: readonly Presence[] = ["unset", "possible", "proven"];

/** The plan and the source may have different orders: each element needs the one that it can be. */
function paired(planned: readonly Value[], told: readonly Value[]): [Value, Value][] | null {
  if (planned.length !== told.length || !planned.some(hasMarker)) return null;
  const pairs: [Value, Value][] = [];
  const taken = new Set<number>();
  for (const value of planned) {
    const [at, ...others] = [...told.keys()].filter((index) => mayBe(value, told[index] ?? null));
    if (at === undefined || others.length > 0 || taken.has(at)) return null;
    taken.add(at);
    pairs.push([value, told[at] ?? null]);
  }
  return pairs;
}

/** Nothing that both know differs; what the source leaves out has a default in the plan. */
function mayBe(planned: Value, told: Value): boolean {
  if (told === null || isUnknown(told) || isSensitive(told)) return true;
  if (isUnknown(planned) || isSensitive(planned)) return true;
  if (Array.isArray(told)) {
    const values = (planned ?? []) as Value[];
    const others = told as Value[];
    return values.length === others.length && values.every((value) => others.some((o) => mayBe(value, o)));
  }
  if (isRecord(planned) && isRecord(told)) {
    const members = Object.entries(planned as Record<string, Value>);
    return members.every(([name, value]) => mayBe(value, (told[name] ?? null) as Value));
  }
  return String(planned ?? "") === String(told);
}

/** Presence of every unknown argument; of several blocks with the same path, the least certain. */
function presenceOf(values: Marked, wiring: Wiring): Record<string, Presence> {
  const presence: Record<string, Presence> = {};
  const visit = (value: Value, path: readonly string[]) => {
    if (typeof value !== "object" || value === null) return;
    if (isUnknown(value)) {
      const joined = path.join(".");
      const found = wiring.presence(path);
      const before = presence[joined];
      if (found === null) return;
      if (before === undefined || ORDER.indexOf(found) < ORDER.indexOf(before)) presence[joined] = found;
    } else if (Array.isArray(value)) for (const item of value) visit(item, path);
    else for (const [key, item] of Object.entries(value)) visit(item as Value, [...path, key]);
  };
  // Most are known altogether.
  for (const argument of Object.keys(values)) {
    const value = values[argument] as Value;
    if (hasMarker(value)) visit(value, [argument]);
  }
  return presence;
}

const POLICY_DATA = "aws_iam_policy_document";

/** A policy whose text is that of a data source read during apply: the data source's statements are in the plan. */
function addDataDocuments(draft: Draft, byAddress: ReadonlyMap<string, Draft>): void {
  if (draft.instance.type === POLICY_DATA && isUnknown(draft.values.json)) {
    const value = documentOfDataSource(draft.values);
    if (value !== null) draft.documents.json = { value, from: draft.instance.address };
  }
  for (const [argument, found] of draft.wiring.found) {
    if (draft.documents[argument] !== undefined || !isUnknown(draft.values[argument])) continue;
    const [address, ...others] = found.exact;
    if (address === undefined || others.length + found.candidates.size + found.hidden.size > 0) continue;
    const data = byAddress.get(address);
    if (data?.instance.type !== POLICY_DATA) continue;
    const value = data.documents.json?.value ?? documentOfDataSource(data.values);
    if (value !== null) draft.documents[argument] = { value, from: address };
  }
}

function settleReferences(draft: Draft, links: readonly ValueLink[]): void {
  const byPath = new Map<string, ValueLink[]>();
  const add = (path: string, link: ValueLink) => {
    const there = byPath.get(path);
    if (there === undefined) byPath.set(path, [link]);
    else there.push(link);
  };
  for (const link of links) {
    add(link.path, link);
    const end = link.path.indexOf(".");
    if (end >= 0) add(link.path.slice(0, end), link);
  }
  const put = (path: string, found: Found) => {
    const reference = settle(draft, path, found, byPath.get(path) ?? []);
    if (reference !== null) draft.references.set(path, reference);
  };
  const { found } = draft.wiring;
  for (const [path, ofPath] of found) put(path, ofPath);
  for (const path of byPath.keys()) if (!found.has(path)) put(path, NOTHING);
}

const NOTHING: Found = nothingFound();

function settle(draft: Draft, path: string, found: Found, links: readonly ValueLink[]): Reference | null {
  const value = valueAt(draft, path);
  // A value that is known altogether refers to what it names, not to what it might have named.
  const isKnown = value !== undefined && !hasMarker(value);
  const isWritten = found.candidates.size + found.doubts.size + found.hidden.size === 0;
  // Most say what they refer to, or refer to nothing.
  if (links.length === 0 && (isKnown || isWritten)) return found.exact.size === 0 ? null : certain(found);
  const targets = new Set(found.exact);
  const candidates = new Set(isKnown ? [] : found.candidates);
  const reasons = new Set(isKnown ? [] : [...found.doubts, ...found.hidden]);
  const attributes = new Set(found.attributes);
  const via = new Set(found.via);
  const settled = new Set<string>();
  for (const { targets: named, attribute, doubt, isShared } of links) {
    attributes.add(attribute);
    // Of those that share a name, the one that the configuration refers to is meant.
    const [meant, ...others] = isShared && isWritten ? named.filter((target) => found.exact.has(target)) : [];
    if (doubt === null || (meant !== undefined && others.length === 0)) {
      for (const target of meant === undefined ? named : [meant]) targets.add(target);
      if (doubt === null) via.add(`equal ${attribute}`);
      if (meant !== undefined) settled.add(meant);
    } else {
      for (const target of named) candidates.add(target);
      reasons.add(doubt);
    }
  }
  // What is unknown is made from something unknown: if only one thing can be meant, it is meant.
  const [only] = candidates;
  const nothingElse = targets.size === 0 && candidates.size === 1 && found.hidden.size === 0;
  if (only !== undefined && nothingElse && isProven(draft, path, value)) {
    return {
      targets: [only],
      complete: true,
      attributes: [...attributes].sort(),
      via: [...via],
      reasons: [],
    };
  }
  const all = [...new Set([...targets, ...candidates])].sort();
  if (all.length + reasons.size === 0) return null;
  const complete = candidates.size === 0 && reasons.size === 0;
  const reference = {
    targets: all,
    complete,
    attributes: [...attributes].sort(),
    via: [...via],
    reasons: [...reasons].sort(),
  };
  return complete || settled.size === 0 ? reference : { ...reference, settled: [...settled].sort() };
}

function certain({ exact, attributes, via }: Found): Reference {
  return {
    targets: [...exact].sort(),
    complete: true,
    attributes: [...attributes].sort(),
    via: [...via],
    reasons: [],
  };
}

/** The argument, or the one part of it that is unknown, will have a value. */
function isProven(draft: Draft, path: string, value: Value | undefined): boolean {
  const unknown = value === undefined ? [] : unknownPaths(value, path);
  const [first] = unknown;
  return first !== undefined && unknown.length === 1 && draft.presence[first] === "proven";
}

function unknownPaths(value: Value, path: string): string[] {
  if (isUnknown(value)) return [path];
  if (Array.isArray(value)) return value.flatMap((item) => unknownPaths(item, path));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => unknownPaths(item as Value, `${path}.${key}`));
}

function valueAt(draft: Draft, path: string): Value | undefined {
  let value: Value | undefined = draft.values as Value;
  for (const step of path.split(".")) {
    if (Array.isArray(value)) {
      if (value.some(hasMarker)) return value;
      value = value[0];
    }
    if (!isRecord(value)) return undefined;
    value = value[step] as Value | undefined;
  }
  return value;
}

function addBacklinks(drafts: readonly Draft[], byAddress: ReadonlyMap<string, Draft>): void {
  for (const { instance, references } of drafts) {
    for (const [path, reference] of references) {
      for (const address of reference.targets) {
        const target = byAddress.get(address);
        if (target === undefined) continue;
        const isMeant = reference.complete || reference.settled?.includes(address);
        const into = isMeant ? target.referencedBy : target.maybeReferencedBy;
        const ofType = into.get(instance.type) ?? new Map<string, Set<string>>();
        into.set(instance.type, ofType);
        const ofPath = ofType.get(path) ?? new Set<string>();
        ofType.set(path, ofPath);
        ofPath.add(instance.address);
      }
    }
  }
}

function byTypeAndAddress(drafts: readonly Draft[], keeps: Keeper): Inventory["resources"] {
  const sorted = [...drafts].sort(
    (a, b) => compare(a.instance.type, b.instance.type) || compare(a.instance.address, b.instance.address),
  );
  const resources: Record<string, Record<string, Resource>> = {};
  for (const draft of sorted) {
    const { type, address } = draft.instance;
    const ofType = resources[type] ?? {};
    resources[type] = ofType;
    ofType[address] = resourceOf(draft, keeps);
  }
  return resources;
}

function resourceOf(draft: Draft, keeps: Keeper): Resource {
  const { address, previousAddress, type, name, module, key, provider, mode, change } = draft.instance;
  const values = mode === "data" ? kept(draft.values, keeps) : draft.values;
  const { configured, construct, position } = draft.wiring;
  return {
    address,
    ...(previousAddress === undefined ? {} : { previous_address: previousAddress }),
    type,
    name,
    module,
    key,
    provider,
    mode,
    change,
    values: sortedDeep(values),
    documents: sortedDeep(draft.documents),
    configured: configured === null ? null : [...configured].sort(),
    presence: sortedRecord(draft.presence),
    references: sortedRecord(Object.fromEntries(draft.references)),
    referenced_by: backlinksOf(draft.referencedBy),
    maybe_referenced_by: backlinksOf(draft.maybeReferencedBy),
    tags: tagsOf(draft.values),
    construct,
    source: position,
  };
}

function tagsOf(values: Marked): Record<string, Value> {
  for (const argument of ["tags_all", "tags"]) {
    const tags = values[argument];
    if (isRecord(tags) && !isUnknown(tags)) return sortedRecord(tags as Record<string, Value>);
  }
  return {};
}

function backlinksOf(links: Map<string, Map<string, Set<string>>>): Record<string, Record<string, string[]>> {
  const types = [...links].map(([type, paths]) => {
    const byPath = [...paths].map(([path, addresses]) => [path, [...addresses].sort()] as const);
    return [type, sortedRecord(Object.fromEntries(byPath))] as const;
  });
  return sortedRecord(Object.fromEntries(types));
}

function sortedRecord<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  const keys = Object.keys(record);
  if (areSorted(keys)) return record;
  const sorted: Record<string, T> = {};
  for (const key of keys.sort(compare)) sorted[key] = record[key] as T;
  return sorted;
}

function sortedKeys(record: object): string[] {
  const keys = Object.keys(record);
  return areSorted(keys) ? keys : keys.sort(compare);
}

/** Terraform writes records in order, so most are. */
function areSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index += 1) {
    if ((keys[index - 1] as string) > (keys[index] as string)) return false;
  }
  return true;
}

/** The keys of every record in order; lists keep theirs. What is in order already stays the same object. */
function sortedDeep<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return mapped(value, sortedDeep) as T;
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record);
  const isSorted = areSorted(keys);
  let sorted: Record<string, unknown> | null = isSorted ? null : {};
  for (const key of isSorted ? keys : keys.sort(compare)) {
    const item = sortedDeep(record[key]);
    if (isSorted && item !== record[key]) sorted ??= { ...record };
    if (sorted !== null) sorted[key] = item;
  }
  return (sorted ?? value) as T;
}

function documentDiagnostics(source: InventorySource, resources: number, removed: number): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (source.errored) {
    const message = "Terraform stopped at an error while planning; resources are missing from this plan.";
    found.push({ level: "error", code: "errored-plan", message });
  }
  if (!source.complete) {
    const message = "The plan covers a part of the configuration only (-target, or deferred changes).";
    found.push({ level: "warning", code: "incomplete-plan", message });
  }
  if (resources === 0 && removed > 0) {
    const message = `The plan only removes resources (${removed}); nothing is left to assess.`;
    found.push({ level: "note", code: "only-removals", message });
  }
  return found;
}

function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) => compare(a.code, b.code) || compare(a.address ?? "", b.address ?? ""),
  );
}

/** By code units: the same everywhere, unlike a locale's order. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
