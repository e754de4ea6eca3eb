import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess } from "../../src/assessment/assess.js";
import { renderMarkdown } from "../../src/report/markdown.js";
import { anyAssessment } from "../assessment/support.js";
import { clean, large, sample } from "./samples.js";

/** Each row with the number of cells that its table has. */
function rows(text: string): { line: string; expected: number }[] {
  let expected = 0;
  return text.split("\n").flatMap((line) => {
    if (!line.startsWith("|")) {
      expected = 0;
      return [];
    }
    // What stands in a header is Safeguard's own.
    if (expected === 0) expected = line.split("|").length - 2;
    return [{ line, expected }];
  });
}

describe("the Markdown report", () => {
  it("reads like this", async () => {
    await expect(renderMarkdown(sample)).toMatchFileSnapshot("golden/summary.md.snap");
    await expect(renderMarkdown(clean)).toMatchFileSnapshot("golden/summary-clean.md.snap");
  });

  it("keeps every row whole and everything hostile inert", () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const text = renderMarkdown(assess(assessment));
        for (const { line, expected } of rows(text)) {
          expect(line.split("|")).toHaveLength(expected + 2);
          expect(line.match(/`/g)?.length ?? 0).toSatisfy((ticks: number) => ticks % 2 === 0);
        }
        const outsideCode = text.replace(/`[^`\n]*`/g, "");
        expect(outsideCode.replace(/<\/?(code|sub)>/g, "")).not.toMatch(/[<>\\[\]~$]/);
        expect(outsideCode.replace(/<code>.*?<\/code>/g, "")).not.toMatch(
          /@\w|:\/\/|www\.|GH-\d|#\d(?!\d*;)/,
        );
        expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
      { numRuns: 300 },
    );
  });

  it.each([1_048_576, 65_536, 20_000])("fits %i bytes and counts what it leaves out", (limit) => {
    const many = large(20_000);
    const text = renderMarkdown(many, { limit });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
    const failures = text
      .split("\n")
      .filter((line) => /^\| (critical|high|medium|low) \|.*\|.*\|.*\|.*\|$/.test(line)).length;
    const left = Number(/(\d+) more of (\d+) in the full report/.exec(text)?.[1]);
    expect(failures + left).toBe(many.summary.fail);
    expect(text).toContain("## Unknown (");
    for (const { line } of rows(text)) expect(line.endsWith("|")).toBe(true);
  });

  it("leaves nothing out that fits", () => {
    expect(renderMarkdown(sample)).not.toContain("more of");
  });
});
