import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AssessmentInput, collectFindings } from "../../src/assessment/assess.js";
import {
  type Baseline,
  compareWithBaseline,
  makeBaseline,
  type Scope,
} from "../../src/assessment/baseline/baseline.js";
import { inputNames, namedInputs } from "../../src/assessment/baseline/inputs.js";
import { compareWithPrior } from "../../src/assessment/baseline/prior.js";
import type { Evidence, Status, Verdict } from "../../src/engine/verdict.js";
import type { Resource, Value } from "../../src/inventory/inventory.js";
import type { Report } from "../../src/report/report.js";
import { catalogue, evidence, hipaa, inventory, policy, report, resource } from "./support.js";

const TLS = "sqs/tls-only";
const KEY = "sqs/encryption-at-rest";

/** One verdict on one queue. */
interface Queue {
  readonly name: string;
  readonly status?: Status;
  readonly policy?: string;
  readonly previous?: string;
  /** Default: `update`. */
  readonly change?: Resource["change"];
  readonly values?: Readonly<Record<string, Value>>;
  readonly facts?: readonly Evidence[];
}

const at = (name: string) => `aws_sqs_queue.${name}`;

function inputOf(
  queues: readonly Queue[],
  path = "plan.json",
  others: readonly string[] = [],
): AssessmentInput {
  const resources = new Map<string, Resource>(others.map((name) => [name, resource(at(name))]));
  for (const { name, previous, change = "update", values = {} } of queues)
    resources.set(name, {
      ...resource(at(name)),
      change,
      values,
      configured: Object.keys(values),
      ...(previous === undefined ? {} : { previous_address: at(previous) }),
    });
  const verdicts = queues.map(
    ({ name, status = "fail", policy: id = TLS, facts }): Verdict => ({
      policy: id,
      type: "aws_sqs_queue",
      address: at(name),
      status,
      evidence: facts === undefined ? [evidence(status)] : [...facts],
    }),
  );
  return { path, inventory: inventory([...resources.values()]), verdicts, diagnostics: [] };
}

const DIGEST = catalogue().digest;

function scopeOf(inputs: readonly AssessmentInput[], changes: Partial<Scope> = {}): Scope {
  const policies = new Set(catalogue().policies.map(({ id }) => id));
  return {
    inputs: inputs.map(({ path, inventory: { resources } }) => ({
      path,
      standing: new Set(
        Object.values(resources.aws_sqs_queue ?? {}).flatMap((one) =>
          one.previous_address === undefined ? [one.address] : [one.address, one.previous_address],
        ),
      ),
      whole: true,
    })),
    policies,
    allPolicies: policies,
    names: new Set(["delay_seconds", "fifo_queue", "name"]),
    policyBundle: DIGEST,
    complete: true,
    ...changes,
  };
}

function baselineOn(...inputs: readonly AssessmentInput[]): Baseline {
  return makeBaseline(collectFindings(inputs, catalogue(), hipaa), scopeOf(inputs));
}

/** The report on inputs, compared with a baseline, and the baseline without what is fixed. */
function compared(baseline: Baseline, inputs: readonly AssessmentInput[], changes: Partial<Scope> = {}) {
  let updated = baseline;
  const result = report([], {
    inputs,
    gate: { failOn: "low", onUnknown: "fail" },
    compare: (judged) => {
      const comparison = compareWithBaseline(baseline, judged, scopeOf(inputs, changes));
      updated = comparison.updated;
      return comparison;
    },
  });
  return { report: result, updated };
}

const states = ({ findings }: Report) =>
  Object.fromEntries(
    findings.map((one) => [one.resource.address.replace("aws_sqs_queue.", ""), one.baseline]),
  );
const codes = ({ diagnostics }: Report) => diagnostics.map(({ code }) => code);

const name = fc.constantFrom("a", "b", "c", "d", "e", "f");
const queue: fc.Arbitrary<Queue> = fc.record({
  name,
  status: fc.constantFrom<Status>("pass", "fail", "unknown"),
  policy: fc.constantFrom(TLS, KEY),
  values: fc.record({ delay_seconds: fc.nat(2), name: fc.string() }),
  facts: fc.array(
    fc.record({
      path: fc.constantFrom("", "policy", "ingress.1.cidr_blocks", "delay_seconds"),
      state: fc.constantFrom("satisfied" as const, "violated" as const, "undetermined" as const),
      observed: fc.constantFrom<Value>(null, 1, 7, ["x"], ["x", "y"], "text"),
      expected: fc.constantFrom("at least 3 days", "at most 3 days", "a policy"),
      because: fc.constant([]),
    }),
    { maxLength: 3 },
  ),
});
/** Queues with at most one verdict of a policy each, and with the values of the first. */
const queues = fc.uniqueArray(queue, { selector: (one) => `${one.policy} ${one.name}`, maxLength: 10 });
const paths = fc.uniqueArray(fc.constantFrom("plan.json", "dev/plan.json", "prod/plan.json", "/x/a.json"), {
  minLength: 1,
});
const estate = paths.chain((all) =>
  fc.tuple(...all.map((path) => queues.map((list) => inputOf(list, path)))),
) as fc.Arbitrary<AssessmentInput[]>;

describe("a baseline", () => {
  it("lets pass what it was made of, whatever that is", () => {
    fc.assert(
      fc.property(estate, (inputs) => {
        const { report: result, updated } = compared(baselineOn(...inputs), inputs);
        expect(result.gate.result).toBe("passed");
        expect(updated).toEqual(baselineOn(...inputs));
        expect(
          result.findings.every(({ verdict, baseline }) => (verdict === "pass") === (baseline === null)),
        ).toBe(true);
      }),
    );
  });

  it("never lets one failure more pass", () => {
    fc.assert(
      fc.property(queues, queues, fc.boolean(), (before, now, same) => {
        const baseline = baselineOn(inputOf(before));
        const kept = same ? before : now;
        const added: Queue = {
          name: "added",
          policy: TLS,
          ...(before[0]?.values && { values: before[0].values }),
        };
        // All that stood still stands, so that nothing can have been renamed.
        const standing = before.map((one) => one.name);
        const { report: result } = compared(baseline, [inputOf([...kept, added], "plan.json", standing)]);
        expect(result.gate.result).toBe("failed");
        expect(states(result).added).toBe("new");
      }),
    );
  });

  it("never knows more failures of a policy than it holds", () => {
    fc.assert(
      fc.property(queues, queues, (before, now) => {
        const baseline = baselineOn(inputOf(before));
        const { findings } = compared(baseline, [inputOf(now)]).report;
        for (const id of [TLS, KEY]) {
          const known = findings.filter((one) => one.policy === id && one.baseline === "known").length;
          expect(known).toBeLessThanOrEqual(baseline.entries.filter((entry) => entry.policy === id).length);
        }
      }),
    );
  });

  it("says the same whatever the order of its entries", () => {
    fc.assert(
      fc.property(
        queues.chain((before) => {
          const { entries, ...rest } = baselineOn(inputOf(before));
          return fc.shuffledSubarray([...entries], { minLength: entries.length }).map((shuffled) => ({
            baseline: { ...rest, entries },
            other: { ...rest, entries: shuffled },
          }));
        }),
        queues,
        ({ baseline, other }, now) => {
          expect(compared(other, [inputOf(now)])).toEqual(compared(baseline, [inputOf(now)]));
        },
      ),
    );
  });

  it("counts a known failure as a failure of its controls", () => {
    const input = inputOf([{ name: "a" }]);
    const { report: result } = compared(baselineOn(input), [input]);
    expect(result.gate).toMatchObject({
      result: "passed",
      reasons: ["1 known failure did not fail the gate."],
    });
    const affected = result.controls.filter(({ policies }) => policies.includes(TLS));
    expect(affected.length).toBeGreaterThan(0);
    expect(affected.map(({ status }) => status)).toEqual(affected.map(() => "not-satisfied"));
  });

  it("holds no text of a resource but its address", () => {
    const facts = [evidence("fail", { observed: "hunter2", because: ["hunter2"] })];
    const input = inputOf([{ name: "a", facts, values: { name: "hunter2", delay_seconds: 4 } }]);
    expect(JSON.stringify(baselineOn(input))).not.toContain("hunter2");
  });
});

describe("a known failure", () => {
  const before = baselineOn(inputOf([{ name: "a" }, { name: "b", status: "unknown" }]));

  it.each<[string, readonly Queue[], Record<string, string | null>]>([
    ["that is unknown now", [{ name: "a", status: "unknown" }], { a: "known" }],
    ["that passes", [{ name: "a", status: "pass" }], { a: null }],
    ["that was unknown and fails", [{ name: "b" }], { b: "new" }],
    ["that was unknown and is", [{ name: "b", status: "unknown" }], { b: "known" }],
  ])("%s", (_, now, expected) => {
    expect(states(compared(before, [inputOf(now)]).report)).toEqual(expected);
  });

  const fact = (
    observed: Value,
    expected: string,
    path = "retention",
    state: Evidence["state"] = "violated",
  ) => evidence("fail", { path, observed, expected, state });
  it.each<[string, readonly Evidence[], readonly Evidence[], "known" | "new"]>([
    ["a number further below what is asked", [fact(5, "at least 7")], [fact(3, "at least 7")], "new"],
    ["a number nearer to what is asked", [fact(3, "at least 7")], [fact(5, "at least 7")], "known"],
    ["a number further above", [fact(9, "at most 7")], [fact(12, "at most 7")], "new"],
    ["a number less above", [fact(12, "at most 7")], [fact(9, "at most 7")], "known"],
    ["another number that nobody can rank", [fact(9, "7")], [fact(8, "7")], "new"],
    ["a longer list", [fact(["x"], "none")], [fact(["x", "y"], "none")], "new"],
    ["a shorter list", [fact(["x", "y"], "none")], [fact(["x"], "none")], "known"],
    ["one fact more", [fact(null, "x")], [fact(null, "x"), fact(null, "y")], "new"],
    ["one fact less", [fact(null, "x"), fact(null, "y")], [fact(null, "x")], "known"],
    ["another fact", [fact(null, "x")], [fact(null, "x", "policy")], "new"],
    ["another block", [fact(null, "x", "a.0.b")], [fact(null, "x", "a.1.b")], "known"],
    [
      "one of several numbers further off",
      [fact(5, "at least 7", "a.0.b"), fact(6, "at least 7", "a.1.b")],
      [fact(6, "at least 7", "a.0.b"), fact(1, "at least 7", "a.1.b")],
      "new",
    ],
    [
      "several numbers in another order",
      [fact(5, "at least 7", "a.0.b"), fact(6, "at least 7", "a.1.b")],
      [fact(6, "at least 7", "a.0.b"), fact(5, "at least 7", "a.1.b")],
      "known",
    ],
    [
      "several numbers, of which a good one is left",
      [fact(12, "at most 7", "a.0.b"), fact(9, "at most 7", "a.1.b")],
      [fact(10, "at most 7", "a.0.b")],
      "known",
    ],
    [
      "several numbers that nobody can rank, one of them another",
      [fact(8, "7", "a.0.b"), fact(9, "7", "a.1.b")],
      [fact(9, "7", "a.0.b"), fact(5, "7", "a.1.b")],
      "new",
    ],
    [
      "several numbers, one of which was not known",
      [fact(5, "at least 7", "a.0.b"), fact(null, "at least 7", "a.1.b", "undetermined")],
      [fact(5, "at least 7", "a.0.b"), fact(1, "at least 7", "a.1.b")],
      "known",
    ],
    [
      "a fact known by now",
      [fact(null, "x"), fact(null, "y", "p", "undetermined")],
      [fact(null, "x"), fact(null, "y", "p")],
      "known",
    ],
  ])("with %s", (_, then, now, expected) => {
    const { report: result } = compared(baselineOn(inputOf([{ name: "a", facts: then }])), [
      inputOf([{ name: "a", facts: now }]),
    ]);
    expect(states(result)).toEqual({ a: expected });
    expect(codes(result)).toEqual(expected === "new" ? ["baseline-worse"] : []);
  });

  it("of a policy that became more severe is new, of one that became less so is known", () => {
    const input = inputOf([{ name: "a" }]);
    const scope = scopeOf([input]);
    const severe = catalogue([policy(TLS, { severity: "critical" })]);
    const mild = catalogue([policy(TLS, { severity: "low" })]);
    const known = (with_: typeof mild) =>
      compareWithBaseline(baselineOn(input), collectFindings([input], with_, hipaa), scope).known.size;
    expect([known(severe), known(mild)]).toEqual([0, 1]);
  });
});

describe("a resource under another address", () => {
  const old = { values: { delay_seconds: 5 } };
  const before = baselineOn(inputOf([{ name: "a", ...old }]));

  it.each<[string, readonly Queue[], readonly string[], Record<string, string>]>([
    ["moved is known", [{ name: "b", previous: "a" }], [], { b: "known" }],
    [
      "moved is the old one, and what stands there now is new",
      [{ name: "b", previous: "a" }, { name: "a" }],
      [],
      { a: "new", b: "known" },
    ],
    [
      "moved from elsewhere is not the one that stood there",
      [{ name: "a", previous: "z" }],
      [],
      { a: "new" },
    ],
    ["renamed without a word is known by its content", [{ name: "b", ...old }], [], { b: "known" }],
    ["with other content is new", [{ name: "b", values: { delay_seconds: 6 } }], [], { b: "new" }],
    ["with the same content is new while the old one stands", [{ name: "b", ...old }], ["a"], { b: "new" }],
    [
      "is one, not two",
      [
        { name: "b", ...old },
        { name: "c", ...old },
      ],
      [],
      { b: "known", c: "new" },
    ],
  ])("%s", (_, now, others, expected) => {
    expect(states(compared(before, [inputOf(now, "plan.json", others)]).report)).toEqual(expected);
  });

  it("is one, though a merge doubled its entry", () => {
    const doubled = { ...before, entries: [...before.entries, ...before.entries] };
    const two = inputOf([
      { name: "b", ...old },
      { name: "c", ...old },
    ]);
    expect(states(compared(doubled, [two]).report)).toEqual({ b: "known", c: "new" });
    expect(
      states(
        compared(doubled, [
          inputOf([
            { name: "c", previous: "a" },
            { name: "d", ...old },
          ]),
        ]).report,
      ),
    ).toEqual({
      c: "known",
      d: "new",
    });
  });

  it("keeps its entry under the address of today, before and after the move is carried out", () => {
    const moving = inputOf([{ name: "b", previous: "a", ...old }]);
    const first = compared(before, [moving]);
    expect(first.updated.entries.map(({ address, previous }) => [address, previous])).toEqual([
      [at("b"), at("a")],
    ]);
    const second = compared(first.updated, [moving]);
    expect([states(second.report), second.updated]).toEqual([{ b: "known" }, first.updated]);
    const applied = compared(first.updated, [inputOf([{ name: "b", ...old }])]);
    expect(states(applied.report)).toEqual({ b: "known" });
    expect(applied.updated.entries.map(({ address, previous }) => [address, previous])).toEqual([
      [at("b"), undefined],
    ]);
  });

  it("is followed through several moves at once", () => {
    const two = baselineOn(inputOf([{ name: "a" }, { name: "b" }]));
    const chain = [
      inputOf([
        { name: "b", previous: "a" },
        { name: "c", previous: "b" },
      ]),
    ];
    expect(states(compared(two, chain).report)).toEqual({ b: "known", c: "known" });
  });
});

describe("a fixed failure", () => {
  const before = baselineOn(inputOf([{ name: "a" }, { name: "b" }]));
  const fixed = inputOf([{ name: "a", status: "pass" }, { name: "b" }]);

  it("is named, leaves the baseline, and is new when it comes back", () => {
    const { report: result, updated } = compared(before, [fixed]);
    expect(codes(result)).toEqual(["baseline-fixed"]);
    expect(result.gate.reasons).toContain(
      "1 entry of the baseline is fixed; --update-baseline takes it out.",
    );
    expect(updated).toEqual(baselineOn(fixed));
    expect(states(compared(updated, [inputOf([{ name: "a" }, { name: "b" }])]).report)).toEqual({
      a: "new",
      b: "known",
    });
  });

  it("that got better may not get as bad as it was", () => {
    const facts = (count: number) => [
      evidence("fail", { observed: Array(count).fill("x"), expected: "none" }),
    ];
    const at2 = baselineOn(inputOf([{ name: "a", facts: facts(2) }]));
    const { updated } = compared(at2, [inputOf([{ name: "a", facts: facts(1) }])]);
    expect(states(compared(updated, [inputOf([{ name: "a", facts: facts(2) }])]).report)).toEqual({
      a: "new",
    });
  });

  it.each<[string, Partial<Scope>]>([
    ["its policy was left out", { policies: new Set([KEY]) }],
    ["only what changes was judged", { complete: false }],
    ["the plan is of a part", { inputs: scopeOf([fixed]).inputs.map((one) => ({ ...one, whole: false })) }],
  ])("is none where %s", (_, changes) => {
    const { report: result, updated } = compared(before, [fixed], changes);
    expect([codes(result), updated]).toEqual([[], before]);
  });

  it("is one whose policy there is no more", () => {
    const retired = { ...before, entries: before.entries.map((entry) => ({ ...entry, policy: "sqs/gone" })) };
    expect(compared(retired, [inputOf([])], { complete: false }).updated.entries).toEqual([]);
  });
});

describe("waivers and a baseline", () => {
  const input = inputOf([{ name: "a" }]);
  const waiver = { owner: "ada", reason: "x", ticket: null, rationale: null, alternative: null };
  const judged = (expires: string) => {
    const baseline = baselineOn(input);
    let updated = baseline;
    const result = report([], {
      inputs: [input],
      waiverFor: () => ({ ...waiver, expires }),
      compare: (all) => {
        const comparison = compareWithBaseline(baseline, all, scopeOf([input]));
        updated = comparison.updated;
        return comparison;
      },
    });
    return {
      gate: result.gate.result,
      states: states(result),
      codes: codes(result),
      left: updated.entries.length,
    };
  };

  it("do not outlive each other: a waiver takes the place of an entry, and its end is an end", () => {
    expect(judged("2030-01-01")).toEqual({ gate: "passed", states: { a: "known" }, codes: [], left: 0 });
    expect(judged("2020-01-01")).toEqual({
      gate: "failed",
      states: { a: "new" },
      codes: ["waiver-expired"],
      left: 0,
    });
  });
});

describe("the inputs of a baseline", () => {
  it.each<[readonly string[], readonly string[]]>([
    [["/home/x/plan.json"], ["plan.json"]],
    [
      ["/ci/dev/plan.json", "/ci/prod/plan.json"],
      ["dev/plan.json", "prod/plan.json"],
    ],
    [
      ["plan.json", "dev/plan.json"],
      ["plan.json", "dev/plan.json"],
    ],
    [
      ["a.json", "b\\c.json"],
      ["a.json", "c.json"],
    ],
    [["-"], ["-"]],
  ])("%j are called %j", (given, expected) => {
    expect([...inputNames(given).values()]).toEqual(expected);
  });

  it.each<[string, readonly string[], readonly string[], Record<string, string>]>([
    ["one and one belong together", ["/tmp/x.json"], ["plan.json"], { "/tmp/x.json": "plan.json" }],
    [
      "of several, by the end of the path",
      ["/w/dev/plan.json", "x.json"],
      ["dev/plan.json", "prod/plan.json"],
      { "/w/dev/plan.json": "dev/plan.json" },
    ],
    ["a name for two is for none", ["dev/plan.json", "prod/plan.json"], ["plan.json", "x.json"], {}],
    [
      "an audited root goes by the plan that lies in it",
      ["infra/dev", "infra/prod"],
      ["dev/plan.json", "prod/plan.json"],
      { "infra/dev": "dev/plan.json", "infra/prod": "prod/plan.json" },
    ],
    ["a root of two plans goes by none", ["dev", "prod"], ["dev/a.json", "dev/b.json"], {}],
    ["a plan in the folder and the folder are two", ["dev", "dev/a.json"], ["dev/a.json", "x/b.json"], {}],
    ["a part of a name is no name", ["myplan.json", "b.json"], ["plan.json"], {}],
  ])("%s", (_, given, names, expected) => {
    expect(Object.fromEntries(namedInputs(given, names))).toEqual(expected);
  });

  it("are kept apart, and one that was not given keeps its entries", () => {
    const [dev, prod] = [
      inputOf([{ name: "a" }], "/x/dev/p.json"),
      inputOf([{ name: "b" }], "/x/prod/p.json"),
    ];
    const both = baselineOn(dev, prod);
    expect(both.inputs).toEqual(["dev/p.json", "prod/p.json"]);
    const here = inputOf([{ name: "a" }, { name: "b" }], "dev/p.json");
    const { report: result, updated } = compared(both, [here]);
    expect([states(result), updated]).toEqual([{ a: "known", b: "new" }, both]);
    const { report: other } = compared(both, [inputOf([{ name: "a" }], "test/p.json")]);
    expect([states(other), codes(other)]).toEqual([{ a: "new" }, ["baseline-input"]]);
  });
});

describe("what was there before the change", () => {
  const priorOf = (before: readonly Queue[]) => ({
    judged: collectFindings([inputOf(before)], catalogue(), hipaa),
    standing: new Map([["plan.json", new Set(before.map((one) => at(one.name)))]]),
    first: [],
  });
  const compare = (before: readonly Queue[], now: readonly Queue[]) =>
    states(
      report([], { inputs: [inputOf(now)], compare: (judged) => compareWithPrior(priorOf(before), judged) }),
    );

  it.each<[string, Status | null, Status, string | null]>([
    ["pass to fail", "pass", "fail", "new"],
    ["unknown to fail", "unknown", "fail", "new"],
    ["nothing to fail", null, "fail", "new"],
    ["fail to fail", "fail", "fail", "known"],
    ["fail to unknown", "fail", "unknown", "known"],
    ["unknown to unknown", "unknown", "unknown", "known"],
    ["pass to unknown", "pass", "unknown", "new"],
    ["fail to pass", "fail", "pass", null],
  ])("%s", (_, before, now, expected) => {
    const then = before === null ? [] : [{ name: "a", status: before }];
    expect(compare(then, [{ name: "a", status: now }])).toEqual({ a: expected });
  });

  it("is found at the address before a move, unless something stood at the new one", () => {
    const moved = [{ name: "b", previous: "a" }];
    expect(compare([{ name: "a" }], moved)).toEqual({ b: "known" });
    // Terraform's prior state has moves carried out: this is b, and a is what was moved there.
    expect(compare([{ name: "b", status: "pass" }, { name: "a" }], moved)).toEqual({ b: "new" });
  });

  it("is nothing where the plan creates, whatever a prior state says", () => {
    const made = [{ name: "a", change: "create" as const }];
    expect(compare([{ name: "a" }], made)).toEqual({ a: "new" });
    expect(compare([{ name: "a" }], [{ name: "a", change: "replace" as const }])).toEqual({ a: "known" });
  });

  it("is what a known finding was, by its policy, at its address, and at least as bad a verdict", () => {
    fc.assert(
      fc.property(queues, queues, (before, now) => {
        const prior = new Map(before.map((one) => [`${one.policy} ${one.name}`, one.status]));
        const found = report([], {
          inputs: [inputOf(now)],
          compare: (judged) => compareWithPrior(priorOf(before), judged),
        });
        for (const { baseline, verdict, policy: id, resource: on } of found.findings) {
          const then = prior.get(`${id} ${on.address.replace("aws_sqs_queue.", "")}`);
          if (verdict === "pass") expect(baseline).toBeNull();
          else if (baseline === "known")
            expect(verdict === "fail" ? ["fail"] : ["fail", "unknown"]).toContain(then);
          else if (verdict === "unknown") expect(then ?? "pass").toBe("pass");
        }
      }),
    );
  });

  it("passes the gate where nothing is worse, and only there", () => {
    fc.assert(
      fc.property(queues, queues, (before, now) => {
        const gateOn = (queues: readonly Queue[]) =>
          report([], {
            inputs: [inputOf(queues)],
            gate: { failOn: "low", onUnknown: "fail" },
            compare: (judged) => compareWithPrior(priorOf(before), judged),
          });
        expect(gateOn(before).gate.result).toBe("passed");
        const { gate, findings } = gateOn(now);
        expect(gate.result).toBe(findings.some(({ baseline }) => baseline === "new") ? "failed" : "passed");
      }),
    );
  });
});
