import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess } from "../../src/assessment/assess.js";
import { diffReports } from "../../src/report/diff.js";
import { renderChanges, renderSummary } from "../../src/report/summary.js";
import { columns } from "../../src/report/text.js";
import { anyAssessment } from "../assessment/support.js";
import { HOSTILE, reportWith } from "./hostile.js";
import { clean, sample } from "./samples.js";

const ACTIVE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const lines = (text: string) => text.trimEnd().split("\n");

describe("the summary", () => {
  it("has each stack with its worst findings, the worst stack first, and ends with the verdict", () => {
    const text = renderSummary(sample);
    expect(lines(text)[0]).toMatch(/^ {2}FAIL {5}/);
    expect(text).toMatch(/^ {11}critical {2}/m);
    expect(text.indexOf("critical")).toBeLessThan(text.indexOf("unknown   "));
    expect(lines(text).at(-1)).toBe(
      "Gate failed: 3 failed, 1 unknown, 1 waived, 3 passed; 3 resources assessed.",
    );
    expect(lines(renderSummary(clean))[0]).toMatch(/^ {2}PASS {5}/);
  });

  it("counts every finding once, in the line of its stack", () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const report = assess(assessment);
        const told = [
          ...renderSummary(report, { width: 120 }).matchAll(
            /(\d+) failed, (\d+) unknown, (\d+) waived, (\d+) passed; \d+ resources?$/gm,
          ),
        ];
        const sum = [1, 2, 3, 4].map((index) =>
          told.reduce((total, match) => total + Number(match[index]), 0),
        );
        const { fail, unknown, waived, pass } = report.summary;
        expect(sum).toEqual([fail, unknown, waived, pass]);
      }),
    );
  });

  it("keeps to the width, and nothing hostile leaves its line", () => {
    for (const text of HOSTILE) {
      const report = reportWith(text);
      const shown = renderSummary(report, { width: 60 }) + renderChanges(report, diffReports(clean, report));
      expect(shown.replaceAll("\n", "")).not.toMatch(ACTIVE);
      expect(shown).not.toMatch(/^\s*::|##(?:\[|vso\[)/m);
      for (const line of lines(renderSummary(report, { width: 60 })))
        expect(columns(line)).toBeLessThanOrEqual(60);
    }
  });
});

describe("the changes since the last pass", () => {
  it("are what is new and what is fixed, the stacks in a line each, and the verdict", () => {
    const appeared = renderChanges(sample, diffReports(clean, sample));
    expect(appeared).toMatch(/^New \(3\)\n/);
    expect(lines(appeared).at(-1)).toMatch(/^Gate failed/);
    expect(renderChanges(clean, diffReports(sample, clean))).toMatch(/^Fixed \(3\)\n/);
    expect(renderChanges(sample, diffReports(sample, sample))).toMatch(/^No verdict changed\.\n\n {2}FAIL/);
  });
});
