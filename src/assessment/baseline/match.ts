import type { BaselineEntry, JudgedFinding } from "./entry.js";
import { compareEntries } from "./entry.js";

/** How a finding was found again. */
export interface Match {
  readonly entry: BaselineEntry;
  readonly by: "address" | "move" | "content";
}

/** What is to be known of a finding to find it again. */
export interface Candidate {
  readonly judged: JudgedFinding;
  readonly entry: BaselineEntry;
}

/**
 * Finds findings of one input in the entries of that input, each entry for one finding at most. A resource that was moved
 * is the one that stood at its address before, and no other. What is left is known by its content, and only in the place of
 * a resource that is gone: as long as the old one stands, a new one like it is new. The order of both changes nothing.
 * @param standing Addresses of all resources, and those that moved ones had.
 */
export function match(
  entries: readonly BaselineEntry[],
  candidates: readonly Candidate[],
  standing: ReadonlySet<string>,
): Map<string, Match> {
  const matches = new Map<string, Match>();
  const left = new Map<string, BaselineEntry[]>();
  const put = (key: string, entry: BaselineEntry) => left.set(key, [...(left.get(key) ?? []), entry]);
  for (const entry of [...entries].sort(compareEntries)) put(keyOf(entry.policy, entry.address), entry);
  const take = (key: string, fits: (entry: BaselineEntry) => boolean): BaselineEntry | undefined => {
    const list = left.get(key) ?? [];
    const at = list.findIndex(fits);
    return at < 0 ? undefined : list.splice(at, 1)[0];
  };
  const open = [...candidates].sort((a, b) => compareEntries(a.entry, b.entry));
  const settle = (by: Match["by"], find: (own: BaselineEntry) => BaselineEntry | undefined) => {
    for (const { judged, entry: own } of open) {
      if (matches.has(judged.finding.id)) continue;
      const entry = find(own);
      if (entry !== undefined) matches.set(judged.finding.id, { entry, by });
    }
  };
  settle("address", ({ policy, address, previous }) =>
    previous === undefined ? undefined : take(keyOf(policy, address), (it) => it.previous === previous),
  );
  settle("move", ({ policy, previous }) =>
    previous === undefined ? undefined : take(keyOf(policy, previous), () => true),
  );
  settle("address", ({ policy, address, previous }) =>
    previous === undefined ? take(keyOf(policy, address), () => true) : undefined,
  );
  const gone = new Map<string, BaselineEntry[]>();
  // One resource was renamed to one: of entries that a merge doubled, one counts.
  const once = new Set([...matches.values()].map(({ entry }) => keyOf(entry.policy, entry.address)));
  for (const entry of [...left.values()].flat().sort(compareEntries)) {
    const where = keyOf(entry.policy, entry.address);
    if (standing.has(entry.address) || once.has(where)) continue;
    once.add(where);
    const key = keyOf(entry.policy, entry.fingerprint);
    gone.set(key, [...(gone.get(key) ?? []), entry]);
  }
  settle("content", ({ policy, fingerprint }) => gone.get(keyOf(policy, fingerprint))?.shift());
  return matches;
}

function keyOf(policy: string, what: string): string {
  return `${policy}\n${what}`;
}
