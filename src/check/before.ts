import { resolve } from "node:path";
import { type AssessmentInput, type Comparison, collectFindings } from "../assessment/assess.js";
import { type Baseline, compareWithBaseline, type Scope } from "../assessment/baseline/baseline.js";
import type { JudgedFinding } from "../assessment/baseline/entry.js";
import { compareWithPrior, type Prior } from "../assessment/baseline/prior.js";
import { readBaseline } from "../config/baseline.js";
import type { Inventory, Resource } from "../inventory/inventory.js";
import type { CheckOptions } from "./check.js";
import type { Judgement } from "./judge.js";

/** What findings are compared with. */
export interface Before {
  /** Null where nothing is compared. */
  readonly compare: ((judged: readonly JudgedFinding[]) => Comparison) | null;
  /** The baseline without what is fixed, once findings were compared. */
  baseline(): { readonly file: string; readonly updated: Baseline } | null;
}

/** The baseline and the state before the change, as far as they are asked for. Known is what either knows. */
export async function readBefore(judgement: Judgement, options: CheckOptions, cwd: string): Promise<Before> {
  const named = options.baseline === false ? null : (options.baseline ?? judgement.config.baseline);
  const file = named === null ? null : resolve(cwd, named);
  const baseline = file === null ? null : await readBaseline(file, cwd);
  let updated: Baseline | null = null;
  const comparers: ((judged: readonly JudgedFinding[]) => Comparison)[] = [];
  if (baseline !== null)
    comparers.push((judged) => {
      const comparison = compareWithBaseline(baseline, judged, scopeOf(judgement, options));
      updated = comparison.updated;
      return comparison;
    });
  if (options.ratchet) {
    const prior = priorOf(judgement);
    comparers.push((judged) => compareWithPrior(prior, judged));
  }
  return {
    compare: comparers.length === 0 ? null : (judged) => joined(comparers.map((compare) => compare(judged))),
    baseline: () => (file === null || updated === null ? null : { file, updated }),
  };
}

function joined(comparisons: readonly Comparison[]): Comparison {
  return {
    known: new Set(comparisons.flatMap(({ known }) => [...known])),
    reasons: comparisons.flatMap(({ reasons }) => reasons),
    diagnostics: comparisons.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** What a run looks at. */
export function scopeOf({ judged, bundle, whole }: Judgement, { changedOnly }: CheckOptions): Scope {
  return {
    inputs: judged.map(({ document, inventory }) => ({
      path: document.path,
      standing: standing(inventory),
      whole: inventory.source.complete && !inventory.source.errored,
    })),
    policies: idsOf(bundle.catalogue.policies),
    allPolicies: idsOf(whole.policies),
    names: new Set(whole.arguments),
    policyBundle: whole.digest,
    complete: !changedOnly,
  };
}

function idsOf(policies: readonly { readonly id: string }[]): Set<string> {
  return new Set(policies.map(({ id }) => id));
}

function priorOf({ judged, bundle, framework }: Judgement): Prior {
  const inputs: AssessmentInput[] = judged.flatMap(({ document, prior }) =>
    prior === null
      ? []
      : [
          {
            path: document.path,
            inventory: prior.inventory,
            verdicts: prior.evaluation.verdicts,
            diagnostics: [],
          },
        ],
  );
  const managed = (inventory: Inventory) => resourcesOf(inventory).some(({ mode }) => mode === "managed");
  return {
    judged: collectFindings(inputs, bundle.catalogue, framework),
    standing: new Map(inputs.map(({ path, inventory }) => [path, standing(inventory)])),
    first: judged
      .filter(({ prior }) => prior === null || !managed(prior.inventory))
      .map(({ document }) => document.path),
  };
}

function standing(inventory: Inventory): Set<string> {
  return new Set(
    resourcesOf(inventory).flatMap(({ address, previous_address: previous }) =>
      previous === undefined ? [address] : [address, previous],
    ),
  );
}

function resourcesOf({ resources }: Inventory): Resource[] {
  return Object.values(resources).flatMap((ofType) => Object.values(ofType));
}
