import { describe, expect, it } from "vitest";
import type { Assessment } from "../../src/assessment/assess.js";
import type { Framework, FrameworkControl } from "../../src/assessment/framework.js";
import type { Status } from "../../src/engine/verdict.js";
import type { Attestation, ControlResult, ControlStatus, Waiver } from "../../src/report/report.js";
import { catalogue, hipaa, policy, report, verdict, waiver } from "./support.js";

type Outcome = Status | "waived" | "waived-bare";

const attestation: Attestation = {
  statement: "Done.",
  owner: "ada",
  date: "2026-06-01",
  reviewBy: "2027-06-01",
  links: [],
};

function control(id: string, policies: string[], changes: Partial<FrameworkControl> = {}): FrameworkControl {
  return {
    id,
    title: id,
    standard: null,
    designation: null,
    safeguard: "technical",
    nist80053r5: [],
    organisation: null,
    policies: policies.map((name) => ({ policy: name, role: "primary", rationale: "It matters." })),
    ...changes,
  };
}

function framework(...controls: FrameworkControl[]): Framework {
  return { ...hipaa, controls };
}

/** The controls after one finding for each outcome, all of one policy unless named `policy:outcome`. */
function controlsAfter(fw: Framework, outcomes: readonly string[], changes: Partial<Assessment> = {}) {
  const pairs = outcomes.map(
    (text) => (text.includes(":") ? text.split(":") : ["a/one", text]) as [string, Outcome],
  );
  const ids = ["a/one", "a/two", "a/three"];
  const verdicts = pairs.map(([id, outcome], index) =>
    verdict(id, `aws_sqs_queue.q${index}`, outcome.startsWith("waived") ? "fail" : (outcome as Status)),
  );
  const waivers = new Map<string, Waiver>();
  pairs.forEach(([, outcome], index) => {
    if (outcome === "waived") waivers.set(`aws_sqs_queue.q${index}`, waiver);
    if (outcome === "waived-bare") waivers.set(`aws_sqs_queue.q${index}`, { ...waiver, alternative: null });
  });
  const { controls } = report(verdicts, {
    framework: fw,
    catalogue: catalogue(ids.map((id) => policy(id))),
    waiverFor: ({ resource }) => waivers.get(resource.address) ?? null,
    ...changes,
  });
  return new Map(controls.map((one) => [one.id, one]));
}

const one = (
  outcomes: string[],
  designation: FrameworkControl["designation"],
  changes?: Partial<Assessment>,
) =>
  controlsAfter(framework(control("c", ["a/one"], { designation })), outcomes, changes).get(
    "c",
  ) as ControlResult;

describe("the status of a control", () => {
  it.each<[string[], ControlStatus, ControlStatus, ControlStatus]>([
    // outcomes                     addressable      required         neither
    [[], "not-exercised", "not-exercised", "not-exercised"],
    [["pass"], "satisfied", "satisfied", "satisfied"],
    [["fail"], "not-satisfied", "not-satisfied", "not-satisfied"],
    [["unknown"], "indeterminate", "indeterminate", "indeterminate"],
    [["waived"], "accepted", "not-satisfied", "accepted"],
    [["waived-bare"], "not-satisfied", "not-satisfied", "accepted"],
    [["pass", "fail"], "not-satisfied", "not-satisfied", "not-satisfied"],
    [["pass", "unknown"], "indeterminate", "indeterminate", "indeterminate"],
    [["pass", "waived"], "accepted", "not-satisfied", "accepted"],
    [["fail", "unknown"], "not-satisfied", "not-satisfied", "not-satisfied"],
    [["fail", "waived"], "not-satisfied", "not-satisfied", "not-satisfied"],
    [["unknown", "waived"], "indeterminate", "not-satisfied", "indeterminate"],
    [["pass", "fail", "unknown", "waived"], "not-satisfied", "not-satisfied", "not-satisfied"],
  ])("after %j", (outcomes, addressable, required, neither) => {
    expect(one(outcomes, "addressable").status).toBe(addressable);
    expect(one(outcomes, "required").status).toBe(required);
    expect(one(outcomes, null).status).toBe(neither);
  });

  it("is not-assessed without policies and says that infrastructure cannot show it", () => {
    const result = controlsAfter(framework(control("c", [])), []).get("c");
    expect(result?.status).toBe("not-assessed");
    expect(result?.statement).toContain("infrastructure cannot show this");
  });

  it("is not-assessed when its policies were left out of the run", () => {
    const result = controlsAfter(framework(control("c", ["b/absent"])), []).get("c");
    expect(result).toMatchObject({ status: "not-assessed", policies: [], rationale: [] });
    expect(result?.statement).toContain("left out of this run");
  });

  it.each<[string[], string[], ControlStatus]>([
    [[], [], "attested"],
    [["a/one"], [], "attested"],
    [["a/one"], ["pass"], "satisfied"],
    [["a/one"], ["unknown"], "indeterminate"],
    [["a/one"], ["fail"], "not-satisfied"],
  ])("with an attestation, policies %j and outcomes %j", (policies, outcomes, status) => {
    const result = controlsAfter(framework(control("c", policies)), outcomes, {
      attestations: { c: attestation },
    }).get("c");
    expect(result).toMatchObject({ status, attestation });
  });

  it.each([
    ["past its review", { reviewBy: "2026-11-20" }, "attestation-expired"],
    ["of a day to come", { date: "2026-11-22" }, "attestation-not-yet"],
  ])("ignores an attestation that is %s and lists it", (_, days, code) => {
    const { controls, diagnostics } = report([], {
      attestations: { "164.308(a)(2)": { ...attestation, ...days } },
    });
    expect(controls.find(({ id }) => id === "164.308(a)(2)")).toMatchObject({
      status: "not-assessed",
      attestation: null,
    });
    expect(diagnostics).toMatchObject([{ level: "warning", code }]);
  });

  it("says how far it was assessed and never more", () => {
    expect(one(["pass", "pass"], null).statement).toBe("As far as assessed: 1 policy, 2 resources.");
    expect(one(["fail", "pass", "waived"], null).statement).toBe(
      "1 failure and 1 waived; as far as assessed: 1 policy, 3 resources.",
    );
    expect(one(["waived"], "required").statement).toContain("164.306(d)(2)");
    expect(one(["waived-bare"], "addressable").statement).toContain("164.306(d)(3)");
  });
});

describe("the status of a standard", () => {
  const standard = (own: string[], ...specifications: [string[], FrameworkControl["designation"]][]) =>
    framework(
      control("s", own),
      ...specifications.map(([policies, designation], index) =>
        control(`s.${index}`, policies, { standard: "s", designation: designation ?? "required" }),
      ),
    );
  const statusOf = (fw: Framework, outcomes: string[], changes?: Partial<Assessment>) =>
    controlsAfter(fw, outcomes, changes).get("s") as ControlResult;

  it.each<[string[], ControlStatus]>([
    [["a/one:pass", "a/two:fail"], "not-satisfied"],
    [["a/one:fail", "a/two:pass"], "not-satisfied"],
    [["a/one:pass", "a/two:unknown"], "indeterminate"],
    [["a/one:pass", "a/two:waived"], "not-satisfied"],
    [["a/one:waived", "a/two:pass"], "accepted"],
    [["a/one:pass"], "satisfied"],
    [[], "not-exercised"],
  ])("sums up its specifications after %j", (outcomes, status) => {
    expect(statusOf(standard([], [["a/one"], "addressable"], [["a/two"], "required"]), outcomes).status).toBe(
      status,
    );
  });

  it("counts each finding once although several of its parts rest on it", () => {
    const result = statusOf(standard(["a/one"], [["a/one"], null], [["a/one", "a/two"], null]), [
      "a/one:fail",
      "a/two:pass",
    ]);
    expect(result.counts).toEqual({ pass: 1, fail: 1, unknown: 0, waived: 0 });
    expect(result.policies).toEqual(["a/one", "a/two"]);
    expect(result.rationale.map((entry) => entry.policy)).toEqual(["a/one"]);
  });

  it("names the specifications that cause it and those that nothing covers", () => {
    const result = statusOf(standard([], [["a/one"], null], [[], null], [["a/two"], null]), ["a/one:fail"]);
    expect(result.statement).toBe(
      "Not satisfied through s.0; as far as assessed: 1 policy, 1 resource. Not covered: s.1 and s.2.",
    );
  });

  it("is attested only as a whole", () => {
    const two = standard([], [[], null], [[], null]);
    expect(statusOf(two, [], { attestations: { "s.0": attestation } })).toMatchObject({
      status: "not-assessed",
    });
    expect(statusOf(two, [], { attestations: { "s.0": attestation } }).statement).toContain(
      "1 of 2 specifications attested",
    );
    expect(statusOf(two, [], { attestations: { "s.0": attestation, "s.1": attestation } }).status).toBe(
      "attested",
    );
    expect(statusOf(two, [], { attestations: { s: attestation } }).status).toBe("attested");
  });
});

describe("the HIPAA Security Rule after a failure of encryption at rest", () => {
  const { controls, findings } = report([verdict("sqs/encryption-at-rest", "aws_sqs_queue.a", "fail")]);
  const statusOf = (id: string) => controls.find((one) => one.id === id)?.status;

  it("is shown with all 65 entries", () => {
    expect(controls).toHaveLength(65);
    expect(findings[0]?.controls).toEqual(["164.312(a)(2)(iv)"]);
  });

  it("touches encryption and access control, not transmission security", () => {
    expect(statusOf("164.312(a)(2)(iv)")).toBe("not-satisfied");
    expect(statusOf("164.312(a)(1)")).toBe("not-satisfied");
    expect(statusOf("164.312(e)(1)")).toBe("not-exercised");
    expect(statusOf("164.310(c)")).toBe("not-assessed");
  });

  it("never calls anything compliant", () => {
    expect(JSON.stringify(report([verdict("sqs/tls-only", "aws_sqs_queue.a", "pass")]))).not.toMatch(
      /compliant/i,
    );
  });
});

describe("a control some of whose policies are excluded", () => {
  const gone = (...ids: string[]) => ({
    excluded: ids.map((id) => ({ policy: id, title: id, severity: "high" as const, reason: "r", by: "b" })),
    catalogue: catalogue(
      ["a/one", "a/two", "a/three"].filter((id) => !ids.includes(id)).map((id) => policy(id)),
    ),
  });
  const supporting = (id: string) => ({ policy: id, role: "supporting" as const, rationale: "It helps." });
  const primary = (id: string) => ({ policy: id, role: "primary" as const, rationale: "It asks." });
  const mapped = control("c", [], { policies: [primary("a/one"), supporting("a/two")] });
  const without = (
    fw: Framework,
    outcomes: readonly string[],
    excluded: readonly string[],
    changes: Partial<Assessment> = {},
  ) => controlsAfter(fw, outcomes, { ...gone(...excluded), ...changes });

  it.each<[string, string[], string[], ControlStatus]>([
    ["all of them", [], ["a/one", "a/two"], "not-assessed"],
    ["what it asks for, and the rest passes", ["a/two:pass"], ["a/one"], "not-assessed"],
    ["what it asks for, and the rest has nothing to judge", [], ["a/one"], "not-assessed"],
    ["what it asks for, and the rest fails", ["a/two:fail"], ["a/one"], "not-satisfied"],
    ["what it asks for, and the rest is unknown", ["a/two:unknown"], ["a/one"], "indeterminate"],
    ["what supports it, and what it asks for passes", ["a/one:pass"], ["a/two"], "satisfied"],
    ["what supports it, and the rest has nothing to judge", [], ["a/two"], "not-exercised"],
  ])("%s", (_, outcomes, excluded, status) => {
    const found = without(framework(mapped), outcomes, excluded).get("c");
    expect(found).toMatchObject({ status, excluded });
    const list = excluded.join(" and ");
    expect(found?.statement.endsWith(` Excluded by the configuration: ${list}.`)).toBe(true);
  });

  it("may be attested, and still says what is excluded", () => {
    const found = without(framework(mapped), ["a/two:pass"], ["a/one"], { attestations: { c: attestation } });
    expect(found.get("c")).toMatchObject({ status: "attested", excluded: ["a/one"] });
  });

  const standard = (...policies: FrameworkControl["policies"]) => control("s", [], { policies });
  const part = (id: string, ...policies: FrameworkControl["policies"]) =>
    control(id, [], { standard: "s", policies });

  it.each<[string, FrameworkControl[], string[], string[], ControlStatus, RegExp]>([
    [
      "a standard whose specifications lost all policies",
      [standard(), part("s.1", primary("a/one")), part("s.2", primary("a/two"))],
      [],
      ["a/one", "a/two"],
      "not-assessed",
      /^Not assessed: the configuration excludes all of its policies\. Excluded by the configuration: a\/one and a\/two\.$/,
    ],
    [
      "a standard of which one specification lost what it asks for, and nothing else was judged",
      [standard(), part("s.1", primary("a/one"), supporting("a/three")), part("s.2", primary("a/two"))],
      ["a/three:pass"],
      ["a/one"],
      "not-assessed",
      /^Not assessed: the configuration excludes policies that check what it asks for\./,
    ],
    [
      "a standard of which one specification holds, and another lost its policies",
      [standard(), part("s.1", primary("a/one")), part("s.2", primary("a/two"))],
      ["a/two:pass"],
      ["a/one"],
      "satisfied",
      /Not covered: s\.1\. Excluded by the configuration: a\/one\.$/,
    ],
    [
      "a standard that lost its own policies, and whose specification holds",
      [standard(primary("a/one")), part("s.1", primary("a/two"))],
      ["a/two:pass"],
      ["a/one"],
      "satisfied",
      /Not covered: the standard itself\. Excluded by the configuration: a\/one\.$/,
    ],
  ])("%s", (_, controls, outcomes, excluded, status, says) => {
    const found = without(framework(...controls), outcomes, excluded).get("s");
    expect(found).toMatchObject({ status, excluded });
    expect(found?.statement).toMatch(says);
  });
});
