import type { Evidence, EvidenceState, Status, Verdict } from "../engine/verdict.js";
import type { Value } from "../inventory/inventory.js";
import { describe, KNOWN_AFTER_APPLY, SENSITIVE_VALUE } from "./value.js";

const DECIDING: Readonly<Record<Status, EvidenceState>> = {
  pass: "satisfied",
  fail: "violated",
  unknown: "undetermined",
};

/** A verdict in one or two sentences: what was found, what was expected and, where it is unknown, what to do. */
export function message(verdict: Verdict, title: string): string {
  const state = DECIDING[verdict.status];
  const facts = merge(verdict.evidence.filter((evidence) => evidence.state === state));
  const first = facts[0];
  if (first === undefined) return withoutEvidence(verdict.status, title);
  if (verdict.status === "unknown") return undecided(first);
  if (verdict.status === "pass") return holding(first);
  const second = facts[1];
  if (second === undefined) return violated(first);
  const rest = facts.length > 2 ? `${facts.length - 1} more expectations are not met.` : violated(second);
  return `${violated(first)} ${rest}`;
}

/** Evidence of one argument, or of one expectation that several resources could meet. */
interface Fact {
  readonly path: string;
  readonly observed: readonly Value[];
  readonly expected: readonly string[];
  readonly because: readonly string[];
}

/** Alternatives that were tried on the same argument, and candidates for the same expectation, make one sentence. */
function merge(evidence: readonly Evidence[]): Fact[] {
  const facts = new Map<string, Fact>();
  for (const { path, observed, expected, because } of evidence) {
    const key = JSON.stringify(path === "" ? [path, expected] : [path, observed]);
    const known = facts.get(key);
    facts.set(key, {
      path,
      observed: known === undefined || path !== "" ? [observed] : [...known.observed, observed],
      expected: union(known?.expected ?? [], [phrase(expected)]),
      because: union(known?.because ?? [], because),
    });
  }
  return [...facts.values()];
}

function violated(fact: Fact): string {
  const because = fact.because[0];
  return `${found(fact)}; expected ${fact.expected.join(" or ")}${because ? ` (${aside(because)})` : ""}.`;
}

function holding(fact: Fact): string {
  const because = fact.because[0];
  const reason = because ? ` (${aside(because)})` : "";
  if (nothing(fact)) return `Expected ${fact.expected.join(" and ")}, which holds${reason}.`;
  return `${found(fact)}; expected ${fact.expected.join(" and ")}, which holds${reason}.`;
}

function undecided(fact: Fact): string {
  const advice = adviceFor(fact);
  const closing = `Expected ${fact.expected.join(" or ")}${advice === "" ? "" : `: ${advice}`}.`;
  return [...whyUndecided(fact), closing].join(" ");
}

/** At most two reasons; the evidence holds them all. "It is not set" continues the name of the argument. */
function whyUndecided(fact: Fact): string[] {
  const [first, ...others] = fact.because.slice(0, 2);
  if (fact.path !== "" && first?.startsWith("It ")) {
    return [`${fact.path} ${phrase(first.slice("It ".length))}.`, ...others.map(sentence)];
  }
  const opening = nothing(fact) ? [] : [`${found(fact)}.`];
  const reasons = fact.because.slice(0, 2).map(sentence);
  return opening.length + reasons.length > 0 ? [...opening, ...reasons] : ["This cannot be decided."];
}

/** What settles an unknown verdict, unless the reasons say it already. */
function adviceFor({ observed, because }: Fact): string {
  if (because.some((reason) => /--source|^(?:List|Look) it /.test(reason))) return "";
  if (because.some((reason) => reason.includes("could not be evaluated"))) return "see the diagnostics";
  if (observed.includes(SENSITIVE_VALUE)) return "check it by hand";
  if (because.some((reason) => /\bnot set\b/i.test(reason)))
    return "set it explicitly, or check the state after apply";
  if (observed.includes(KNOWN_AFTER_APPLY) || because.length === 0)
    return "run with --source, or check the state after apply";
  return "check the state after apply";
}

function found({ path, observed }: Fact): string {
  const present = observed.filter((value) => value !== null);
  if (path !== "") return `${path} is ${describe(observed[0] ?? null)}`;
  if (present.length === 0) return "Found none";
  const names = present.map((value) => (typeof value === "string" ? value : describe(value)));
  return `Found ${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
}

function nothing({ path, observed }: Fact): boolean {
  return path === "" && observed.every((value) => value === null);
}

function withoutEvidence(status: Status, title: string): string {
  const what = phrase(title);
  if (status === "unknown") return `This cannot be decided: the policy gives no reason. Expected: ${what}.`;
  return status === "pass" ? `The policy holds: ${what}.` : `The policy does not hold: ${what}.`;
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  // Most have one text, or none.
  return a.length === 0 && b.length < 2 ? b : [...new Set([...a, ...b])];
}

function phrase(text: string): string {
  return text.trim().replace(/\.$/, "");
}

function sentence(text: string): string {
  const whole = `${phrase(text)}.`;
  return /^(the|it|its|no|this|that|there|an?) /.test(whole)
    ? `${whole.charAt(0).toUpperCase()}${whole.slice(1)}`
    : whole;
}

/** A sentence as an aside in brackets. */
function aside(text: string): string {
  return phrase(text).replace(/^(An?|The|It|Its|No|This|That|There|Refers|May|Default)\b/, (word) =>
    word.toLowerCase(),
  );
}
