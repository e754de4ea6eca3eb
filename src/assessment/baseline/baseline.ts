import type { Diagnostic } from "../../inventory/inventory.js";
import type { Comparison } from "../assess.js";
import { quantity } from "../order.js";
import { type BaselineEntry, compareEntries, entryOf, type JudgedFinding, worseThan } from "./entry.js";
import { inputNames, namedInputs } from "./inputs.js";
import { type Candidate, type Match, match } from "./match.js";

/** Failures and unknown verdicts that somebody starts from (`safeguard.baseline/v1`). */
export interface Baseline {
  readonly schema: "safeguard.baseline/v1";
  /** Digest of the policies that made it. */
  readonly policyBundle: string;
  /** Names of the inputs, sorted; an entry names its own where there are several. */
  readonly inputs: readonly string[];
  /** Sorted by input, policy and address. */
  readonly entries: readonly BaselineEntry[];
}

/** What was looked at. */
export interface Scope {
  /** Path of each input, and the addresses of all its resources, those of moved ones before the move included. */
  readonly inputs: readonly {
    readonly path: string;
    readonly standing: ReadonlySet<string>;
    readonly whole: boolean;
  }[];
  /** Policies that were evaluated, and those that there are. */
  readonly policies: ReadonlySet<string>;
  readonly allPolicies: ReadonlySet<string>;
  /** Arguments that policies read. */
  readonly names: ReadonlySet<string>;
  /** Digest of the policies. */
  readonly policyBundle: string;
  /** Whether every resource was judged. */
  readonly complete: boolean;
}

/** A baseline of everything that fails or is unknown now, but for what is waived. */
export function makeBaseline(judged: readonly JudgedFinding[], scope: Scope): Baseline {
  const names = inputNames(scope.inputs.map(({ path }) => path));
  const several = names.size > 1;
  const entries = judged.flatMap((one) => {
    const entry = entryOf(one, scope.names, several ? (names.get(one.finding.input) ?? null) : null);
    return entry === null ? [] : [entry];
  });
  return {
    schema: "safeguard.baseline/v1",
    policyBundle: scope.policyBundle,
    inputs: [...names.values()].sort(),
    entries: entries.sort(compareEntries),
  };
}

/** A comparison, and the baseline without what is fixed. */
export interface BaselineComparison extends Comparison {
  readonly updated: Baseline;
}

/**
 * Compares findings with a baseline. A known finding that got worse is new. An entry that nothing fits is fixed, if its
 * input, its policy and its resource were looked at; in the updated baseline it is gone, and what is found again is held
 * under its address of today, and no worse than it is today.
 */
export function compareWithBaseline(
  baseline: Baseline,
  judged: readonly JudgedFinding[],
  scope: Scope,
): BaselineComparison {
  const several = baseline.inputs.length > 1;
  const named = namedInputs(
    scope.inputs.map(({ path }) => path),
    baseline.inputs,
  );
  const known = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const kept: BaselineEntry[] = [];
  const fixed: BaselineEntry[] = [];
  const looked = new Set<string>();
  for (const { path, standing, whole } of scope.inputs) {
    const name = named.get(path);
    if (name === undefined) continue;
    looked.add(name);
    const own = baseline.entries.filter((entry) => !several || entry.input === name);
    const candidates = candidatesIn(judged, path, scope.names, several ? name : null);
    const matches = match(own, candidates, standing);
    for (const candidate of candidates) {
      const found = matches.get(candidate.judged.finding.id);
      if (found === undefined) continue;
      const worse = worseThan(found.entry, candidate.judged.finding);
      if (worse === null) known.add(candidate.judged.finding.id);
      diagnostics.push(...notesOn(found, candidate, worse));
      kept.push(...renewed(found.entry, candidate, worse));
    }
    const matched = new Set([...matches.values()].map(({ entry }) => entry));
    for (const entry of own.filter((it) => !matched.has(it))) {
      const isRetired = !scope.allPolicies.has(entry.policy);
      if (isRetired || (whole && scope.complete && scope.policies.has(entry.policy))) fixed.push(entry);
      else kept.push(entry);
    }
  }
  kept.push(...baseline.entries.filter(({ input }) => several && !looked.has(input ?? "")));
  const strangers = scope.inputs.filter(({ path }) => !named.has(path));
  return {
    known,
    diagnostics: [
      ...diagnostics,
      ...fixed.map(fixedNote),
      ...strangers.map(({ path }) => strangerNote(path, baseline)),
    ],
    reasons: reasonsOf(fixed, judged, known, baseline, scope),
    updated: {
      ...baseline,
      policyBundle: scope.policyBundle,
      entries: kept.sort(compareEntries),
    },
  };
}

/** Waived findings too: they keep their entry from passing for fixed. */
function candidatesIn(
  judged: readonly JudgedFinding[],
  path: string,
  names: ReadonlySet<string>,
  name: string | null,
): Candidate[] {
  return judged.flatMap((one) => {
    if (one.finding.input !== path) return [];
    const bare = { ...one, finding: { ...one.finding, waiver: null }, lapsed: false };
    const entry = entryOf(bare, names, name);
    return entry === null ? [] : [{ judged: one, entry }];
  });
}

function notesOn({ entry, by }: Match, { judged }: Candidate, worse: string | null): Diagnostic[] {
  const { policy, resource } = judged.finding;
  const { address } = resource;
  if (worse !== null && judged.finding.waiver === null) {
    const message = `${policy} is in the baseline and got worse: ${worse}.`;
    return [{ level: "warning", code: "baseline-worse", message, address }];
  }
  if (by === "address") return [];
  const message =
    by === "move"
      ? `${policy} is in the baseline as ${entry.address}, which was moved here.`
      : `${policy} is in the baseline as ${entry.address}, which is gone and was the same but for its name; a moved block, or --update-baseline, makes this certain.`;
  return [{ level: by === "move" ? "note" : "warning", code: "baseline-renamed", message, address }];
}

/** A waiver takes the place of the entry; what got worse is held as it was; what is not known any more may still fail. */
function renewed(
  entry: BaselineEntry,
  { judged, entry: now }: Candidate,
  worse: string | null,
): BaselineEntry[] {
  if (judged.finding.waiver !== null || judged.lapsed) return [];
  const { address, previous, fingerprint } = now;
  if (worse === null && entry.verdict === now.verdict) return [now];
  const { previous: _, ...rest } = entry;
  return [{ ...rest, address, ...(previous === undefined ? {} : { previous }), fingerprint }];
}

function fixedNote({ policy, address, input }: BaselineEntry): Diagnostic {
  const where = input === undefined ? "" : ` of ${input}`;
  const message = `${policy} is in the baseline${where} and fails here no more.`;
  return { level: "note", code: "baseline-fixed", message, address };
}

function strangerNote(path: string, { inputs }: Baseline): Diagnostic {
  const message = `${path} is none of the inputs of the baseline (${inputs.join(", ")}); all that it fails is new.`;
  return { level: "warning", code: "baseline-input", message };
}

function reasonsOf(
  fixed: readonly BaselineEntry[],
  judged: readonly JudgedFinding[],
  known: ReadonlySet<string>,
  baseline: Baseline,
  scope: Scope,
): string[] {
  const reasons: string[] = [];
  if (fixed.length > 0)
    reasons.push(
      `${quantity(fixed.length, "entry", "entries")} of the baseline ${fixed.length === 1 ? "is" : "are"} fixed; --update-baseline takes ${fixed.length === 1 ? "it" : "them"} out.`,
    );
  const fresh = judged.some(
    ({ finding }) => finding.verdict !== "pass" && finding.waiver === null && !known.has(finding.id),
  );
  if (fresh && baseline.policyBundle !== scope.policyBundle)
    reasons.push(
      "The baseline was made by other policies, and what a new policy finds is new; safeguard baseline adopts it.",
    );
  return reasons;
}
