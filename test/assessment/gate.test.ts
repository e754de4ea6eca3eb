import { describe, expect, it } from "vitest";
import { SEVERITIES } from "../../src/assessment/order.js";
import type { Severity, Status } from "../../src/engine/verdict.js";
import { catalogue, input, policy, report, verdict, waiver } from "./support.js";

const THRESHOLDS = [...SEVERITIES, "never"] as const;

const gateOf = (status: Status, severity: Severity, changes: Parameters<typeof report>[1] = {}) =>
  report([verdict("sqs/tls-only", "aws_sqs_queue.a", status)], {
    catalogue: catalogue([policy("sqs/tls-only", { severity })]),
    ...changes,
  }).gate;

describe("the gate", () => {
  const table = SEVERITIES.flatMap((severity) => THRESHOLDS.map((failOn) => [severity, failOn] as const));

  it.each(table)("a %s failure with --fail-on %s", (severity, failOn) => {
    const counts = failOn !== "never" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
    expect(gateOf("fail", severity, { gate: { failOn } }).result).toBe(counts ? "failed" : "passed");
    expect(gateOf("unknown", severity, { gate: { failOn } }).result).toBe("passed");
    expect(gateOf("unknown", severity, { gate: { failOn, onUnknown: "fail" } }).result).toBe(
      counts ? "failed" : "passed",
    );
    expect(gateOf("pass", severity, { gate: { failOn, onUnknown: "fail" } }).result).toBe("passed");
    expect(gateOf("fail", severity, { gate: { failOn }, waiverFor: () => waiver }).result).toBe("passed");
  });

  it("fails from medium up and warns of unknowns unless told otherwise", () => {
    expect(gateOf("pass", "high")).toEqual({
      result: "passed",
      failOn: "medium",
      onUnknown: "warn",
      reasons: [],
    });
    expect(gateOf("fail", "medium").reasons).toEqual(["1 failure of severity medium or above."]);
    expect(gateOf("fail", "low")).toMatchObject({
      result: "passed",
      reasons: ["1 failure below medium does not count."],
    });
    expect(gateOf("unknown", "high")).toMatchObject({
      result: "passed",
      reasons: ["1 unknown verdict did not fail the gate."],
    });
  });

  it.each([
    ["errored", { errored: true }, "plan.json stopped at an error, so resources may be missing."],
    ["incomplete", { complete: false }, "plan.json covers only a part of the configuration."],
  ])("never passes an %s plan", (_, source, reason) => {
    const verdicts = [verdict("sqs/tls-only", "aws_sqs_queue.a", "pass")];
    for (const failOn of THRESHOLDS) {
      const { gate } = report(verdicts, { inputs: [input(verdicts, { source })], gate: { failOn } });
      expect(gate).toMatchObject({ result: "failed", reasons: [reason] });
    }
  });

  it("says that only a part was judged, or nothing", () => {
    expect(gateOf("pass", "high", { changedOnly: true }).reasons).toEqual([
      "Only what the plan changes was judged.",
    ]);
    expect(report([], {}).gate.reasons).toEqual([
      "Nothing was judged: no policy that was asked is about any of these resources.",
    ]);
  });

  it("never passes when the assessment itself met an error", () => {
    const verdicts = [verdict("sqs/tls-only", "aws_sqs_queue.a", "pass")];
    const diagnostics = [{ level: "error" as const, code: "policy-failed", message: "It threw." }];
    const { gate } = report(verdicts, {
      inputs: [input(verdicts, { diagnostics })],
      gate: { failOn: "never" },
    });
    expect(gate).toMatchObject({
      result: "failed",
      reasons: ["The assessment met 1 error; see the diagnostics."],
    });
  });

  it("counts an expired waiver as absent and lists it", () => {
    const { gate, diagnostics, findings } = report([verdict("sqs/tls-only", "aws_sqs_queue.a", "fail")], {
      waiverFor: () => ({ ...waiver, expires: "2026-11-20" }),
    });
    expect(gate.result).toBe("failed");
    expect(findings[0]?.waiver).toBeNull();
    expect(diagnostics).toMatchObject([
      { level: "warning", code: "waiver-expired", address: "aws_sqs_queue.a" },
    ]);
  });

  it("counts a waiver to the end of its last day", () => {
    expect(gateOf("fail", "high", { waiverFor: () => ({ ...waiver, expires: "2026-11-21" }) }).result).toBe(
      "passed",
    );
  });
});
