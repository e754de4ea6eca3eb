import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess } from "../../src/assessment/assess.js";
import { renderAsff } from "../../src/report/asff.js";
import type { Report } from "../../src/report/report.js";
import { anyAssessment } from "../assessment/support.js";
import { report as reportOn } from "../check/support.js";
import { clean, large, sample } from "./samples.js";
import { misfits, type ServiceModel } from "./service-model.js";

/** Of the AWS SDK for Python: what `BatchImportFindings` takes. */
const model = JSON.parse(
  readFileSync(new URL("../../schemas/vendor/securityhub-2018-10-26.json", import.meta.url), "utf8"),
) as ServiceModel;

interface AsffFinding {
  readonly Id: string;
  readonly ProductArn: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly Types: readonly string[];
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly Severity: { readonly Label: string };
  readonly Title: string;
  readonly Description: string;
  readonly Remediation: { readonly Recommendation: { readonly Text: string } };
  readonly ProductFields: Readonly<Record<string, string>>;
  readonly Resources: readonly { readonly Type: string; readonly Id: string; readonly Region: string }[];
  readonly Compliance: { readonly Status: string; readonly RelatedRequirements?: readonly string[] };
  readonly Note?: { readonly Text: string; readonly UpdatedBy: string; readonly UpdatedAt: string };
}

const ACCOUNT = { account: "123456789012", region: "eu-central-1" };
const findings = (report: Report, options = ACCOUNT) =>
  JSON.parse(renderAsff(report, options)) as AsffFinding[];

/** Namespaces of https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-type-taxonomy.html. */
const NAMESPACES = [
  "Software and Configuration Checks",
  "TTPs",
  "Effects",
  "Unusual Behaviors",
  "Sensitive Data Identifications",
];
/** RFC 3339, https://docs.aws.amazon.com/securityhub/1.0/APIReference/Welcome.html#timestamps. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** What the model holds as prose: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html. */
function expectDocumented(finding: AsffFinding): void {
  const length = (text: string, most: number) => {
    expect([...text].length).toBeGreaterThan(0);
    expect([...text].length).toBeLessThanOrEqual(most);
  };
  length(finding.Id, 512);
  length(finding.GeneratorId, 512);
  length(finding.Title, 256);
  length(finding.Description, 1024);
  length(finding.Remediation.Recommendation.Text, 512);
  expect(finding.AwsAccountId).toMatch(/^\d{12}$/);
  expect(finding.ProductArn).toMatch(
    /^arn:(aws|aws-cn|aws-us-gov):securityhub:[a-z0-9-]{1,16}:(\d{12}):product\/\2\/default$/,
  );
  expect(finding.Types.length).toBeLessThanOrEqual(50);
  for (const type of finding.Types) {
    const parts = type.split("/");
    expect(parts).toHaveLength(3);
    expect(NAMESPACES).toContain(parts[0]);
  }
  for (const date of [finding.CreatedAt, finding.UpdatedAt, finding.Note?.UpdatedAt ?? finding.UpdatedAt]) {
    expect(date).toMatch(TIMESTAMP);
  }
  expect(Object.keys(finding.ProductFields).length).toBeLessThanOrEqual(50);
  for (const [key, value] of Object.entries(finding.ProductFields)) {
    length(key, 128);
    length(value, 2048);
    expect(key).not.toMatch(/^aws\//);
  }
  expect(finding.Resources).toHaveLength(1);
  for (const { Type, Id, Region } of finding.Resources) {
    length(Type, 256);
    length(Id, 512);
    length(Region, 16);
  }
  const { RelatedRequirements: requirements } = finding.Compliance;
  expect(requirements?.length ?? 1).toBeGreaterThan(0);
  expect(requirements?.length ?? 1).toBeLessThanOrEqual(32);
  for (const requirement of requirements ?? []) length(requirement, 64);
  if (finding.Note !== undefined) {
    length(finding.Note.Text, 512);
    length(finding.Note.UpdatedBy, 512);
  }
  // A finding is at most 240 KB, and nothing says in which characters.
  expect(Buffer.byteLength(JSON.stringify(finding))).toBeLessThan(240_000);
}

describe("ASFF", () => {
  it("is what Security Hub takes, whatever is assessed", () => {
    const check = (report: Report) => {
      const all = findings(report);
      expect(all).toHaveLength(report.findings.length);
      for (let from = 0; from < all.length; from += 100) {
        const Findings = all.slice(from, from + 100);
        expect(misfits(model, "BatchImportFindingsRequest", { Findings })).toEqual([]);
      }
      all.forEach(expectDocumented);
      expect(new Set(all.map(({ Id }) => Id)).size).toBe(all.length);
    };
    for (const report of [sample, clean, large(250)]) check(report);
    fc.assert(fc.property(anyAssessment, (assessment) => check(assess(assessment))));
  });

  it("is refused by the model when it is wrong", () => {
    const [finding] = findings(sample);
    const wrong = {
      ...finding,
      Titel: "?",
      Severity: { Label: "BAD" },
      Resources: [{ Type: "Other" }],
      Id: " ",
    };
    expect(misfits(model, "BatchImportFindingsRequest", { Findings: [wrong] })).toEqual([
      'BatchImportFindingsRequest.Findings[0].Id is " "',
      'BatchImportFindingsRequest.Findings[0].Severity.Label is "BAD"',
      "BatchImportFindingsRequest.Findings[0].Resources[0].Id is missing",
      "BatchImportFindingsRequest.Findings[0].Titel is not known",
    ]);
    expect(misfits(model, "BatchImportFindingsRequest", { Findings: [] })).toHaveLength(1);
  });

  it.each(["hipaa", "nist-800-53r5", "hipaa-nprm-2025"])(
    "names the whole control of %s",
    async (framework) => {
      const report = await reportOn(["plans/sqs-broken-public.json"], { framework });
      const all = findings(report);
      all.forEach(expectDocumented);
      for (const [index, { controls }] of report.findings.entries()) {
        const named = all[index]?.Compliance.RelatedRequirements ?? [];
        expect(named).toHaveLength(Math.min(32, controls.length));
        named.forEach((requirement, at) => {
          expect(requirement.endsWith(` ${controls[at]}`)).toBe(true);
        });
      }
    },
  );

  it("says what became of the finding", () => {
    const byStatus = new Map(
      findings(sample).map((finding, index) => {
        const { verdict, waiver } = sample.findings[index] ?? expect.fail("One finding too many.");
        return [waiver === null ? verdict : "waived", finding.Compliance.Status];
      }),
    );
    expect(Object.fromEntries(byStatus)).toEqual({
      fail: "FAILED",
      waived: "WARNING",
      unknown: "WARNING",
      pass: "PASSED",
    });
    for (const finding of findings(sample)) {
      expect(finding.Severity.Label === "INFORMATIONAL").toBe(finding.Compliance.Status === "PASSED");
    }
  });

  it.each([
    ["us-gov-west-1", "aws-us-gov"],
    ["cn-north-1", "aws-cn"],
    ["eu-west-1", "aws"],
  ])("knows the partition of %s", (region, partition) => {
    for (const finding of findings(sample, { ...ACCOUNT, region })) {
      expect(finding.ProductArn.split(":")[1]).toBe(partition);
      expect(misfits(model, "AwsSecurityFinding", finding)).toEqual([]);
    }
  });
});
