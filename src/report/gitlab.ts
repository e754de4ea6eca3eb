import { createHash } from "node:crypto";
import type { Severity } from "../engine/verdict.js";
import { jsonFile } from "../json.js";
import type { RenderOptions } from "./format.js";
import { placeOf } from "./place.js";
import { worstFirst } from "./ranking.js";
import type { Finding, Report } from "./report.js";
import { clipped, isKnown, plain } from "./text.js";

/** Of a description; a merge request shows it on one line. */
const LONGEST = 10_000;

const SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "blocker",
  high: "critical",
  medium: "major",
  low: "minor",
};

/**
 * GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. Unwaived failures
 * and, as `info`, what is unknown. Known failures stay in it: GitLab compares with the target branch by the fingerprint, and
 * would call them fixed.
 */
export function renderGitlab(report: Report, options: RenderOptions = {}): string {
  const open = worstFirst(report.findings).filter(
    ({ verdict, waiver }) => verdict !== "pass" && waiver === null,
  );
  const seen = new Map<string, number>();
  const issues = open.map((finding) => {
    const { path, line } = placeOf(finding, options);
    return {
      description: clipped(
        plain(
          `${isKnown(finding) ? "Known from before: " : ""}${finding.title}: ${finding.resource.address}. ${finding.message}`,
        ),
        LONGEST,
      ),
      check_name: finding.policy,
      fingerprint: fingerprint(finding, seen),
      severity: finding.verdict === "unknown" ? "info" : SEVERITY[finding.severity],
      location: { path, lines: { begin: line } },
    };
  });
  return jsonFile(issues);
}

/** The same in the next run, wherever the resource then stands in its file. */
function fingerprint({ policy, input, resource }: Finding, seen: Map<string, number>): string {
  const key = JSON.stringify([policy, input, resource.address]);
  const times = seen.get(key) ?? 0;
  seen.set(key, times + 1);
  return createHash("sha256")
    .update(`${key}${times === 0 ? "" : times}`)
    .digest("hex");
}
