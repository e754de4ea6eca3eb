import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess } from "../../src/assessment/assess.js";
import { renderCsv, renderNdjson } from "../../src/report/csv.js";
import { anyAssessment } from "../assessment/support.js";
import { sample } from "./samples.js";

/** RFC 4180, as spreadsheets read it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (let at = 0; at < text.length; ) {
    const row: string[] = [];
    for (;;) {
      const quoted = /"((?:[^"]|"")*)"/y;
      const bare = /[^",\r\n]*/y;
      const cell = text[at] === '"' ? quoted : bare;
      cell.lastIndex = at;
      const [whole = "", inner] = cell.exec(text) ?? [];
      row.push(inner === undefined ? whole : inner.replaceAll('""', '"'));
      at += whole.length;
      if (text[at] !== ",") break;
      at += 1;
    }
    expect(text.slice(at, at + 2)).toBe("\r\n");
    at += 2;
    rows.push(row);
  }
  return rows;
}

describe("CSV and NDJSON", () => {
  it("say the same: a finding a line, under the same names", () => {
    const [head = [], ...rows] = parseCsv(renderCsv(sample));
    const lines = renderNdjson(sample)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(sample.findings.length);
    expect(lines.map((line) => Object.keys(line))).toEqual(rows.map(() => head));
    expect(lines.map(({ id }) => id)).toEqual(sample.findings.map(({ id }) => id));
    const waived = lines.find(({ verdict }) => verdict === "waived");
    expect(waived).toMatchObject({ policy: "sqs/tls-only", waived_by: expect.stringMatching(/./) });
  });

  it("stay a table whatever the names, and no cell is a formula", () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const report = assess(assessment);
        const rows = parseCsv(renderCsv(report));
        expect(rows).toHaveLength(report.findings.length + 1);
        expect(new Set(rows.map((row) => row.length)).size).toBe(1);
        for (const cell of rows.slice(1).flat()) expect(cell).not.toMatch(/^\s*[=+\-@]/);
        const lines = renderNdjson(report).split("\n").slice(0, -1);
        expect(lines).toHaveLength(report.findings.length);
        for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
      }),
    );
  });
});
