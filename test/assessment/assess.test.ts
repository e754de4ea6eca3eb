import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess } from "../../src/assessment/assess.js";
import { findingId } from "../../src/assessment/finding-id.js";
import { renderJson } from "../../src/report/json.js";
import type { Counts } from "../../src/report/report.js";
import {
  anyAssessment,
  catalogue,
  evidence,
  input,
  inventory,
  policy,
  report,
  resource,
  verdict,
} from "./support.js";

const total = ({ pass, fail, unknown, waived }: Counts) => pass + fail + unknown + waived;

describe("assess", () => {
  it("describes a finding in full", () => {
    const [finding] = report([verdict("sqs/dead-letter-queue", "aws_sqs_queue.orders", "fail")]).findings;
    expect(finding).toEqual({
      id: findingId("sqs/dead-letter-queue", "plan.json", "aws_sqs_queue.orders"),
      policy: "sqs/dead-letter-queue",
      title: "Title of sqs/dead-letter-queue",
      verdict: "fail",
      severity: "high",
      input: "plan.json",
      resource: {
        address: "aws_sqs_queue.orders",
        type: "aws_sqs_queue",
        module: "",
        change: "create",
        construct: null,
        tags: {},
      },
      message: "redrive_policy is not set; expected a dead-letter queue.",
      evidence: [evidence("fail")],
      controls: ["164.308(a)(7)(i)", "164.312(c)(1)"],
      location: { file: "main.tf", line: 1 },
      parameters: {},
      waiver: null,
      baseline: null,
      remediation: {
        text: "How to meet sqs/dead-letter-queue.",
        terraform: 'resource "aws_sqs_queue" "orders" {}',
      },
    });
  });

  it("lets nothing of a sensitive value through but that it is there", () => {
    const marker = { $sensitive: true, length: 31_031, shape: "token" };
    const one = input([
      verdict("sqs/tls-only", "aws_sqs_queue.a", "fail", [
        evidence("fail", { observed: { nested: [marker] } }),
      ]),
    ]);
    const secret = { ...one, inventory: inventory([resource("aws_sqs_queue.a", null, { Owner: marker })]) };
    const [finding] = report([], { inputs: [secret] }).findings;
    expect(finding?.evidence[0]?.observed).toEqual({ nested: ["(sensitive)"] });
    expect(finding?.resource.tags).toEqual({ Owner: "(sensitive)" });
    expect(JSON.stringify(finding)).not.toContain("31031");
  });

  it("sorts by policy, then by address in code units, then by input", () => {
    const addresses = [
      "aws_sqs_queue.b",
      "aws_sqs_queue.B",
      'aws_sqs_queue.q["ä"]',
      'aws_sqs_queue.q["z"]',
      "aws_sqs_queue.a",
    ];
    const verdicts = ["sqs/tls-only", "sqs/no-public-access"].flatMap((id) =>
      addresses.map((address) => verdict(id, address, "pass")),
    );
    const { findings } = report([], {
      inputs: [input(verdicts, { path: "b.json" }), input(verdicts, { path: "a.json" })],
    });
    const keys = findings.map((one) => [one.policy, one.resource.address, one.input]);
    expect(keys.slice(0, 4)).toEqual([
      ["sqs/no-public-access", "aws_sqs_queue.B", "a.json"],
      ["sqs/no-public-access", "aws_sqs_queue.B", "b.json"],
      ["sqs/no-public-access", "aws_sqs_queue.a", "a.json"],
      ["sqs/no-public-access", "aws_sqs_queue.a", "b.json"],
    ]);
    expect(keys.at(-1)).toEqual(["sqs/tls-only", 'aws_sqs_queue.q["ä"]', "b.json"]);
  });

  it("says of each policy whether anything exercised it", () => {
    const { policies } = report([verdict("sqs/tls-only", "aws_sqs_queue.a", "pass")], {
      catalogue: catalogue([policy("sqs/tls-only"), policy("logs/retention")]),
    });
    expect(policies.map(({ id, exercised, subjects }) => [id, exercised, subjects])).toEqual([
      ["logs/retention", false, 0],
      ["sqs/tls-only", true, 1],
    ]);
  });

  it("refuses a verdict of a policy or a resource it does not know", () => {
    expect(() => report([verdict("sqs/none", "aws_sqs_queue.a", "pass")])).toThrow(/sqs\/none/);
    const stray = { ...input([]), verdicts: [verdict("sqs/tls-only", "aws_sqs_queue.gone", "pass")] };
    expect(() => report([], { inputs: [stray] })).toThrow(/aws_sqs_queue\.gone/);
  });

  it("lists each diagnostic once, errors first", () => {
    const note = { level: "note" as const, code: "a", message: "n" };
    const error = { level: "error" as const, code: "z", message: "e" };
    const { diagnostics } = report([], { inputs: [input([], { diagnostics: [note, error, note] })] });
    expect(diagnostics).toEqual([error, note]);
  });
});

describe("the id of a finding", () => {
  it("is a UUID v5 as RFC 9562 defines it", () => {
    const namespace = Buffer.from("7c1e8f0a52d94b0c9a36d1f2b8e4470d", "hex");
    const bytes = createHash("sha1")
      .update(Buffer.concat([namespace, Buffer.from('["p","i","a"]')]))
      .digest()
      .subarray(0, 16);
    bytes.writeUInt8((bytes.readUInt8(6) & 15) | 80, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 63) | 128, 8);
    expect(findingId("p", "i", "a").replaceAll("-", "")).toBe(bytes.toString("hex"));
  });

  it("never changes", () => {
    expect(findingId("sqs/tls-only", "plan.json", "aws_sqs_queue.orders")).toMatchInlineSnapshot(
      `"089ce01a-36e9-5d0d-8ec9-7d37089361e8"`,
    );
  });

  it("tells apart what concatenation would not", () => {
    expect(findingId("a", "b c", "d")).not.toBe(findingId("a", "b", "c d"));
  });
});

describe("any assessment", () => {
  it("gives the same bytes for the same inputs in any order", () => {
    fc.assert(
      fc.property(anyAssessment, fc.infiniteStream(fc.nat()), (assessment, numbers) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((item) => ({ item, key: numbers.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const inputs = shuffled(assessment.inputs).map((one) => ({
          ...one,
          verdicts: shuffled(one.verdicts),
          diagnostics: shuffled(one.diagnostics),
        }));
        const policies = shuffled(assessment.catalogue.policies);
        const permuted = { ...assessment, inputs, catalogue: { ...assessment.catalogue, policies } };
        expect(renderJson(assess(permuted))).toBe(renderJson(assess(assessment)));
      }),
    );
  });

  it("has counts that add up, and ids that are unique", () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const { summary, findings, controls, policies } = assess(assessment);
        expect(total(summary)).toBe(findings.length);
        expect(findings).toHaveLength(assessment.inputs.reduce((n, { verdicts }) => n + verdicts.length, 0));
        for (const parts of [summary.bySeverity, summary.byService]) {
          expect(Object.values(parts).reduce((n, counts) => n + total(counts), 0)).toBe(findings.length);
        }
        expect(policies.reduce((n, { subjects }) => n + subjects, 0)).toBe(findings.length);
        expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
        for (const control of controls) {
          const own = findings.filter(({ policy: id }) => control.policies.includes(id));
          expect(total(control.counts)).toBe(own.length);
        }
      }),
    );
  });

  it("never passes what fails, is unknown or is not whole", () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const { gate, findings, inputs, controls } = assess(assessment);
        const severe = findings.some(
          ({ verdict: v, waiver, severity }) => v === "fail" && !waiver && severity === "critical",
        );
        if (severe && gate.failOn !== "never") expect(gate.result).toBe("failed");
        if (inputs.some(({ errored, complete }) => errored || !complete)) expect(gate.result).toBe("failed");
        for (const { status, counts } of controls) {
          if (status === "satisfied") expect(counts).toMatchObject({ fail: 0, unknown: 0, waived: 0 });
          if (counts.fail > 0) expect(status).toBe("not-satisfied");
        }
      }),
    );
  });
});

describe("20,000 findings", () => {
  it("are assessed one by one", () => {
    const verdicts = Array.from({ length: 2000 }, (_, n) => n).flatMap((n) =>
      catalogue()
        .policies.slice(0, 10)
        .map(({ id }, k) =>
          verdict(
            id,
            `module.m${n % 50}.aws_sqs_queue.q[${n}]`,
            (["pass", "fail", "unknown"] as const)[(n + k) % 3] ?? "pass",
          ),
        ),
    );
    const one = input(verdicts);
    expect(report([], { inputs: [one] }).findings).toHaveLength(20_000);
  });
});
