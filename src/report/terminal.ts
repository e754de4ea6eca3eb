import type { ChalkInstance } from "chalk";
import { quantity } from "../assessment/order.js";
import type { RenderOptions } from "./format.js";
import { LONGEST, Page, type Style, same } from "./page.js";
import { changedParameters } from "./parameters.js";
import { byResource, type ResourceGroup, worstFirst } from "./ranking.js";
import type { ControlResult, ControlStatus, Finding, Report } from "./report.js";
import {
  clipped,
  columns,
  deciding,
  evidenceText,
  isKnown,
  type Outcome,
  outcome,
  plain,
  plainLines,
  waiverText,
} from "./text.js";

const LABEL = "unknown".length;
const SEVERITY = "critical".length;
const TITLE = 2 + LABEL + 2 + SEVERITY + 2;
const DETAIL = 2 + LABEL + 2;
const MOST_FACTS = 5;

/** For people: what is wrong by resource, then the controls, then one line with the verdict. */
export function renderTerminal(report: Report, options: RenderOptions = {}): string {
  const page = new Page(options);
  if (!options.quiet) {
    writeResources(page, report, options.verbose ?? false);
    if (!options.verbose) writeKnown(page, report);
    writeParameters(page, report);
    writeAdjusted(page, report);
    writeDiagnostics(page, report, options.verbose ?? false);
    writeControls(page, report, options.verbose ?? false);
  }
  writeGate(page, report);
  return page.text();
}

function writeResources(page: Page, report: Report, verbose: boolean): void {
  const worthALook = report.findings.filter(
    (finding) => verbose || (outcome(finding) !== "pass" && !isFromBefore(finding)),
  );
  const several = report.inputs.length > 1;
  const references = referencesIn(report);
  for (const group of byResource(worthALook)) {
    page.gap();
    writeHeading(page, group, several);
    for (const finding of group.findings) writeFinding(page, finding, references(finding), verbose);
  }
}

/** Unlike {@link isKnown}, unknown verdicts count. */
function isFromBefore(finding: Finding): boolean {
  return finding.baseline === "known" && (isKnown(finding) || outcome(finding) === "unknown");
}

/** A line for each policy: hundreds of old failures would hide the one that is new. */
function writeKnown(page: Page, report: Report): void {
  const groups = new Map<string, Finding[]>();
  for (const finding of worstFirst(report.findings.filter(isFromBefore))) {
    const key = `${outcome(finding)} ${finding.severity} ${finding.policy}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  if (groups.size === 0) return;
  page.gap();
  page.write("Known from before; --verbose shows each", 0, page.chalk.bold);
  for (const findings of groups.values()) {
    const [first] = findings as [Finding];
    const what = outcome(first);
    const label = styles(page.chalk)[what]((what === "fail" ? "known" : what).toUpperCase().padEnd(LABEL));
    const count = quantity(findings.length, "resource");
    page.write(`${first.policy}: ${count}`, TITLE, same, `  ${label}  ${first.severity.padEnd(SEVERITY)}  `);
  }
}

/** The documentation of a finding's policy. */
export function referencesIn({ policies }: Report): (finding: Finding) => readonly string[] {
  const byPolicy = new Map(policies.map(({ id, references }) => [id, references]));
  return ({ policy }) => byPolicy.get(policy) ?? [];
}

function writeHeading(page: Page, { address, input, findings }: ResourceGroup, several: boolean): void {
  const location = findings[0]?.location ?? null;
  const place = location === null ? "" : plain(`${location.file}:${location.line}`);
  const where = [several ? input : "", place];
  const linked = location === null ? same : page.linked(location, place);
  const style: Style = (text) => page.chalk.dim(linked(text));
  const whereText = plain(where.filter(Boolean).join(", "));
  const name = clipped(plain(address), LONGEST);
  if (whereText !== "" && columns(name) + columns(whereText) + 2 <= page.width)
    page.write(whereText, 0, style, `${page.chalk.bold(name)}  `);
  else {
    page.write(name, 0, page.chalk.bold);
    if (whereText !== "") page.write(whereText, 2, style);
  }
}

function writeFinding(page: Page, finding: Finding, references: readonly string[], verbose: boolean): void {
  const { chalk } = page;
  const what = outcome(finding);
  const known = isKnown(finding);
  const style = styles(chalk)[what];
  const label = style((known ? "known" : what).toUpperCase().padEnd(LABEL));
  const severity = finding.severity.padEnd(SEVERITY);
  page.write(
    finding.title,
    TITLE,
    what === "fail" && !known ? chalk.bold : same,
    `  ${label}  ${severity}  `,
  );
  if (known && !verbose) page.write(finding.message, DETAIL, chalk.dim);
  else if (what === "fail") writeFailure(page, finding, verbose);
  else if (what === "waived")
    page.write(waiverText(finding.waiver as NonNullable<typeof finding.waiver>), DETAIL);
  else if (what === "unknown") page.write(finding.message, DETAIL);
  else page.write(finding.message, DETAIL, chalk.dim);
  const linked = page.linked({ policy: finding.policy, references }, finding.policy);
  if (what !== "pass" || verbose) page.write(policyText(finding), DETAIL, (text) => chalk.dim(linked(text)));
}

function writeFailure(page: Page, finding: Finding, verbose: boolean): void {
  const facts = verbose ? finding.evidence : deciding(finding);
  const shown = verbose ? facts : facts.slice(0, MOST_FACTS);
  if (shown.length === 0) page.write(finding.message, DETAIL);
  for (const fact of shown) {
    page.write(evidenceText(fact), DETAIL);
    for (const reason of verbose ? fact.because : fact.because.slice(0, 2))
      page.write(reason, DETAIL + 2, page.chalk.dim);
  }
  if (shown.length < facts.length)
    page.write(`and ${facts.length - shown.length} more`, DETAIL, page.chalk.dim);
  page.write(
    finding.remediation.text,
    DETAIL + "Fix: ".length,
    same,
    `${" ".repeat(DETAIL)}${page.chalk.cyan("Fix:")} `,
  );
  if (verbose && finding.remediation.terraform !== undefined)
    for (const line of plainLines(finding.remediation.terraform)) page.code(line, DETAIL + 2);
}

function policyText({ policy, controls }: Finding): string {
  return controls.length === 0 ? policy : `${policy}: ${controls.join(", ")}`;
}

export function styles(chalk: ChalkInstance): Readonly<Record<Outcome, Style>> {
  return { fail: chalk.red.bold, unknown: chalk.yellow, waived: chalk.blue, pass: chalk.green };
}

function writeParameters(page: Page, report: Report): void {
  const changed = changedParameters(report);
  if (changed.length === 0) return;
  page.gap();
  page.write("Judged by other thresholds than the defaults", 0, page.chalk.bold);
  for (const { policy, name, value, from, findings } of changed) {
    page.write(`${policy} ${name} = ${value}: ${quantity(findings, "finding")} (${from})`, 4, same, "  ");
  }
}

/** What the configuration makes of policies as a whole. */
function writeAdjusted(page: Page, { severityChanges, excluded }: Report): void {
  if (severityChanges.length > 0) {
    page.gap();
    page.write("Counted by other severities than the policies' own", 0, page.chalk.bold);
    for (const { policy, from, to, reason, by } of severityChanges)
      page.write(
        `${policy} ${to}, by itself ${from}${reason === null ? "" : `: ${reason}`} (${by})`,
        4,
        same,
        "  ",
      );
  }
  if (excluded.length === 0) return;
  page.gap();
  page.write("Excluded: nothing was judged by these policies", 0, page.chalk.bold);
  for (const { policy, severity, reason, by } of excluded)
    page.write(`${policy} (${severity}): ${reason} (${by})`, 4, same, "  ");
}

function writeDiagnostics(page: Page, { diagnostics }: Report, verbose: boolean): void {
  const worthALook = diagnostics.filter(({ level }) => verbose || level !== "note");
  if (worthALook.length === 0) return;
  page.gap();
  page.write("Diagnostics", 0, page.chalk.bold);
  for (const { level, message, address } of worthALook) {
    const style =
      level === "error" ? page.chalk.red : level === "warning" ? page.chalk.yellow : page.chalk.dim;
    const text = address === undefined ? message : `${address}: ${message}`;
    page.write(text, DETAIL, same, `  ${style(level.padEnd(LABEL))}  `);
  }
}

const IN_WORDS: Readonly<Record<ControlStatus, string>> = {
  "not-satisfied": "not satisfied",
  indeterminate: "indeterminate",
  accepted: "accepted",
  satisfied: "satisfied as far as assessed",
  attested: "attested",
  "not-exercised": "not exercised",
  "not-assessed": "not assessed",
};
const LISTED: readonly ControlStatus[] = ["not-satisfied", "indeterminate", "accepted"];
const STATUS = "not satisfied".length;

function writeControls(page: Page, { framework, controls }: Report, verbose: boolean): void {
  page.gap();
  page.write(`${framework.title}, ${framework.citation}`, 0, page.chalk.bold);
  const listed = verbose
    ? controls
    : LISTED.flatMap((status) => controls.filter((control) => control.status === status));
  const widest = Math.max(0, ...listed.map(({ id }) => columns(plain(id))));
  for (const control of listed) writeControl(page, control, widest, verbose);
  const counts = (Object.keys(IN_WORDS) as ControlStatus[])
    .map((status) => ({ status, count: controls.filter((control) => control.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${IN_WORDS[status]}`);
  page.write(
    `Of ${quantity(controls.length, "standard and specification", "standards and specifications")}: ${counts.join(", ")}.`,
    2,
  );
}

function writeControl(page: Page, control: ControlResult, widest: number, verbose: boolean): void {
  const { chalk } = page;
  const style = { "not-satisfied": chalk.red, indeterminate: chalk.yellow, satisfied: chalk.green }[
    control.status as string
  ];
  const word = control.status === "satisfied" ? "satisfied" : IN_WORDS[control.status];
  const lead = `  ${(style ?? same)(word.padEnd(STATUS))}  ${plain(control.id).padEnd(widest)}  `;
  page.write(control.title, 2 + STATUS + 2 + widest + 2, same, lead);
  if (verbose) page.write(control.statement, 2 + STATUS + 2, chalk.dim);
}

export function writeGate(page: Page, { gate, summary, inputs }: Report): void {
  page.gap();
  for (const reason of gate.reasons) page.write(reason);
  const style = gate.result === "failed" ? page.chalk.red.bold : page.chalk.green.bold;
  const { fail, unknown, waived, pass } = summary;
  const subjects = inputs.reduce((total, input) => total + input.subjects, 0);
  const counts = `${fail} failed, ${unknown} unknown, ${waived} waived, ${pass} passed; ${quantity(subjects, "resource")} assessed.`;
  const verdict = `Gate ${gate.result}:`;
  page.write(counts, verdict.length + 1, same, `${style(verdict)} `);
}
