/**
 * Turns a mapping (`policies/frameworks/hipaa.yaml`), the catalogue of its controls and the crosswalk to NIST SP 800-53
 * into one JSON document, so that neither a YAML parser nor any check of the mapping runs when a plan is checked.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { Framework, FrameworkControl, PolicyMapping } from "../src/assessment/framework.js";

export interface FrameworkSources {
  /** Text of the mapping, YAML. */
  readonly mapping: string;
  /** Text of the catalogue of controls, JSON. */
  readonly controls: string;
  /** Text of the crosswalk to NIST SP 800-53 revision 5, JSON. */
  readonly crosswalk: string;
  /** Text of what each control needs from the organisation, YAML. */
  readonly organisation: string;
  /** Text of the titles of the controls of NIST SP 800-53, YAML. */
  readonly nist: string;
}

interface CatalogueEntry {
  readonly id: string;
  readonly title: string;
  readonly parent: string | null;
  readonly designation: "required" | "addressable" | null;
  readonly safeguard: string;
}

/** Every fault of the mapping at once, one a line. */
export class MappingError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The mapping of policies to controls is wrong:\n${faults.map((fault) => `- ${fault}`).join("\n")}`);
    this.name = "MappingError";
  }
}

/** Reads the files of the HIPAA framework below `policies/frameworks/`. */
export function readFrameworkSources(root: string): FrameworkSources {
  const read = (name: string) => readFileSync(join(root, "policies", "frameworks", name), "utf8");
  return {
    mapping: read("hipaa.yaml"),
    controls: read("hipaa-catalogue.json"),
    crosswalk: read("hipaa-to-nist-800-53r5.json"),
    organisation: read("hipaa-organisation.yaml"),
    nist: read("nist-800-53r5.yaml"),
  };
}

/** The text of `policies/dist/frameworks/<id>.json`. */
export function frameworkText(framework: Framework): string {
  return `${JSON.stringify(framework, null, 1)}\n`;
}

/**
 * Builds the framework. `policies` are the ids of the policy catalogue: each has to be mapped, and nothing else may be.
 * Throws a `MappingError` that names every fault.
 */
export function buildFramework(sources: FrameworkSources, policies: readonly string[]): Framework {
  const faults: string[] = [];
  const entries = JSON.parse(sources.controls) as readonly CatalogueEntry[];
  const crosswalk = JSON.parse(sources.crosswalk) as { source: string; mappings: Record<string, string[]> };
  const controlIds = new Set(entries.map((entry) => entry.id));
  const policyIds = new Set(policies);

  for (const { id, parent } of entries) {
    if (parent !== null && !controlIds.has(parent))
      faults.push(`${id}: its standard ${parent} is not in the catalogue.`);
  }
  for (const id of Object.keys(crosswalk.mappings)) {
    if (!controlIds.has(id))
      faults.push(`${id}: the crosswalk names a control that is not in the catalogue.`);
  }

  const organisation = readTexts(sources.organisation);
  for (const id of controlIds) {
    if (!organisation.has(id)) faults.push(`${id}: what it needs from the organisation is not said.`);
  }
  for (const id of organisation.keys()) {
    if (!controlIds.has(id))
      faults.push(`${id}: something is needed for a control that is not in the catalogue.`);
  }

  const document = readMapping(sources.mapping, faults);
  const mapped = new Set<string>();
  const mappings = new Map<string, PolicyMapping[]>();
  for (const [control, list] of Object.entries(document.controls)) {
    if (!controlIds.has(control)) {
      faults.push(`${control}: unknown control.`);
      continue;
    }
    mappings.set(control, readEntries(control, list, policyIds, mapped, faults));
  }
  for (const policy of [...policyIds].sort()) {
    if (!mapped.has(policy)) faults.push(`${policy}: mapped to no control.`);
  }
  if (faults.length > 0) throw new MappingError(faults);

  const controls = entries.map(
    (entry): FrameworkControl => ({
      id: entry.id,
      title: entry.title,
      standard: entry.parent,
      designation: entry.designation,
      safeguard: entry.safeguard,
      nist80053r5: crosswalk.mappings[entry.id] ?? [],
      organisation: organisation.get(entry.id) ?? null,
      policies: (mappings.get(entry.id) ?? []).sort((a, b) => compare(a.policy, b.policy)),
    }),
  );
  return {
    schema: "safeguard.framework/v1",
    id: document.id,
    title: document.title,
    citation: document.citation,
    crosswalk: { title: "NIST SP 800-66 revision 2 to SP 800-53 revision 5", source: crosswalk.source },
    controls: controls.sort((a, b) => compare(a.id, b.id)),
  };
}

/**
 * The same mapping seen from the controls of NIST SP 800-53: each has the policies of the HIPAA controls that the crosswalk
 * leads from. Throws a `MappingError` where a control has no title.
 */
export function viewAsNist(hipaa: Framework, sources: FrameworkSources): Framework {
  const { id, title, citation, controls } = parseDocument(sources.nist).toJS() as NistSource;
  const origins = new Map<string, FrameworkControl[]>();
  for (const control of hipaa.controls) {
    for (const nist of control.nist80053r5) origins.set(nist, [...(origins.get(nist) ?? []), control]);
  }
  const untitled = [...origins.keys()].filter((nist) => controls[nist] === undefined);
  if (untitled.length > 0) throw new MappingError(untitled.map((nist) => `${nist}: it has no title.`));
  return {
    schema: hipaa.schema,
    id,
    title,
    citation,
    crosswalk: hipaa.crosswalk,
    controls: [...origins]
      .map(
        ([nist, from]): FrameworkControl => ({
          id: nist,
          title: controls[nist] ?? "",
          standard: null,
          designation: null,
          safeguard: "",
          nist80053r5: [],
          organisation: `${from.map((control) => `${control.id} ${control.title}: ${control.organisation}`).join(" ")}`,
          policies: throughHipaa(from),
        }),
      )
      .sort((a, b) => compare(sortable(a.id), sortable(b.id))),
  };
}

interface NistSource {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  readonly controls: Readonly<Record<string, string>>;
}

/** Each policy once, by its most direct mapping. */
function throughHipaa(controls: readonly FrameworkControl[]): PolicyMapping[] {
  const mappings = new Map<string, PolicyMapping>();
  for (const { id, title, policies } of controls) {
    for (const { policy, role, rationale } of policies) {
      const known = mappings.get(policy);
      if (known?.role === "primary" || (known !== undefined && role === "supporting")) continue;
      mappings.set(policy, { policy, role, rationale: `Through ${id} ${title}: ${rationale}` });
    }
  }
  return [...mappings.values()].sort((a, b) => compare(a.policy, b.policy));
}

/** `AC-2` before `AC-12`. */
function sortable(id: string): string {
  return id.replace(/\d+/g, (number) => number.padStart(2, "0"));
}

function readTexts(yaml: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(parseDocument(yaml, { uniqueKeys: true }).toJS() as Record<string, string>));
}

function readMapping(text: string, faults: string[]) {
  const parsed = parseDocument(text, { uniqueKeys: true });
  for (const error of parsed.errors) faults.push(error.message);
  const root: unknown = parsed.errors.length === 0 ? parsed.toJS() : {};
  const field = (name: string) => (isRecord(root) ? root[name] : undefined);
  const string = (name: string) => {
    const value = field(name);
    if (typeof value === "string" && value !== "") return value;
    faults.push(`${name}: missing; expected text.`);
    return "";
  };
  const controls = field("controls");
  if (!isRecord(controls))
    faults.push("controls: missing; expected control ids with a list of policies each.");
  return {
    id: string("id"),
    title: string("title"),
    citation: string("citation"),
    controls: isRecord(controls) ? controls : {},
  };
}

function readEntries(
  control: string,
  list: unknown,
  policies: ReadonlySet<string>,
  mapped: Set<string>,
  faults: string[],
): PolicyMapping[] {
  if (!Array.isArray(list) || list.length === 0) {
    faults.push(`${control}: expected a list of policies.`);
    return [];
  }
  const entries: PolicyMapping[] = [];
  for (const item of list as unknown[]) {
    const entry = isRecord(item) ? item : {};
    const { policy, role, rationale } = entry;
    const extra = Object.keys(entry).find((key) => !["policy", "role", "rationale"].includes(key));
    const text = typeof rationale === "string" ? rationale.trim() : "";
    if (typeof policy !== "string") faults.push(`${control}: an entry names no policy.`);
    else if (!policies.has(policy)) faults.push(`${control}: unknown policy ${policy}.`);
    else if (entries.some((other) => other.policy === policy))
      faults.push(`${control}: ${policy} is listed twice.`);
    else if (extra !== undefined) faults.push(`${control}: ${policy} has an unknown key ${extra}.`);
    else if (role !== "primary" && role !== "supporting")
      faults.push(`${control}: the role of ${policy} is neither primary nor supporting.`);
    else if (text === "") faults.push(`${control}: ${policy} has no rationale.`);
    else if (!text.endsWith(".")) faults.push(`${control}: the rationale of ${policy} is not a sentence.`);
    else entries.push({ policy, role, rationale: text });
    if (typeof policy === "string") mapped.add(policy);
  }
  return entries;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
