import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess } from "../../src/assessment/assess.js";
import { renderTerminal } from "../../src/report/terminal.js";
import { columns } from "../../src/report/text.js";
import { anyAssessment, input, report, verdict } from "../assessment/support.js";
import { clean, sample } from "./samples.js";

const lines = (text: string) => text.trimEnd().split("\n");

describe("the terminal report", () => {
  it("reads like this", async () => {
    await expect(renderTerminal(sample)).toMatchFileSnapshot("golden/terminal.txt");
  });

  it("reads like this in full", async () => {
    await expect(renderTerminal(sample, { verbose: true, width: 100 })).toMatchFileSnapshot(
      "golden/terminal-verbose.txt",
    );
  });

  it("is short where all passes", () => {
    expect(lines(renderTerminal(clean))).toEqual([
      "HIPAA Security Rule, 45 CFR Part 164, Subpart C",
      "  Of 65 standards and specifications: 4 satisfied as far as assessed, 27 not",
      "  exercised, 34 not assessed.",
      "",
      "Gate passed: 0 failed, 0 unknown, 0 waived, 2 passed; 1 resource assessed.",
    ]);
  });

  it("ends with one verdict line, and quietly says little else", () => {
    const verdictLine = "Gate failed: 3 failed, 1 unknown, 1 waived, 3 passed; 3 resources assessed.";
    expect(lines(renderTerminal(sample)).at(-1)).toBe(verdictLine);
    expect(lines(renderTerminal(sample, { quiet: true }))).toEqual([...sample.gate.reasons, verdictLine]);
  });

  it("shows the worst resource first, and of a resource the worst finding", () => {
    const text = renderTerminal(sample);
    const order = [
      "CRITICAL",
      "aws_sqs_queue.orders",
      "Queues hand poisoned",
      "sqs/queue-depth-alarm",
      "UNKNOWN",
      "WAIVED",
    ];
    const positions = order.map((part) => text.toUpperCase().indexOf(part.toUpperCase()));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(positions).not.toContain(-1);
  });

  it("has evidence and fix under a failure, the reason under an unknown", () => {
    const text = renderTerminal(sample, { width: 200 });
    expect(text).toContain(
      "redrive_policy: not set, expected a dead-letter queue\n           Fix: Set redrive_policy",
    );
    expect(text).toContain("sqs_managed_sse_enabled is not set; the provider or AWS decides.");
  });

  it("lists passes only when asked", () => {
    expect(renderTerminal(sample)).not.toMatch(/PASS|aws_sqs_queue\.legacy/);
    expect(renderTerminal(sample, { verbose: true })).toContain("aws_sqs_queue.legacy");
  });

  it("names the input where there are several", () => {
    const verdicts = [verdict("sqs/tls-only", "aws_sqs_queue.a", "fail")];
    const two = report([], {
      inputs: [input(verdicts, { path: "a.json" }), input(verdicts, { path: "b.json" })],
    });
    expect(renderTerminal(two)).toContain("aws_sqs_queue.a  a.json, main.tf:1");
    expect(renderTerminal(sample)).not.toContain("plan.json");
  });

  it("colours only when asked, and only colours", () => {
    const ESCAPE = "\u001b[";
    expect(renderTerminal(sample)).not.toContain(ESCAPE);
    const coloured = renderTerminal(sample, { color: 1 });
    expect(coloured).toContain(ESCAPE);
    expect(stripVTControlCharacters(coloured)).toBe(renderTerminal(sample));
  });

  it("keeps to the width, and nothing hostile leaves its line", () => {
    fc.assert(
      fc.property(
        anyAssessment,
        fc.integer({ min: 40, max: 120 }),
        fc.boolean(),
        (assessment, width, verbose) => {
          const text = renderTerminal(assess(assessment), { width, verbose });
          expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
          // Snippets of code are left as they are, so that they can be copied.
          for (const line of lines(text))
            if (!line.includes('resource "')) expect(columns(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
