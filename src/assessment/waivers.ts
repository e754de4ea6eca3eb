import type { Diagnostic, Resource } from "../inventory/inventory.js";
import { fits, type Globs, matches, type Selector } from "../inventory/selector.js";
import type { Finding, Waiver } from "../report/report.js";

/** A waiver and what it is for. */
export interface WaiverEntry {
  readonly policies: Globs;
  readonly for: Selector | Exactly;
  readonly waiver: Waiver;
  /** Where it is written: `waivers.yaml:12`. */
  readonly place: string;
}

/** Certain resources, by {@link resourceKey}: keys of instances may hold what a glob would take for more. */
interface Exactly {
  readonly resources: ReadonlySet<string>;
}

export function resourceKey(input: string, address: string): string {
  return JSON.stringify([input, address]);
}

/** Days before its end from which a waiver is announced to expire. */
const SOON = 30;
const DAY = 86_400_000;

/** Finds waivers for failures, and remembers which of them were of use. */
export class WaiverBook {
  readonly #used = new Set<WaiverEntry>();

  constructor(
    private readonly entries: readonly WaiverEntry[],
    /** ISO date. */
    private readonly today: string,
    /** Whether everything was judged, so that a waiver without a failure is one too many. */
    private readonly complete: boolean,
  ) {}

  /** The waiver of a failure, one in force before one that has expired; null when none is for it. */
  waiverFor(finding: Finding, resource: Resource): Waiver | null {
    const fitting = this.entries.filter(
      (entry) => fits(entry.policies, finding.policy) && isFor(entry.for, finding, resource),
    );
    for (const entry of fitting) this.#used.add(entry);
    const current = fitting.find(({ waiver }) => waiver.expires >= this.today);
    return (current ?? fitting[0])?.waiver ?? null;
  }

  /** What there is to say of the waivers once all failures were looked at. */
  notes(): Diagnostic[] {
    return this.entries.flatMap((entry) => {
      const { waiver, place } = entry;
      const policies = [entry.policies].flat().join(", ");
      if (!this.#used.has(entry)) {
        if (!this.complete) return [];
        const message = `The waiver of ${policies} at ${place} fits no failure; remove it, or mend what it is for.`;
        return [{ level: "warning" as const, code: "waiver-unused", message }];
      }
      const days = (Date.parse(waiver.expires) - Date.parse(this.today)) / DAY;
      if (days < 0 || days > SOON) return [];
      const message = `The waiver of ${policies} at ${place} by ${waiver.owner} expires on ${waiver.expires}.`;
      return [{ level: "warning" as const, code: "waiver-expires-soon", message }];
    });
  }
}

function isFor(whom: WaiverEntry["for"], { input }: Finding, resource: Resource): boolean {
  if ("resources" in whom) return whom.resources.has(resourceKey(input, resource.address));
  return matches(whom, resource) === "yes";
}
