import { expect, it } from "vitest";
import { findFormat, formats } from "../../src/report/formats.js";
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

it("OSCAL and Security Hub carry it as a property, and GitLab keeps the fingerprint and says it", () => {
  const states = (list: readonly [string, unknown][]) => Object.fromEntries(list);
  const [result] = JSON.parse(render("oscal"))["assessment-results"].results;
  type Prop = { name: string; value: string };
  expect(
    states(
      result.observations.map(({ subjects, props }: { subjects: { title: string }[]; props: Prop[] }) => [
        subjects[0]?.title,
        props.find(({ name }) => name === "baseline")?.value,
      ]),
    ),
  ).toEqual({ [OLD]: "known", [NEW]: "new", "aws_sqs_queue.good": undefined });
  const asff = JSON.parse(render("asff")) as Record<string, Record<string, unknown>>[];
  expect(
    asff.map(({ ProductFields, Compliance }) => [ProductFields?.["safeguard/Baseline"], Compliance?.Status]),
  ).toEqual([
    [undefined, "PASSED"],
    ["known", "FAILED"],
    ["new", "FAILED"],
  ]);
  // An import would never take it back.
  expect(asff.filter((finding) => "Workflow" in finding || "Note" in finding)).toEqual([]);
  const issues = (text: string) =>
    JSON.parse(text) as { description: string; fingerprint: string; severity: string }[];
  const before = issues(
    findFormat("gitlab")?.render({
      ...compared,
      findings: compared.findings.map((one) => ({ ...one, baseline: null })),
    }) ?? "",
  );
  const now = issues(render("gitlab"));
  expect(new Set(now.map(({ fingerprint }) => fingerprint))).toEqual(
    new Set(before.map(({ fingerprint }) => fingerprint)),
  );
  expect(now.map(({ description }) => description.startsWith("Known from before: "))).toEqual([false, true]);
});

it("every format that can says what the configuration excludes, with the reason", () => {
  const by = {
    by: "safeguard.config.yaml, exclude[0]",
    title: "Title of upstash/tls",
    policy: "upstash/tls",
  };
  const excluding = {
    ...compared,
    excluded: [{ ...by, severity: "high" as const, reason: "Nothing of it here." }],
  };
  const silent = new Set(["asff", "csv", "github", "gitlab", "ndjson"]);
  for (const { name, render: to } of formats)
    expect([name, to(excluding).includes("Nothing of it here.")]).toEqual([name, !silent.has(name)]);
  const [run] = JSON.parse(findFormat("sarif")?.render(excluding) ?? "").runs;
  expect(run.invocations[0].toolConfigurationNotifications).toMatchObject([
    { descriptor: { id: "policy-excluded" }, level: "note" },
  ]);
  expect(findFormat("junit")?.render(excluding)).toMatch(
    /<testcase classname="safeguard\/excluded" name="safeguard\/excluded upstash\/tls">\s*<skipped message="Excluded: Nothing of it here\." type="excluded">/,
  );
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
  expect(render("csv").split("\r\n")[0]).toMatch(/,baseline,waiver_place$/);
  expect(render("html")).toMatch(/<span class="severity">known<\/span>/);
});
