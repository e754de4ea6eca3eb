import type { Finding, Report, ReportInput } from "./report.js";
import { deciding, evidenceText, isKnown, outcome, plain, waiverText } from "./text.js";

/**
 * JUnit XML as Jenkins, GitLab and Azure read it: a suite for each policy, a case for each resource. Unknown, known
 * and waived are skipped, with the reason, and so are excluded policies. The first suite stands for the inputs: a plan that is not whole is an error there.
 */
export function renderJunit(report: Report): string {
  const several = report.inputs.length > 1;
  const suites = [inputSuite(report), ...excludedSuite(report)];
  for (const [policy, findings] of byPolicy(report.findings)) {
    suites.push({ name: policy, cases: distinct(findings.map((finding) => findingCase(finding, several))) });
  }
  const all = suites.flatMap((suite) => suite.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: "safeguard", ...totals(all) })}>`,
    ...suites.flatMap((suite) => suiteLines(suite, report.assessedAt)),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly outcome: {
    readonly kind: "failure" | "error" | "skipped";
    readonly type: string;
    readonly message: string;
    readonly text: string;
  } | null;
}

function byPolicy(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.policy);
    if (group) group.push(finding);
    else groups.set(finding.policy, [finding]);
  }
  return groups;
}

function inputSuite({ inputs, diagnostics }: Report): Suite {
  const cases = inputs.map(inputCase);
  const errors = diagnostics.filter(({ level }) => level === "error");
  errors.forEach(({ code, message, address }, index) => {
    const text = plain(address === undefined ? message : `${address}: ${message}`);
    const name = `safeguard/diagnostics ${code} ${index + 1}`;
    cases.push({
      classname: "safeguard/diagnostics",
      name,
      outcome: { kind: "error", type: code, message: text, text },
    });
  });
  return { name: "safeguard/input", cases };
}

function inputCase({ path, errored, complete }: ReportInput): Case {
  const fault = errored
    ? "The plan stopped at an error, so resources may be missing."
    : complete
      ? null
      : "The document covers only a part of the configuration.";
  return {
    classname: "safeguard/input",
    name: `safeguard/input ${path}`,
    outcome: fault === null ? null : { kind: "error", type: "incomplete", message: fault, text: fault },
  };
}

/** Policies that judged nothing, as tests that did not run. */
function excludedSuite({ excluded }: Report): Suite[] {
  if (excluded.length === 0) return [];
  const cases = excluded.map(({ policy, title, reason, by }): Case => {
    const message = `Excluded: ${reason}`;
    const text = [title, message, `By ${by}`].map(plain).join("\n");
    return {
      classname: "safeguard/excluded",
      name: `safeguard/excluded ${policy}`,
      outcome: { kind: "skipped", type: "excluded", message, text },
    };
  });
  return [{ name: "safeguard/excluded", cases }];
}

function findingCase(finding: Finding, several: boolean): Case {
  const { policy, resource, input, severity, message, waiver } = finding;
  const name = `${policy} ${resource.address}${several ? ` (${input})` : ""}`;
  const what = outcome(finding);
  if (what === "pass") return { classname: policy, name, outcome: null };
  const text = details(finding);
  if (isKnown(finding)) {
    const known = `Known from before: ${message}`;
    return { classname: policy, name, outcome: { kind: "skipped", type: "known", message: known, text } };
  }
  if (what === "fail")
    return { classname: policy, name, outcome: { kind: "failure", type: severity, message, text } };
  const reason = waiver === null ? `Unknown: ${message}` : waiverText(waiver);
  return { classname: policy, name, outcome: { kind: "skipped", type: what, message: reason, text } };
}

/** Names that differ in invisible characters only are numbered. */
function distinct(cases: readonly Case[]): Case[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const name = plain(one.name);
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return number === 1 ? one : { ...one, name: `${name} #${number}` };
  });
}

function details(finding: Finding): string {
  const { location, message, remediation, title, controls } = finding;
  const lines = [
    title,
    message,
    ...deciding(finding).flatMap((fact) => [
      `- ${evidenceText(fact)}`,
      ...fact.because.map((reason) => `  ${reason}`),
    ]),
    `Fix: ${remediation.text}`,
    ...(location === null ? [] : [`At ${location.file}:${location.line}`]),
    ...(controls.length === 0 ? [] : [`Controls: ${controls.join(", ")}`]),
  ];
  return lines.map(plain).join("\n");
}

function suiteLines({ name, cases }: Suite, timestamp: string): string[] {
  return [
    `  <testsuite${attributes({ name, ...totals(cases), skipped: count(cases, "skipped"), timestamp })}>`,
    ...cases.flatMap(caseLines),
    "  </testsuite>",
  ];
}

function caseLines({ classname, name, outcome: result }: Case): string[] {
  const opening = `    <testcase${attributes({ classname, name })}`;
  if (result === null) return [`${opening}/>`];
  const { kind, type, message, text } = result;
  return [
    `${opening}>`,
    `      <${kind}${attributes({ message, type })}>${escapeXml(text)}</${kind}>`,
    "    </testcase>",
  ];
}

function totals(cases: readonly Case[]) {
  return { tests: cases.length, failures: count(cases, "failure"), errors: count(cases, "error") };
}

function count(cases: readonly Case[], kind: string): number {
  return cases.filter((one) => one.outcome?.kind === kind).length;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([key, value]) => ` ${key}="${escapeXml(plain(String(value)))}"`)
    .join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
