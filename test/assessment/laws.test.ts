import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Assessment, assess } from "../../src/assessment/assess.js";
import {
  type Baseline,
  compareWithBaseline,
  makeBaseline,
  type Scope,
} from "../../src/assessment/baseline/baseline.js";
import type { Report } from "../../src/report/report.js";
import { anyAssessment } from "./support.js";

/** Neither waivers nor a baseline. */
function bare({ waiverFor: _, compare: __, ...rest }: Assessment): Assessment {
  return rest;
}

function scopeOf({ inputs, catalogue }: Assessment): Scope {
  const policies = new Set(catalogue.policies.map(({ id }) => id));
  return {
    inputs: inputs.map(({ path, inventory }) => ({
      path,
      standing: new Set(Object.values(inventory.resources).flatMap((ofType) => Object.keys(ofType))),
      whole: true,
    })),
    policies,
    allPolicies: policies,
    names: new Set(),
    policyBundle: catalogue.digest,
    complete: true,
  };
}

/** The same assessment with a baseline of everything, or of what `keep` leaves of it. */
function withBaseline(assessment: Assessment, keep: (all: Baseline) => Baseline): Assessment {
  const scope = scopeOf(assessment);
  return {
    ...assessment,
    compare: (judged) => compareWithBaseline(keep(makeBaseline(judged, scope)), judged, scope),
  };
}

const verdicts = ({ findings }: Report) =>
  findings.map(({ id, verdict, evidence, severity }) => ({ id, verdict, evidence, severity }));
const satisfied = ({ controls }: Report) =>
  new Set(controls.filter(({ status }) => status === "satisfied").map(({ id }) => id));

describe("whatever is accepted", () => {
  it("no verdict changes, and no control is satisfied that was not", () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const plain = assess(bare(assessment));
        for (const accepting of [assessment, withBaseline(assessment, (all) => all)]) {
          const accepted = assess(accepting);
          expect(verdicts(accepted)).toEqual(verdicts(plain));
          for (const control of satisfied(accepted)) expect(satisfied(plain)).toContain(control);
          expect(accepted.findings.length).toBe(plain.findings.length);
        }
      }),
    );
  });

  it("every failure that fails the gate no more carries a waiver, or is known", () => {
    fc.assert(
      fc.property(anyAssessment, fc.boolean(), (assessment, known) => {
        const strict = { ...assessment, gate: { failOn: "low" as const, onUnknown: "fail" as const } };
        const { gate, findings } = assess(known ? withBaseline(strict, (all) => all) : strict);
        if (gate.result === "failed") return;
        for (const { verdict, waiver, baseline } of findings) {
          const isAccepted = (verdict === "fail" && waiver !== null) || baseline === "known";
          expect(verdict === "pass" || isAccepted).toBe(true);
        }
      }),
    );
  });

  it("an empty baseline changes nothing about the gate", () => {
    fc.assert(
      fc.property(anyAssessment, ({ compare: _, ...assessment }) => {
        const plain = assess(assessment);
        const empty = assess(withBaseline(assessment, (all) => ({ ...all, entries: [] })));
        expect(empty.gate).toEqual(plain.gate);
        expect(empty.findings.some(({ baseline }) => baseline === "known")).toBe(false);
      }),
    );
  });

  it("a baseline of less never lets more pass", () => {
    fc.assert(
      fc.property(anyAssessment, fc.infiniteStream(fc.boolean()), (assessment, picks) => {
        const known = (keep: (all: Baseline) => Baseline) =>
          new Set(
            assess(withBaseline(assessment, keep)).findings.flatMap(({ id, baseline }) =>
              baseline === "known" ? [id] : [],
            ),
          );
        const all = known((it) => it);
        const part = known((it) => ({ ...it, entries: it.entries.filter(() => picks.next().value) }));
        for (const id of part) expect(all).toContain(id);
      }),
    );
  });

  it("nothing judged is said to be nothing", () => {
    fc.assert(
      fc.property(anyAssessment, fc.boolean(), (assessment, changedOnly) => {
        const inputs = assessment.inputs.map((input) => ({ ...input, verdicts: [] }));
        const { gate } = assess({ ...assessment, inputs, changedOnly });
        expect(gate.reasons.join(" ")).toMatch(/^(?:.* )?Nothing was judged: /);
      }),
    );
  });
});
