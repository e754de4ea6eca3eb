import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess } from "../../src/assessment/assess.js";
import { renderGitlab } from "../../src/report/gitlab.js";
import type { Report } from "../../src/report/report.js";
import { anyAssessment } from "../assessment/support.js";
import { clean, large, sample } from "./samples.js";

/**
 * What GitLab documents of the format (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format), in
 * which it takes a subset of Code Climate's; its own validator asks for less.
 */
const schema = {
  type: "array",
  items: {
    type: "object",
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    additionalProperties: false,
    properties: {
      description: { type: "string", minLength: 1, pattern: "^[^\\r\\n]*$" },
      check_name: { type: "string", minLength: 1 },
      fingerprint: { type: "string", minLength: 1 },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        required: ["path", "lines"],
        additionalProperties: false,
        properties: {
          // Relative to the root of the repository, without a ./ before it.
          path: { type: "string", pattern: "^(?!/|\\.\\.?/|[A-Za-z]:)[^\\\\]+$" },
          lines: {
            type: "object",
            required: ["begin"],
            additionalProperties: false,
            properties: { begin: { type: "integer", minimum: 1 } },
          },
        },
      },
    },
  },
};
const validate = new Ajv({ allErrors: true }).compile(schema);

interface Issue {
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const issues = (report: Report) => JSON.parse(renderGitlab(report)) as Issue[];

describe("GitLab Code Quality", () => {
  it("is what GitLab documents, whatever is assessed", () => {
    for (const report of [sample, clean, large(300)]) {
      validate(issues(report));
      expect(validate.errors ?? []).toEqual([]);
    }
    expect(validate([{ ...issues(sample)[0], severity: "high" }])).toBe(false);
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const text = renderGitlab(assess(assessment));
        // GitLab refuses a byte order mark.
        expect(text.startsWith("[")).toBe(true);
        const found = JSON.parse(text) as Issue[];
        validate(found);
        expect(validate.errors ?? []).toEqual([]);
        // Of several with one fingerprint GitLab shows one.
        expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
      }),
    );
  });

  it("holds unwaived failures and what is unknown", () => {
    const open = sample.findings.filter(({ verdict, waiver }) => verdict !== "pass" && waiver === null);
    expect(issues(sample)).toHaveLength(open.length);
    expect(issues(clean)).toEqual([]);
  });

  it("has the same fingerprints in every run", () => {
    const prints = issues(large(300)).map(({ fingerprint }) => fingerprint);
    expect(issues(large(300)).map(({ fingerprint }) => fingerprint)).toEqual(prints);
  });

  it("lies in files of the repository", () => {
    const [finding] = sample.findings.filter(({ verdict }) => verdict === "fail");
    if (finding === undefined) return expect.fail("no failure");
    const moved = { ...sample, findings: [{ ...finding, location: { file: "./main.tf", line: 3 } }] };
    const found = JSON.parse(renderGitlab(moved, { sourceRoot: "infra" })) as Issue[];
    expect(found.map(({ location }) => location)).toEqual([{ path: "infra/main.tf", lines: { begin: 3 } }]);
  });
});
