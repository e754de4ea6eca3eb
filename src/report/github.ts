import { quantity } from "../assessment/order.js";
import type { RenderOptions } from "./format.js";
import { placeOf } from "./place.js";
import { worstFirst } from "./ranking.js";
import type { Finding, Report } from "./report.js";
import { clipped, isKnown, outcome, plain } from "./text.js";

/** GitHub shows no more annotations of one level and step. */
const MOST = 10;
/** Of an annotation, in characters; GitHub shows 64 KiB at most. */
const LONGEST = 10_000;
const LONGEST_TITLE = 255;
type Level = "error" | "warning" | "notice";

/**
 * Workflow commands, which GitHub shows as annotations:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message.
 * Failures are errors (below medium: warnings), what is unknown is a notice; those that do not fit are counted.
 */
export function renderGithub(report: Report, options: RenderOptions = {}): string {
  const byLevel = new Map<Level, Finding[]>([
    ["error", []],
    ["warning", []],
    ["notice", []],
  ]);
  for (const finding of worstFirst(report.findings)) {
    const level = levelOf(finding);
    if (level !== null) byLevel.get(level)?.push(finding);
  }
  const lines: string[] = [];
  for (const [level, findings] of byLevel) {
    const room = findings.length > MOST ? MOST - 1 : MOST;
    lines.push(...findings.slice(0, room).map((finding) => annotation(level, finding, options)));
    if (findings.length > room) {
      const rest = quantity(findings.length - room, `more ${level}`);
      lines.push(`::${level} title=Safeguard::${data(`${rest}; the full report lists them.`)}`);
    }
  }
  const { fail, unknown, waived, pass } = report.summary;
  const counts = `${fail} failed, ${unknown} unknown, ${waived} waived, ${pass} passed.`;
  lines.push(
    clipped(
      plain([`Safeguard: gate ${report.gate.result}, ${counts}`, ...report.gate.reasons].join(" ")),
      LONGEST,
    ),
  );
  return `${lines.join("\n")}\n`;
}

function levelOf(finding: Finding): Level | null {
  switch (outcome(finding)) {
    case "fail":
      // Nobody has to look at them for this change.
      if (isKnown(finding)) return null;
      return finding.severity === "low" ? "warning" : "error";
    case "unknown":
      return "notice";
    default:
      return null;
  }
}

function annotation(level: Level, finding: Finding, options: RenderOptions): string {
  const { title, policy, resource, message, remediation } = finding;
  const { path, line } = placeOf(finding, options);
  const where = [
    `file=${property(path)}`,
    `line=${line}`,
    `title=${property(clipped(plain(`${title} (${policy})`), LONGEST_TITLE))}`,
  ];
  // A synthesized stack is in no repository: the path of the construct leads to the line of the program.
  const name = resource.construct === null ? resource.address : `${resource.address} (${resource.construct})`;
  const fix = outcome(finding) === "fail" ? ` ${remediation.text}` : "";
  return `::${level} ${where.join(",")}::${data(clipped(plain(`${name}: ${message}${fix}`), LONGEST))}`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts (escapeData, escapeProperty) */
function data(text: string): string {
  return plain(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
