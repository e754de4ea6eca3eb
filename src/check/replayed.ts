import { posix, relative, resolve } from "node:path";
import type { Finding, Report } from "../report/report.js";
import { outcome } from "../report/text.js";

/**
 * The findings of a replay, in files named as they were then: positions are relative to where somebody stood, and the
 * folder of the source may lie elsewhere now. What lies below it has to be the same.
 */
export function placedAs(before: Report, after: Report, cwd: string): Finding[] {
  const places = new Map(before.findings.map(({ id, location }) => [id, location?.file]));
  const folders = new Map<string, Folders>();
  return after.findings.map((finding) => {
    const { id, input, location } = finding;
    const was = places.get(id);
    if (location === null) return finding;
    const known = folders.get(input) ?? (was === undefined ? undefined : foldersOf(was, location.file));
    if (known === undefined) return finding;
    folders.set(input, known);
    const below = relative(resolve(cwd, known.is), resolve(cwd, location.file)).replaceAll("\\", "/");
    return { ...finding, location: { ...location, file: posix.join(known.was, below) } };
  });
}

interface Folders {
  readonly was: string;
  readonly is: string;
}

/** Where two paths of one file part. */
function foldersOf(then: string, now: string): Folders {
  const [a, b] = [then.split("/"), now.split("/")];
  while (a.length > 0 && b.length > 0 && a.at(-1) === b.at(-1)) {
    a.pop();
    b.pop();
  }
  return { was: a.join("/"), is: b.join("/") };
}

/** What comes out otherwise, a sentence each; of findings and controls with the first of them. */
export function* differencesOf(before: Report, after: Report): Generator<string> {
  const other = (part: keyof Report) => JSON.stringify(before[part]) !== JSON.stringify(after[part]);
  const firstOf = <K extends "findings" | "controls">(part: K, say: Say<Report[K][number]>) =>
    example<Report[K][number]>(before[part], after[part], say);
  if (other("findings"))
    yield `Other findings come out: ${firstOf("findings", {
      name: ({ policy, resource }) => `${policy} on ${resource.address}`,
      word: (finding) =>
        `${finding.baseline === "known" ? "known " : ""}${outcome(finding)} (${finding.severity})`,
    })}.`;
  if (other("controls"))
    yield `Other controls come out: ${firstOf("controls", { name: ({ id }) => id, word: ({ status }) => status })}.`;
  if (other("excluded")) yield "Other policies are excluded.";
  if (other("severityChanges")) yield "Other policies have another severity than their own.";
  if (other("summary")) yield "The summary is another one.";
  if (other("gate"))
    yield before.gate.result === after.gate.result
      ? `The gate ${after.gate.result} as then, for other reasons.`
      : `The gate ${before.gate.result} then, and ${after.gate.result} now.`;
}

interface Say<T> {
  readonly name: (one: T) => string;
  readonly word: (one: T) => string;
}

/** The first that differs, in another word where there is one. */
function example<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
  { name, word }: Say<T>,
): string {
  const now = new Map(after.map((one) => [one.id, one]));
  const then = new Map(before.map((one) => [one.id, one]));
  const said = (one: T | undefined) => (one === undefined ? "not there" : word(one));
  const others = [...new Set([...then.keys(), ...now.keys()])]
    .map((id) => ({ was: then.get(id), is: now.get(id) }))
    .filter(({ was, is }) => JSON.stringify(was) !== JSON.stringify(is));
  const first = others.find(({ was, is }) => said(was) !== said(is)) ?? others[0];
  const one = first?.was ?? first?.is;
  if (first === undefined || one === undefined) return "in another order";
  const [was, is] = [said(first.was), said(first.is)];
  const change = was === is ? `${is} as then, for other reasons` : `${was} then, ${is} now`;
  return `${name(one)}, ${change}${others.length === 1 ? "" : `, and ${others.length - 1} more`}`;
}
