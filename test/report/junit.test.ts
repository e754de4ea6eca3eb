import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryPages, validateXML } from "xmllint-wasm";
import { assess } from "../../src/assessment/assess.js";
import { renderJunit } from "../../src/report/junit.js";
import { anyAssessment, input, report, verdict } from "../assessment/support.js";
import { clean, large, sample } from "./samples.js";

const schema = readFileSync(new URL("../../schemas/vendor/junit-10.xsd", import.meta.url), "utf8");

async function faults(...documents: string[]): Promise<string[]> {
  const xml = documents.map((contents, index) => ({ fileName: `${index}.xml`, contents }));
  const { errors } = await validateXML({
    xml,
    schema,
    maxMemoryPages: 4 * memoryPages.defaultMaxMemoryPages,
  });
  return errors.map((error) => error.rawMessage);
}

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");

describe("JUnit", () => {
  it("follows the schema of Jenkins, whatever is assessed", async () => {
    const any = fc.sample(anyAssessment, 60).map((assessment) => renderJunit(assess(assessment)));
    expect(await faults(renderJunit(sample), renderJunit(clean), ...any)).toEqual([]);
  });

  it("is checked by a validator that finds faults", async () => {
    expect(await faults("<testsuites><testsuite/></testsuites>")).not.toEqual([]);
    expect(await faults("<testsuites>")).not.toEqual([]);
  });

  it("counts what it holds", () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const of = assess(assessment);
        const xml = renderJunit(of);
        const errors = of.diagnostics.filter(({ level }) => level === "error").length;
        const tests = of.findings.length + of.inputs.length + errors + of.excluded.length;
        const known = of.findings.filter(
          ({ verdict, waiver, baseline }) => verdict === "fail" && waiver === null && baseline === "known",
        ).length;
        const failed = of.summary.fail - known;
        const skipped = of.summary.unknown + of.summary.waived + known + of.excluded.length;
        expect(matches(xml, /(<testcase )/g)).toHaveLength(tests);
        expect(matches(xml, /(<failure )/g)).toHaveLength(failed);
        expect(matches(xml, /(<skipped )/g)).toHaveLength(skipped);
        expect(xml).toContain(`<testsuites name="safeguard" tests="${tests}" failures="${failed}"`);
        const sum = matches(xml, /<testsuite [^>]*tests="(\d+)"/g).reduce(
          (total, count) => total + Number(count),
          0,
        );
        expect(sum).toBe(tests);
      }),
    );
  });

  it("names each case after its policy and resource, uniquely also over several inputs", () => {
    const verdicts = [verdict("sqs/tls-only", "aws_sqs_queue.a", "pass")];
    expect(renderJunit(report(verdicts))).toContain(
      '<testcase classname="sqs/tls-only" name="sqs/tls-only aws_sqs_queue.a"/>',
    );
    const two = report([], {
      inputs: [input(verdicts, { path: "a.json" }), input(verdicts, { path: "b.json" })],
    });
    const names = matches(renderJunit(two), /<testcase [^>]* name="([^"]*)"/g).filter((name) =>
      name.startsWith("sqs"),
    );
    expect(new Set(names).size).toBe(2);
  });

  it("keeps names unique where they differ in invisible characters only", () => {
    const xml = renderJunit(
      report(
        ["aws_sqs_queue.a", "aws_sqs_queue.a\u202e"].map((address) =>
          verdict("sqs/tls-only", address, "pass"),
        ),
      ),
    );
    expect(xml).toContain('name="sqs/tls-only aws_sqs_queue.a"');
    expect(xml).toContain('name="sqs/tls-only aws_sqs_queue.a #2"');
  });

  it("has the text of a failure in @message and in the content", () => {
    const xml = renderJunit(sample);
    expect(xml).toContain(
      '<failure message="redrive_policy is not set; expected a dead-letter queue." type="high">',
    );
    expect(xml).toMatch(
      /type="high">Queues hand poisoned[^<]*\nredrive_policy is not set; [^<]*\nFix: Set redrive_policy/,
    );
  });

  it("skips what is unknown or waived, with the reason", () => {
    const xml = renderJunit(sample);
    expect(xml).toContain('<skipped message="Unknown: sqs_managed_sse_enabled is not set;');
    expect(xml).toContain('<skipped message="Waived by ada@example.com until 2027-01-31 (SEC-12):');
  });

  it("is red for a plan that is not whole and for an error of the run", () => {
    const verdicts = [verdict("sqs/tls-only", "aws_sqs_queue.a", "pass")];
    const diagnostics = [{ level: "error" as const, code: "policy-failed", message: "It threw." }];
    const inputs = [input(verdicts, { source: { errored: true }, diagnostics })];
    const xml = renderJunit(report([], { inputs }));
    expect(xml).toContain('failures="0" errors="2"');
    expect(xml).toContain('<error message="The plan stopped at an error, so resources may be missing."');
    expect(xml).toContain('<error message="It threw." type="policy-failed">');
  });

  it("stays within the schema for thousands of cases", async () => {
    expect(await faults(renderJunit(large(3000)))).toEqual([]);
  });
});
