import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import fc from "fast-check";
import type { Log, Result } from "sarif";
import { describe, expect, it } from "vitest";
import { assess } from "../../src/assessment/assess.js";
import type { RenderOptions } from "../../src/report/format.js";
import type { Report } from "../../src/report/report.js";
import { renderSarif } from "../../src/report/sarif.js";
import { anyAssessment, input, report, verdict } from "../assessment/support.js";
import { clean, large, sample } from "./samples.js";

/** The schema is written in draft 4, of which it uses nothing that draft 7 reads otherwise. */
function officialSchema(): object {
  const file = new URL("../../schemas/vendor/sarif-2.1.0-rtm.5.json", import.meta.url);
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, "utf8"));
  return schema;
}
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(officialSchema());

const rendered = (of: Report, options?: RenderOptions): Log => JSON.parse(renderSarif(of, options));
const runOf = (of: Report, options?: RenderOptions) => rendered(of, options).runs[0] ?? expect.fail("no run");
const resultsOf = (of: Report, options?: RenderOptions): Result[] => runOf(of, options).results ?? [];
const uriOf = (result: Result | undefined) => result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;

describe("SARIF", () => {
  it("follows the schema of the standard, whatever is assessed", () => {
    for (const one of [sample, clean]) {
      validate(rendered(one));
      expect(validate.errors ?? []).toEqual([]);
    }
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        validate(rendered(assess(assessment)));
        expect(validate.errors ?? []).toEqual([]);
      }),
    );
  });

  it("is what GitHub needs of every result", () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const run = runOf(assess(assessment));
        const rules = run.tool.driver.rules ?? [];
        for (const result of run.results ?? []) {
          expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
          expect(result.message.text).toBeTruthy();
          expect(result.locations).toHaveLength(1);
          expect(result.locations?.[0]?.physicalLocation?.region?.startLine).toBeGreaterThanOrEqual(1);
          expect(result.partialFingerprints?.primaryLocationLineHash).toMatch(/^[0-9a-f]{16}:[1-9]\d*$/);
          const uri = uriOf(result) ?? "";
          expect(uri).toMatch(/^[^/\\\s:][^\\\s]*$/);
          expect(uri.split("/")).not.toContain("..");
          expect(uri).not.toContain("plan");
        }
      }),
    );
  });

  it("describes every policy as a rule within GitHub's limits", () => {
    const rules = runOf(sample).tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).toEqual(sample.policies.map(({ id }) => id));
    for (const rule of rules) {
      expect(rule.shortDescription?.text.length).toBeLessThanOrEqual(1024);
      expect(rule.fullDescription?.text.length).toBeLessThanOrEqual(1024);
      expect(rule.help?.text).toBeTruthy();
      expect(rule.help?.markdown).toContain("**Fix:**");
      expect(rule.properties?.tags).toContain("security");
      expect(rule.properties?.tags?.length).toBeLessThanOrEqual(20);
      expect(["very-high", "high", "medium", "low"]).toContain(rule.properties?.precision);
    }
    const severities = rules.map((rule) => [rule.id, rule.properties?.["security-severity"]]);
    expect(Object.fromEntries(severities)).toMatchObject({
      "sqs/no-public-access": "9.5",
      "sqs/tls-only": "8.0",
      "sqs/dead-letter-retention": "5.5",
      "sqs/queue-depth-alarm": "2.0",
    });
  });

  it("cuts a description at 1024 characters", () => {
    const [policy] = sample.policies;
    const long = {
      ...sample,
      findings: [],
      policies: policy ? [{ ...policy, description: "x".repeat(3000) }] : [],
    };
    expect(runOf(long).tool.driver.rules?.[0]?.fullDescription?.text).toHaveLength(1024);
  });

  it("leaves passes out, opens what is unknown, suppresses what is waived", () => {
    const results = resultsOf(sample);
    expect(results.map(({ ruleId, kind, level }) => [ruleId, kind, level])).toEqual([
      ["sqs/no-public-access", "fail", "error"],
      ["sqs/dead-letter-queue", "fail", "error"],
      ["sqs/queue-depth-alarm", "fail", "note"],
      ["sqs/encryption-at-rest", "open", "note"],
      ["sqs/tls-only", "fail", "error"],
    ]);
    expect(results.map(({ suppressions }) => suppressions?.length)).toEqual([0, 0, 0, 0, 1]);
    expect(results[4]?.suppressions?.[0]).toEqual({
      kind: "external",
      status: "accepted",
      justification: "Waived by ada@example.com until 2027-01-31 (SEC-12): Decommissioned in December.",
    });
    expect(resultsOf(clean)).toEqual([]);
  });

  it("places results in files of the repository", () => {
    const at = (file: string | null, options: RenderOptions = {}) => {
      const [finding] = sample.findings;
      if (finding === undefined) return expect.fail("no finding");
      const moved = { ...finding, location: file === null ? null : { file, line: 7 } };
      return resultsOf({ ...sample, findings: [moved] }, options)[0];
    };
    expect(uriOf(at("queues/main.tf"))).toBe("queues/main.tf");
    expect(at("queues/main.tf")?.locations?.[0]?.physicalLocation?.region?.startLine).toBe(7);
    expect(uriOf(at("main.tf", { sourceRoot: "infra/production/" }))).toBe("infra/production/main.tf");
    expect(uriOf(at("../shared/a b#1.tf", { sourceRoot: "infra/production" }))).toBe(
      "infra/shared/a%20b%231.tf",
    );
    for (const outside of [
      null,
      "/etc/passwd",
      "C:\\x.tf",
      "file:///x",
      "../../x.tf",
      ".terraform/modules/q/main.tf",
    ]) {
      expect(uriOf(at(outside, { sourceRoot: "infra" }))).toBe("infra/main.tf");
      expect(at(outside)?.locations?.[0]?.physicalLocation?.region?.startLine).toBe(1);
    }
    expect(uriOf(at(null, { sourceRoot: "infra", fallbackUri: "stacks/app.ts" }))).toBe("stacks/app.ts");
    expect(uriOf(at(null, { fallbackUri: "/outside.tf" }))).toBe("main.tf");
  });

  it("names the resource as the logical location", () => {
    expect(resultsOf(sample)[1]?.locations?.[0]?.logicalLocations).toEqual([
      { name: "aws_sqs_queue", fullyQualifiedName: "aws_sqs_queue.orders", kind: "resource" },
    ]);
  });

  it("keeps the fingerprint when lines move and the plan gets another path", () => {
    const verdicts = [verdict("sqs/tls-only", "aws_sqs_queue.a", "fail")];
    const hash = (of: Report) =>
      resultsOf(of).map((result) => result.partialFingerprints?.primaryLocationLineHash);
    const before = report(verdicts);
    const moved = {
      ...before,
      findings: before.findings.map((one) => ({ ...one, location: { file: "main.tf", line: 99 } })),
    };
    const elsewhere = report([], { inputs: [input(verdicts, { path: "other/plan.json" })] });
    expect(hash(moved)).toEqual(hash(before));
    expect(hash(elsewhere)).toEqual(hash(before));
    const twice = report([], {
      inputs: [input(verdicts, { path: "a.json" }), input(verdicts, { path: "b.json" })],
    });
    expect(new Set(hash(twice)).size).toBe(2);
  });

  it("keeps the 5,000 most severe results and says how many it left out", () => {
    const many = large(12_000);
    const run = runOf(many);
    expect(run.results).toHaveLength(5000);
    expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toMatch(
      /^3000 results left out/,
    );
    const ranks = (run.results ?? []).map((result) =>
      ["error", "warning", "note"].indexOf(result.level ?? "none"),
    );
    const failures = ranks.slice(0, (run.results ?? []).filter(({ kind }) => kind === "fail").length);
    expect(failures).toEqual([...failures].sort());
  });

  it("says which analysis it is, and whether it was whole", () => {
    expect(runOf(sample).automationDetails?.id).toBe("safeguard/");
    expect(runOf(sample, { category: "production" }).automationDetails?.id).toBe("production/");
    expect(runOf(sample).invocations?.[0]?.executionSuccessful).toBe(true);
    const errored = report([], { inputs: [input([], { source: { errored: true } })] });
    expect(runOf(errored).invocations?.[0]?.executionSuccessful).toBe(false);
  });

  it("makes no link of hostile text", () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        for (const { message } of resultsOf(assess(assessment))) {
          expect(message.text).not.toContain("](");
          expect(message.text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      }),
    );
  });
});
