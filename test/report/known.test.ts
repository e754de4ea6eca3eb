import { expect, it } from "vitest";
import { findFormat } from "../../src/report/formats.js";
import { input, report, verdict } from "../assessment/support.js";

const [OLD, NEW] = ["aws_sqs_queue.old", "aws_sqs_queue.young"];
const compared = report([], {
  inputs: [
    input([
      verdict("sqs/tls-only", OLD, "fail"),
      verdict("sqs/tls-only", NEW, "fail"),
      verdict("sqs/tls-only", "aws_sqs_queue.good", "pass"),
    ]),
  ],
  compare: (judged) => ({
    known: new Set(judged.flatMap(({ finding }) => (finding.resource.address === OLD ? [finding.id] : []))),
    reasons: [],
    diagnostics: [],
  }),
});
const render = (format: string) => findFormat(format)?.render(compared) ?? "";

it("the terminal shows what is new first, and what is known in a line for each policy", () => {
  const text = render("terminal");
  expect(text).toMatch(/^aws_sqs_queue\.young.*\n {2}FAIL .*\n.*redrive_policy/);
  expect(text).toMatch(
    /\n\nKnown from before; --verbose shows each\n {2}KNOWN +\w+ +sqs\/tls-only: 1 resource\n\n/,
  );
  expect(text).not.toContain(OLD);
});

it("the terminal shows each that is known when asked for all", () => {
  const text = findFormat("terminal")?.render(compared, { verbose: true }) ?? "";
  expect(text).toMatch(/\naws_sqs_queue\.old.*\n {2}KNOWN /);
  expect(text).not.toContain("Known from before");
});

it("Markdown has a table for what is known", () => {
  const text = render("markdown");
  expect(text).toMatch(/## Failures \(1\)[^#]+young[^#]+## Known failures \(1\)[^#]+old/);
});

it("SARIF says which are new", () => {
  const { results } = JSON.parse(render("sarif")).runs[0];
  const states = results.map((one: { baselineState: string; message: { text: string } }) => [
    /\((.*)\)$/.exec(one.message.text)?.[1],
    one.baselineState,
  ]);
  expect(states).toEqual([
    [NEW, "new"],
    [OLD, "unchanged"],
  ]);
});

it("JUnit skips what is known, and GitHub annotates what is new alone", () => {
  expect(render("junit").match(/<(failure|skipped) [^>]*type="\w+"/g)).toEqual([
    expect.stringMatching(/^<skipped message="Known from before: .*type="known"$/),
    expect.stringMatching(/^<failure .*type="high"$/),
  ]);
  expect(render("github")).toContain(NEW);
  expect(render("github")).not.toContain(OLD);
});

it("tables and the page for auditors tell them apart", () => {
  const states = render("ndjson")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).baseline);
  expect(states).toEqual(["", "known", "new"]);
  expect(render("csv").split("\r\n")[0]).toMatch(/,baseline$/);
  expect(render("html")).toMatch(/<span class="severity">known<\/span>/);
});
