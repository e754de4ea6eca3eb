import { markdownCode, markdownText } from "../report/markdown.js";
import { worstFirst } from "../report/ranking.js";
import type { Finding, Report } from "../report/report.js";
import { clipped, outcome, plain } from "../report/text.js";

/** What HCP Terraform is told: https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#request-body-1 */
export interface Answer {
  readonly status: "running" | "passed" | "failed";
  readonly message: string;
  readonly outcomes: readonly Outcome[];
}

interface Outcome {
  readonly type: "task-result-outcomes";
  readonly attributes: {
    readonly "outcome-id": string;
    readonly description: string;
    /** Markdown. */
    readonly body: string;
    readonly url?: string;
    readonly tags: Readonly<Record<string, readonly Tag[]>>;
  };
}

interface Tag {
  readonly label: string;
  readonly level: "none" | "info" | "warning" | "error";
}

/** Outcomes in one answer; a page with more is read by nobody. */
const MOST = 200;
const LONGEST_MESSAGE = 1000;
const LONGEST_DESCRIPTION = 300;

/** The answer to a report: what fails and what is unknown, worst first. */
export function answerOf(report: Report): Answer {
  const { fail, unknown, waived, pass } = report.summary;
  const counts = `${fail} failed, ${unknown} unknown, ${waived} waived, ${pass} passed.`;
  const open = worstFirst(report.findings).filter((finding) => OPEN.has(outcome(finding)));
  const references = new Map(report.policies.map(({ id, references }) => [id, references[0]]));
  return {
    status: report.gate.result,
    message: messageOf([counts, ...report.gate.reasons, ...leftOut(open.length)].join(" ")),
    outcomes: open.slice(0, MOST).map((finding) => outcomeOf(finding, references.get(finding.policy))),
  };
}

const OPEN: ReadonlySet<string> = new Set(["fail", "unknown"]);

function leftOut(count: number): string[] {
  return count > MOST ? [`The ${MOST} worst are listed.`] : [];
}

/** The answer where nothing was decided: what was not assessed must not look safe. */
export function refusal(reason: string): Answer {
  return { status: "failed", message: messageOf(`Not assessed: ${reason}`), outcomes: [] };
}

function messageOf(text: string): string {
  return clipped(plain(text), LONGEST_MESSAGE);
}

function outcomeOf(finding: Finding, reference: string | undefined): Outcome {
  const { id, policy, title, severity, resource, message, remediation, controls, location } = finding;
  const fails = outcome(finding) === "fail";
  const where = location === null ? "" : ` (${markdownCode(`${location.file}:${location.line}`)})`;
  const body = [
    `${markdownCode(resource.address)}${where}`,
    markdownText(message),
    ...(fails ? [`**Fix:** ${markdownText(remediation.text)}`] : []),
    [policy, ...controls].map((id) => markdownCode(id)).join(" "),
  ];
  return {
    type: "task-result-outcomes",
    attributes: {
      "outcome-id": id,
      description: clipped(plain(`${title}: ${resource.address}`), LONGEST_DESCRIPTION),
      body: `${body.join("\n\n")}\n`,
      ...(reference === undefined ? {} : { url: reference }),
      tags: {
        Status: [fails ? { label: "Failed", level: "error" } : { label: "Unknown", level: "warning" }],
        Severity: [{ label: capital(severity), level: LEVEL[severity] }],
      },
    },
  };
}

const LEVEL = { critical: "error", high: "error", medium: "warning", low: "info" } as const;

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
