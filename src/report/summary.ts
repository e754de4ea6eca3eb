import { compare, quantity } from "../assessment/order.js";
import type { FindingChange, ReportDiff } from "./diff.js";
import type { RenderOptions } from "./format.js";
import { Page } from "./page.js";
import { worstFirst } from "./ranking.js";
import type { Finding, Report } from "./report.js";
import { referencesIn, styles, writeGate } from "./terminal.js";
import { clipped, columns, type Outcome, outcome, plain } from "./text.js";

const LABEL = "unknown".length;
const INDENT = 2 + LABEL + 2;
const SEVERITY = "critical".length;
/** Failures of a stack, and unknown verdicts by policy, before it says how many more there are. */
const MOST = 5;
/** Characters of why a verdict is unknown. */
const REASON = 200;

/** For people who work on it: each stack with the worst of it, the worst stack first, then the verdict. */
export function renderSummary(report: Report, options: RenderOptions = {}): string {
  const page = new Page(options);
  const references = referencesIn(report);
  for (const stack of stacksOf(report)) {
    page.gap();
    writeStack(page, stack, references);
  }
  writeErrors(page, report);
  writeGate(page, report);
  return page.text();
}

/** For who watches: what changed since the last pass, the stacks in a line each, then the verdict. */
export function renderChanges(report: Report, changes: ReportDiff, options: RenderOptions = {}): string {
  const page = new Page(options);
  writeChanges(page, "New", changes.appeared, "fail");
  writeChanges(page, "Fixed", changes.fixed, "pass");
  writeChanges(page, "Changed", changes.changed, "unknown");
  if (changes.appeared.length + changes.fixed.length + changes.changed.length === 0)
    page.write("No verdict changed.");
  page.gap();
  for (const stack of stacksOf(report)) writeTitle(page, stack);
  writeErrors(page, report);
  writeGate(page, report);
  return page.text();
}

interface Stack {
  readonly name: string;
  readonly subjects: number;
  readonly worst: Outcome;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

const RANKS: readonly Outcome[] = ["fail", "unknown", "waived", "pass"];
const SEVERITIES: readonly string[] = ["critical", "high", "medium", "low"];

function stacksOf({ inputs, findings }: Report): Stack[] {
  const byInput = new Map<string, Finding[]>(inputs.map(({ path }) => [path, []]));
  for (const finding of worstFirst(findings)) byInput.get(finding.input)?.push(finding);
  const rank = ({ findings: [first] }: Stack) =>
    first === undefined
      ? Number.MAX_SAFE_INTEGER
      : RANKS.indexOf(outcome(first)) * SEVERITIES.length + SEVERITIES.indexOf(first.severity);
  const stacks = inputs.map(({ path, subjects }): Stack => {
    const own = byInput.get(path) ?? [];
    return { name: path, subjects, worst: own[0] === undefined ? "pass" : outcome(own[0]), findings: own };
  });
  return stacks.sort(
    (a, b) => rank(a) - rank(b) || of(b, "fail").length - of(a, "fail").length || compare(a.name, b.name),
  );
}

function of({ findings }: Stack, wanted: Outcome): Finding[] {
  return findings.filter((finding) => outcome(finding) === wanted);
}

function writeStack(page: Page, stack: Stack, references: (finding: Finding) => readonly string[]): void {
  writeTitle(page, stack);
  const failures = of(stack, "fail");
  for (const finding of failures.slice(0, MOST)) {
    const { policy, severity, title, resource, location } = finding;
    const lead = `${" ".repeat(INDENT)}${severity.padEnd(SEVERITY)}  `;
    const linked = page.linked({ policy, references: references(finding) }, policy);
    page.write(`${title} (${policy})`, INDENT + SEVERITY + 2, linked, lead);
    const place = location === null ? "" : plain(`${location.file}:${location.line}`);
    const where = resource.construct ?? [resource.address, place].filter(Boolean).join("  ");
    const toPlace = location === null || place === "" ? null : page.linked(location, place);
    page.write(where, INDENT + SEVERITY + 2, (text) => page.chalk.dim(toPlace?.(text) ?? text));
  }
  if (failures.length > MOST) page.write(`and ${failures.length - MOST} more`, INDENT, page.chalk.dim);
  writeUnknown(page, of(stack, "unknown"), references);
}

/** Unknown verdicts have few reasons: by policy. */
function writeUnknown(
  page: Page,
  unknown: readonly Finding[],
  references: (finding: Finding) => readonly string[],
): void {
  const groups = [...grouped(unknown).values()];
  for (const group of groups.slice(0, MOST)) {
    const [first] = group;
    if (first === undefined) continue;
    const times = group.length === 1 ? "" : `${group.length} times: `;
    const linked = page.linked({ policy: first.policy, references: references(first) }, first.policy);
    const lead = `${" ".repeat(INDENT)}${"unknown".padEnd(SEVERITY)}  `;
    page.write(`${times}${first.title} (${first.policy})`, INDENT + SEVERITY + 2, linked, lead);
    page.write(clipped(first.message, REASON), INDENT + SEVERITY + 2, page.chalk.dim);
  }
  if (groups.length > MOST)
    page.write(
      `and of ${quantity(groups.length - MOST, "more policy", "more policies")}`,
      INDENT,
      page.chalk.dim,
    );
}

function grouped(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings)
    groups.set(finding.policy, [...(groups.get(finding.policy) ?? []), finding]);
  return groups;
}

function writeTitle(page: Page, stack: Stack): void {
  const { chalk, width } = page;
  const label = styles(chalk)[stack.worst](stack.worst.toUpperCase().padEnd(LABEL));
  const count = (kind: Outcome) => of(stack, kind).length;
  const told = `${count("fail")} failed, ${count("unknown")} unknown, ${count("waived")} waived, ${count("pass")} passed; ${quantity(stack.subjects, "resource")}`;
  const name = plain(stack.name);
  if (INDENT + columns(name) + 2 + told.length <= width)
    page.write(told, 0, chalk.dim, `  ${label}  ${chalk.bold(name)}  `);
  else {
    page.write(name, INDENT, chalk.bold, `  ${label}  `);
    page.write(told, INDENT, chalk.dim);
  }
}

/** What is no finding and spoils the assessment all the same. */
function writeErrors(page: Page, { diagnostics }: Report): void {
  const errors = diagnostics.filter(({ level }) => level === "error");
  if (errors.length > 0) page.gap();
  for (const { message, address } of errors) {
    const text = address === undefined ? message : `${address}: ${message}`;
    page.write(text, INDENT, (line) => line, `  ${page.chalk.red("error".padEnd(LABEL))}  `);
  }
}

function writeChanges(page: Page, heading: string, changes: readonly FindingChange[], kind: Outcome): void {
  if (changes.length === 0) return;
  page.gap();
  page.write(`${heading} (${changes.length})`, 0, styles(page.chalk)[kind]);
  for (const { severity, title, policy, address, before, after } of changes.slice(0, 2 * MOST)) {
    const lead = `  ${severity.padEnd(SEVERITY)}  `;
    const from = `${before ?? "not judged"} -> ${after ?? "not judged"}`;
    page.write(`${title} (${policy}): ${address}: ${from}`, SEVERITY + 4, (line) => line, lead);
  }
  if (changes.length > 2 * MOST) page.write(`and ${changes.length - 2 * MOST} more`, 2, page.chalk.dim);
}
