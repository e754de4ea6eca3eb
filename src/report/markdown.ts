import { quantity } from "../assessment/order.js";
import type { RenderOptions } from "./format.js";
import { changedParameters } from "./parameters.js";
import { worstFirst } from "./ranking.js";
import type { ControlResult, ControlStatus, Finding, Report } from "./report.js";
import { isKnown, outcome, plain, waiverText } from "./text.js";

const STEP_SUMMARY = 1024 * 1024;
/** Longest text of a cell, in characters; the JSON report holds the whole. */
const LONGEST = 600;
const MOST_REASONS = 10;

/** For a GitHub step summary or a comment. Rows that do not fit are left out and counted; none is cut. */
export function renderMarkdown(report: Report, { limit = STEP_SUMMARY }: RenderOptions = {}): string {
  const findings = worstFirst(report.findings);
  const having = (what: string) => findings.filter((finding) => outcome(finding) === what);
  const failures = having("fail");
  const several = report.inputs.length > 1;
  const sections: Section[] = [
    {
      title: "Failures",
      head: ["Severity", "Resource", "Finding", "Fix", "Controls"],
      rows: failures
        .filter((finding) => !isKnown(finding))
        .map((finding) => [
          finding.severity,
          resource(finding, several),
          `**${text(finding.title)}** ${text(finding.message)} ${code(finding.policy)}`,
          text(finding.remediation.text),
          finding.controls.map(code).join(" "),
        ]),
    },
    {
      title: "Unknown",
      head: ["Severity", "Resource", "What is not known"],
      rows: having("unknown").map((finding) => [
        finding.severity,
        resource(finding, several),
        `**${text(finding.title)}** ${text(finding.message)} ${code(finding.policy)}`,
      ]),
    },
    {
      title: "Known failures",
      head: ["Severity", "Resource", "Finding"],
      rows: failures
        .filter(isKnown)
        .map((finding) => [
          finding.severity,
          resource(finding, several),
          `**${text(finding.title)}** ${text(finding.message)} ${code(finding.policy)}`,
        ]),
    },
    {
      title: "Waived",
      head: ["Severity", "Resource", "Waiver"],
      rows: having("waived").map((finding) => [
        finding.severity,
        resource(finding, several),
        `**${text(finding.title)}** ${finding.waiver === null ? "" : text(waiverText(finding.waiver))} ${code(finding.policy)}`,
      ]),
    },
    {
      title: "Other thresholds than the defaults",
      head: ["Policy", "Parameter", "Findings", "Set by"],
      rows: changedParameters(report).map((changed) => [
        code(changed.policy),
        code(`${changed.name} = ${changed.value}`),
        String(changed.findings),
        text(changed.from),
      ]),
    },
    {
      title: "Other severities than the policies' own",
      head: ["Policy", "Severity", "By itself", "Reason", "Set by"],
      rows: report.severityChanges.map(({ policy, from, to, reason, by }) => [
        code(policy),
        to,
        from,
        text(reason ?? ""),
        text(by),
      ]),
    },
    {
      title: "Excluded policies",
      head: ["Policy", "Severity", "Reason", "Set by"],
      rows: report.excluded.map(({ policy, title, severity, reason, by }) => [
        `${text(title)} ${code(policy)}`,
        severity,
        text(reason),
        text(by),
      ]),
    },
    {
      title: "Diagnostics",
      head: ["Level", "Resource", "Message"],
      rows: report.diagnostics
        .filter(({ level }) => level !== "note")
        .map(({ level, address, message }) => [
          level,
          address === undefined ? "" : code(address),
          text(message),
        ]),
    },
    controlSection(report),
  ];
  const closing = closingText(report);
  const opening = openingText(report);
  return fill(opening, sections, closing, limit);
}

interface Section {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function openingText({ gate, summary, inputs }: Report): string {
  const few = gate.reasons.slice(0, MOST_REASONS).map((reason) => `- ${text(reason)}\n`);
  const others = gate.reasons.length - few.length;
  const reasons = `${few.join("")}${others > 0 ? `- and ${others} more\n` : ""}`;
  const counts = `| Failed | Unknown | Waived | Passed |\n| ---: | ---: | ---: | ---: |\n| ${summary.fail} | ${summary.unknown} | ${summary.waived} | ${summary.pass} |\n`;
  const named = inputs
    .slice(0, 5)
    .map(({ path, subjects }) => `${code(path)} (${quantity(subjects, "resource")})`);
  const more = inputs.length > 5 ? ` and ${inputs.length - 5} more` : "";
  return `# Safeguard: gate ${gate.result}\n\n${reasons}${reasons === "" ? "" : "\n"}${counts}\nAssessed: ${named.join(", ")}${more}.\n`;
}

function controlSection({ controls, framework }: Report): Section {
  const shown: readonly ControlStatus[] = [
    "not-satisfied",
    "indeterminate",
    "accepted",
    "satisfied",
    "attested",
  ];
  const rows = shown
    .flatMap((status) => controls.filter((control) => control.status === status))
    .map(controlRow);
  return {
    title: framework.title,
    head: ["Control", "Status", "What it rests on", "NIST SP 800-53r5"],
    rows,
  };
}

function controlRow({ id, title, status, statement, nist80053r5 }: ControlResult): string[] {
  return [
    `${code(id)} ${text(title)}`,
    status.replace("-", " "),
    text(statement),
    nist80053r5.map(text).join(", "),
  ];
}

function closingText({ controls, framework, tool, assessedAt, excluded }: Report): string {
  const having = (status: ControlStatus) => controls.filter((control) => control.status === status).length;
  const crosswalk =
    framework.crosswalk === null
      ? ""
      : ` NIST SP 800-53r5 controls come through a crosswalk, ${text(framework.crosswalk.title)}.`;
  return `
Of ${controls.length} standards and specifications, ${having("not-exercised")} were not exercised by this input and ${having("not-assessed")} were not assessed: infrastructure alone cannot show them${excluded.length > 0 ? ", or their policies are excluded" : ""}.${crosswalk}

<sub>safeguard ${text(tool.version)}, policy bundle ${code(tool.policyBundle.digest)}, ${text(assessedAt)}</sub>
`;
}

function resource({ resource: { address }, location, input }: Finding, several: boolean): string {
  const where = location === null ? "" : ` ${code(`${location.file}:${location.line}`)}`;
  return `${code(address)}${where}${several ? ` in ${code(input)}` : ""}`;
}

/** Fills the sections in their order until the limit; room for the counts of what is left out is kept free. */
function fill(opening: string, sections: readonly Section[], closing: string, limit: number): string {
  const full = sections.filter((section) => section.rows.length > 0);
  const leftOut = (section: Section, kept: number) =>
    `\n${section.rows.length - kept} more of ${section.rows.length} in the full report.\n`;
  const frame = full.map((section) => `\n## ${text(section.title)} (${section.rows.length})\n\n`);
  const tables = full.map(({ head }) => `${row(head)}${row(head.map(() => "---"))}`);
  const reserved = full.map((section, index) =>
    size(`${frame[index]}${tables[index]}${leftOut(section, 0)}`),
  );
  let room = limit - size(opening) - size(closing) - reserved.reduce((total, bytes) => total + bytes, 0);
  let body = "";
  full.forEach((section, index) => {
    let kept = 0;
    let rows = "";
    for (const cells of section.rows) {
      const line = row(cells);
      const bytes = size(line);
      if (bytes > room) break;
      room -= bytes;
      rows += line;
      kept += 1;
    }
    const note = kept < section.rows.length ? leftOut(section, kept) : "";
    body += `${frame[index]}${kept === 0 ? "" : `${tables[index]}${rows}`}${note}`;
  });
  return `${opening}${body}${closing}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

function size(string: string): number {
  return Buffer.byteLength(string);
}

function clip(string: string): string {
  const clean = plain(string);
  return clean.length <= LONGEST ? clean : `${[...clean].slice(0, LONGEST).join("")}…`;
}

export { code as markdownCode, text as markdownText };

/** Text in which nothing is markup, mention, issue number or link. */
function text(string: string): string {
  return entities(clip(string))
    .replace(/@(?=\w)/g, "@&#8203;")
    .replace(/&#35;(?=\w)/g, "&#35;&#8203;")
    .replace(/(?<=:)\/\//g, "&#8203;//")
    .replace(/\bwww\./gi, "www&#8203;.")
    .replace(/(?<=GH)-(?=\d)/gi, "-&#8203;");
}

const PLAIN_CODE = /^[^`|\\]*[^`|\\ ]$/;

/** The same in a fixed font, where GitHub looks for no mentions and links either. */
function code(string: string): string {
  const clean = clip(string).trim();
  return PLAIN_CODE.test(clean) ? `\`${clean}\`` : `<code>${entities(clean)}</code>`;
}

function entities(string: string): string {
  return string.replace(
    /[&<>`|\\*[\]#~$]|(?<![a-z0-9])_|_(?![a-z0-9])/gi,
    (character) => `&#${character.charCodeAt(0)};`,
  );
}
