import { compare, severityRank } from "../assessment/order.js";
import type { Finding } from "./report.js";
import { isKnown, type Outcome, outcome } from "./text.js";

const OUTCOMES: Readonly<Record<Outcome, number>> = { fail: 0, unknown: 8, waived: 12, pass: 16 };
/** Known failures come after the others. */
const KNOWN = 4;

/** 0 for a critical failure; greater is less worth a look. */
function rank(finding: Finding): number {
  return OUTCOMES[outcome(finding)] + (isKnown(finding) ? KNOWN : 0) + severityRank[finding.severity];
}

/** Worst first, then by policy, address and input. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      compare(a.policy, b.policy) ||
      compare(a.resource.address, b.resource.address) ||
      compare(a.input, b.input),
  );
}

export interface ResourceGroup {
  readonly input: string;
  readonly address: string;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

/** Findings by resource; the resource with the worst finding first. */
export function byResource(findings: readonly Finding[]): ResourceGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of worstFirst(findings)) {
    const key = `${finding.input}\n${finding.resource.address}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const ranked = [...groups.values()].map((group) => {
    const worst = group[0] as Finding;
    return { rank: rank(worst), input: worst.input, address: worst.resource.address, findings: group };
  });
  ranked.sort((a, b) => a.rank - b.rank || compare(a.address, b.address) || compare(a.input, b.input));
  return ranked.map(({ input, address, findings: group }) => ({ input, address, findings: group }));
}
