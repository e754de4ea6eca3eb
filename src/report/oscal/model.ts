import { uuidOf } from "../../assessment/finding-id.js";
import { jsonFile } from "../../json.js";
import type { Report, ReportFramework } from "../report.js";
import { plain } from "../text.js";

/** The greatest version that compliance-trestle reads; what is written here is the same in 1.2.3. */
const OSCAL_VERSION = "1.2.1";
/** Of the properties that OSCAL itself does not define. */
const NAMESPACE = "https://safeguard.dev/ns/oscal";

export interface Property {
  readonly name: string;
  readonly ns?: string;
  readonly value: string;
  readonly class?: string;
}

/** UUID v5 of what an object is. A finding's id has three parts of which the first is a policy, so that none is the same. */
export function oscalId(kind: string, ...name: readonly string[]): string {
  return uuidOf(["oscal", kind, ...name]);
}

/** One line without blanks at its ends and never empty, as OSCAL wants its strings. */
export function line(text: string): string {
  return plain(text).trim() || "(empty)";
}

/** One of Safeguard's own properties. */
export function property(name: string, value: string, kind?: string): Property {
  return { name, ns: NAMESPACE, value: line(value), ...(kind === undefined ? {} : { class: kind }) };
}

/** In UTC: OSCAL knows not every zone. */
export function dateTime(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

export function metadata(title: string, { assessedAt, tool }: Report) {
  return {
    title: line(title),
    "last-modified": dateTime(assessedAt),
    version: line(tool.version),
    "oscal-version": OSCAL_VERSION,
  };
}

/** A key with what it holds, or nothing: OSCAL has no empty arrays. */
export function filled<K extends string, T>(key: K, list: readonly T[]): { [key in K]?: readonly T[] } {
  return list.length === 0 ? {} : ({ [key]: list } as { [key in K]: readonly T[] });
}

/** Control → its id as OSCAL wants it, a token: `164.312(a)(1)` → `hipaa-164.312.a.1`. */
export function controlTokens(
  framework: Pick<ReportFramework, "id">,
  controls: readonly { readonly id: string }[],
): (control: string) => string {
  const tokens = new Map(controls.map(({ id }) => [id, token(`${framework.id}-${id}`)]));
  const uses = new Map<string, number>();
  for (const one of tokens.values()) uses.set(one, (uses.get(one) ?? 0) + 1);
  return (control) => {
    const one = tokens.get(control) ?? token(`${framework.id}-${control}`);
    return (uses.get(one) ?? 0) > 1 ? `${one}_${oscalId("control", control).slice(0, 8)}` : one;
  };
}

/** Letters, digits, dots, hyphens and underscores, beginning with a letter. */
export function token(text: string): string {
  const clean = text.replace(/[^A-Za-z0-9_-]+/g, ".").replace(/^\.+|\.+$/g, "");
  return /^[A-Za-z_]/.test(clean) ? clean : `_${clean}`;
}

/** Id of what is to be determined of a control; a finding is about that. */
export function objectiveOf(control: string): string {
  return `${control}_obj`;
}

/** `45 CFR 164.312(a)(1)`. */
export function citationOf({ citation }: Pick<ReportFramework, "citation">, control: string): string {
  return citation.startsWith("45 CFR ") ? `45 CFR ${control}` : `${citation} ${control}`;
}

export function oscalText(document: unknown): string {
  return jsonFile(document);
}
