import { createHash } from "node:crypto";
import type { Evidence, Severity } from "../../engine/verdict.js";
import { isUnknown, type Resource, type Value } from "../../inventory/inventory.js";
import type { Finding } from "../../report/report.js";
import { compare, severityRank } from "../order.js";

/** A failure or an unknown verdict that was there when the baseline was made. */
export interface BaselineEntry {
  readonly policy: string;
  readonly address: string;
  /** The address before a `moved` block that was not carried out yet. */
  readonly previous?: string;
  /** Name of the input, where the baseline is of several. */
  readonly input?: string;
  readonly verdict: "fail" | "unknown";
  readonly severity: Severity;
  /** Of a failure: what was not as it should be, sorted; to tell whether it got worse. */
  readonly facts?: readonly Fact[];
  /** Of policy, type and content without names: knows it again under another address. */
  readonly fingerprint: string;
}

/** One fact that was not as expected: an argument without indices, and a number where it is measured by one. */
export interface Fact {
  readonly path: string;
  /** The number that was found, or how many there were in a list. */
  readonly measure?: number;
}

/** A finding with the resource that it is about. */
export interface JudgedFinding {
  readonly finding: Finding;
  readonly resource: Resource;
  /** It was waived, and the waiver has expired. */
  readonly lapsed?: boolean;
}

/**
 * What the baseline holds of a finding; null for one that has nothing to hold.
 * @param names Arguments that policies read; others are not looked at.
 */
export function entryOf(
  { finding, resource, lapsed }: JudgedFinding,
  names: ReadonlySet<string>,
  input: string | null,
): BaselineEntry | null {
  const { verdict, policy, severity } = finding;
  if (verdict === "pass" || finding.waiver !== null || lapsed) return null;
  const previous = resource.previous_address;
  return {
    policy,
    address: resource.address,
    ...(previous === undefined ? {} : { previous }),
    ...(input === null ? {} : { input }),
    verdict,
    severity,
    ...(verdict === "fail" ? { facts: factsOf(finding, ["violated", "undetermined"]) } : {}),
    fingerprint: fingerprintOf({ finding, resource }, names),
  };
}

function factsOf({ evidence }: Finding, states: readonly Evidence["state"][]): Fact[] {
  return evidence
    .filter(({ state }) => states.includes(state))
    .map(({ path, observed }) => {
      const measure = Array.isArray(observed) ? observed.length : observed;
      return { path: withoutIndices(path), ...(typeof measure === "number" ? { measure } : {}) };
    })
    .sort((a, b) => compare(a.path, b.path) || (a.measure ?? 0) - (b.measure ?? 0));
}

/** `ingress.1.cidr_blocks` and `ingress.0.cidr_blocks` are the same argument: blocks have no order of their own. */
function withoutIndices(path: string): string {
  return path
    .split(".")
    .filter((step) => !/^\d+$/.test(step))
    .join(".");
}

/**
 * Why a finding is worse than what the baseline holds of it, in words; null when it is not. What was not decided and fails
 * now counts as worse: nobody can tell that it was as bad before. Within a failure, a fact that was not known may turn out
 * violated.
 */
export function worseThan(entry: BaselineEntry, finding: Finding): string | null {
  if (severityRank[finding.severity] < severityRank[entry.severity])
    return `its severity was ${entry.severity} and is ${finding.severity}`;
  if (finding.verdict !== "fail") return null;
  if (entry.verdict === "unknown") return "it was unknown and fails";
  const before = byPath(entry.facts ?? []);
  for (const [path, now] of byPath(factsOf(finding, ["violated"]))) {
    const then = before.get(path) ?? [];
    const what = path === "" ? "the resource" : path;
    if (now.length > then.length) return `${what} is not as expected in more ways than before`;
    const further = furtherOff(finding, path, then, now);
    if (further !== null) return `${what} ${further}`;
  }
  return null;
}

function byPath(facts: readonly Fact[]): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) groups.set(fact.path, [...(groups.get(fact.path) ?? []), fact]);
  return groups;
}

/**
 * How the numbers of one path got worse, in words; null when they did not. The worst stands against the worst and so on:
 * blocks have no order of their own. What had no number before may have been any.
 */
function furtherOff(
  finding: Finding,
  path: string,
  then: readonly Fact[],
  now: readonly Fact[],
): string | null {
  const worse = worseWay(finding, path);
  const numbers = (facts: readonly Fact[]) =>
    facts.flatMap(({ measure }) => measure ?? []).sort((a, b) => (worse === "more" ? b - a : a - b));
  const [before, after] = [numbers(then), numbers(now)];
  const free = then.length - before.length;
  if (worse === null) {
    const left = [...before];
    const others = after.filter((number) => {
      const at = left.indexOf(number);
      return at < 0 || left.splice(at, 1).length === 0;
    });
    return others.length > free ? `went from ${left[0]} to ${others[0]}` : null;
  }
  for (const [index, b] of after.slice(free).entries()) {
    const a = before[index];
    if (a !== undefined && (worse === "more" ? b > a : b < a)) return `went from ${a} to ${b}`;
  }
  return null;
}

/**
 * Which way is worse; null where nobody knows. The library words what a number is measured against: `at least 7 days`,
 * `at most 60 seconds`. A longer list is worse.
 */
function worseWay({ evidence }: Finding, path: string): "less" | "more" | null {
  const fact = evidence.find((it) => it.state === "violated" && withoutIndices(it.path) === path);
  if (fact?.expected.startsWith("at least ") && typeof fact.observed === "number") return "less";
  if (fact?.expected.startsWith("at most ") || Array.isArray(fact?.observed)) return "more";
  return null;
}

/** Of evidence and written arguments, without texts: names, addresses and ARNs are texts, and so are secrets. */
function fingerprintOf({ finding, resource }: JudgedFinding, names: ReadonlySet<string>): string {
  const evidence = finding.evidence.map(({ path, state, observed, expected }) =>
    JSON.stringify([
      withoutIndices(path),
      state,
      expected,
      Array.isArray(observed) ? observed.length : bare(observed),
    ]),
  );
  const written: [string, boolean | number][] = [];
  const isWritten = (path: string) => resource.configured === null || resource.configured.includes(path);
  const visit = (path: string, value: Value) => {
    if (typeof value === "boolean" || typeof value === "number") {
      if (isWritten(path)) written.push([path, value]);
    } else if (Array.isArray(value)) for (const item of value) visit(path, item as Value);
    else if (typeof value === "object" && value !== null && !isUnknown(value))
      for (const [key, item] of Object.entries(value)) visit(`${path}.${key}`, item as Value);
  };
  for (const [name, value] of Object.entries(resource.values))
    if (names.has(name) && !/^tags/.test(name)) visit(name, value);
  const content = [
    finding.policy,
    resource.type,
    evidence.sort(),
    written.map((it) => JSON.stringify(it)).sort(),
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16);
}

function bare(value: Value): Value {
  return typeof value === "boolean" || typeof value === "number"
    ? value
    : value === null
      ? null
      : typeof value;
}

/** By input, policy and address; two of the same by the rest of what they hold. */
export function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compare(a.input ?? "", b.input ?? "") ||
    compare(a.policy, b.policy) ||
    compare(a.address, b.address) ||
    compare(JSON.stringify(a), JSON.stringify(b))
  );
}
