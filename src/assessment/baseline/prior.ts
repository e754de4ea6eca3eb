import type { Comparison } from "../assess.js";
import { type BaselineEntry, entryOf, type JudgedFinding, worseThan } from "./entry.js";

/** What was found before the change: by input, policy and address. */
export interface Prior {
  readonly judged: readonly JudgedFinding[];
  /** Addresses of all resources that were there, by input. */
  readonly standing: ReadonlyMap<string, ReadonlySet<string>>;
  /** Inputs that were not applied before. */
  readonly first: readonly string[];
}

/**
 * Compares findings with those on what was there before the change: what failed then and fails no worse now is known, and
 * likewise what was unknown and still is. All else is the change's doing.
 */
export function compareWithPrior(prior: Prior, judged: readonly JudgedFinding[]): Comparison {
  const before = new Map<string, BaselineEntry>();
  for (const one of prior.judged) {
    const entry = entryOf(one, NO_NAMES, null);
    if (entry !== null) before.set(keyOf(one.finding.input, entry.policy, entry.address), entry);
  }
  const known = new Set<string>();
  for (const { finding, resource } of judged) {
    // What the plan creates was not there, whatever a prior state says.
    if (finding.verdict === "pass" || resource.change === "create") continue;
    const { address, previous_address: previous = address } = resource;
    // Terraform carries moves out in the state that it plans from; what stands under the new address is meant.
    const then = prior.standing.get(finding.input)?.has(address) ? address : previous;
    const found = before.get(keyOf(finding.input, finding.policy, then));
    if (found !== undefined && worseThan(found, finding) === null) known.add(finding.id);
  }
  return {
    known,
    reasons: prior.first.map(
      (path) => `${path} has no prior state: nothing was there before that --ratchet could compare with.`,
    ),
    diagnostics: [],
  };
}

const NO_NAMES: ReadonlySet<string> = new Set();

function keyOf(input: string, policy: string, address: string): string {
  return `${input}\n${policy}\n${address}`;
}
