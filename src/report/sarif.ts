import { createHash } from "node:crypto";
import type {
  Artifact,
  Location,
  Log,
  Notification,
  ReportingDescriptor,
  Result,
  Run,
  Suppression,
} from "sarif";
import { quantity } from "../assessment/order.js";
import type { Severity } from "../engine/verdict.js";
import { jsonFile } from "../json.js";
import type { RenderOptions } from "./format.js";
import { placeOf } from "./place.js";
import { worstFirst } from "./ranking.js";
import type { Finding, PolicyResult, Report } from "./report.js";
import { excludedText, plain, plainLines, severityText, waiverText } from "./text.js";

/** GitHub shows no more results of one run. */
const MOST_RESULTS = 5000;
/** GitHub cuts descriptions at this many characters. */
const LONGEST_DESCRIPTION = 1024;
/** GitHub takes no more tags of one rule. */
const MOST_TAGS = 20;

const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};
const LEVEL = { critical: "error", high: "error", medium: "warning", low: "note" } as const;

/**
 * SARIF 2.1.0 as GitHub code scanning reads it. Failures and unknown verdicts are results, passes are not: GitHub would
 * show them as alerts. Waived failures are suppressed. A result lies in a file of the repository; where the position of
 * its resource is not known, in `fallbackUri`, since GitHub rejects results without a file.
 */
export function renderSarif(report: Report, options: RenderOptions = {}): string {
  const relevant = report.findings.filter((finding) => finding.verdict !== "pass");
  const findings = worstFirst(relevant).slice(0, MOST_RESULTS);
  const ruleIndex = new Map(report.policies.map(({ id }, index) => [id, index]));
  const fingerprint = fingerprints(relevant);
  const anyWaived = findings.some((finding) => finding.waiver !== null);
  const results = findings.map(
    (finding): Result => ({
      ruleId: finding.policy,
      ruleIndex: ruleIndex.get(finding.policy) ?? -1,
      ...outcomeOf(finding),
      message: { text: inert(`${finding.message} (${finding.resource.address})`) },
      locations: [locationOf(finding, options)],
      partialFingerprints: { primaryLocationLineHash: fingerprint(finding) },
      ...(finding.baseline === null
        ? {}
        : { baselineState: finding.baseline === "known" ? ("unchanged" as const) : ("new" as const) }),
      ...(anyWaived ? { suppressions: suppressionsOf(finding) } : {}),
      guid: finding.id,
      properties: {
        input: plain(finding.input),
        severity: finding.severity,
        controls: [...finding.controls],
      },
    }),
  );
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run(report, results, relevant.length - results.length, options)],
  };
  return jsonFile(log);
}

function run(
  report: Report,
  results: Result[],
  leftOut: number,
  { category = "safeguard" }: RenderOptions,
): Run {
  const controls = new Map<string, string[]>();
  for (const { id, rationale } of report.controls) {
    for (const { policy } of rationale) controls.set(policy, [...(controls.get(policy) ?? []), id]);
  }
  return {
    tool: {
      driver: {
        name: "Safeguard",
        version: report.tool.version,
        semanticVersion: report.tool.version,
        rules: report.policies.map((policy) =>
          rule(policy, controls.get(policy.id) ?? [], report.framework.id),
        ),
        properties: { policyBundle: report.tool.policyBundle.digest },
      },
    },
    automationDetails: { id: `${plain(category)}/` },
    invocations: [invocation(report, leftOut)],
    originalUriBaseIds: { [ROOT]: { description: { text: "The root of the repository." } } },
    artifacts: artifacts(results),
    results,
    columnKind: "utf16CodeUnits",
  };
}

const ROOT = "%SRCROOT%";

function artifacts(results: readonly Result[]): Artifact[] {
  const uris = results.map((result) => result.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? "");
  return [...new Set(uris)].sort().map((uri) => ({ location: { uri, uriBaseId: ROOT } }));
}

function configured({ excluded, severityChanges }: Report): Notification[] {
  const notes: [string, string][] = [
    ...excluded.map((one): [string, string] => ["policy-excluded", excludedText(one)]),
    ...severityChanges.map((one): [string, string] => ["severity-changed", severityText(one)]),
  ];
  return notes.map(([id, text]) => ({ descriptor: { id }, level: "note", message: { text: inert(text) } }));
}

function invocation(report: Report, leftOut: number) {
  const { assessedAt, inputs, diagnostics } = report;
  const configuration = configured(report);
  const faults = diagnostics.filter(({ level }) => level !== "note");
  const notifications = faults.map(({ level, code, message, address }) => ({
    descriptor: { id: code },
    level: level === "error" ? ("error" as const) : ("warning" as const),
    message: { text: inert(address === undefined ? message : `${address}: ${message}`) },
  }));
  if (leftOut > 0)
    notifications.push({
      descriptor: { id: "results-left-out" },
      level: "warning",
      message: {
        text: `${quantity(leftOut, "result")} left out: GitHub shows ${MOST_RESULTS}. These are the most severe; the JSON report has all.`,
      },
    });
  const whole = inputs.every((input) => !input.errored && input.complete);
  const date = new Date(assessedAt);
  return {
    executionSuccessful: whole && diagnostics.every(({ level }) => level !== "error"),
    ...(Number.isNaN(date.getTime()) ? {} : { endTimeUtc: date.toISOString() }),
    ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
    ...(configuration.length === 0 ? {} : { toolConfigurationNotifications: configuration }),
  };
}

function rule(policy: PolicyResult, controls: readonly string[], framework: string): ReportingDescriptor {
  const { id, title, description, severity, references } = policy;
  return {
    id,
    name: pascal(id),
    shortDescription: { text: short(title) },
    fullDescription: { text: short(description) },
    ...(references[0] === undefined ? {} : { helpUri: references[0] }),
    help: { text: helpText(policy), markdown: helpMarkdown(policy, controls) },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      tags: ["security", framework, ...controls].slice(0, MOST_TAGS),
      precision: "very-high",
      "security-severity": SECURITY_SEVERITY[severity],
    },
  };
}

function helpText({ description, remediation }: PolicyResult): string {
  return `${description}\n\nFix: ${remediation.text}`;
}

function helpMarkdown(
  { title, description, remediation, references }: PolicyResult,
  controls: readonly string[],
): string {
  const { text, terraform, cdktf } = remediation;
  return [
    `# ${title}`,
    description,
    `**Fix:** ${text}`,
    ...(terraform === undefined ? [] : [fence("hcl", terraform)]),
    ...(cdktf === undefined ? [] : [fence("typescript", cdktf)]),
    ...(controls.length === 0
      ? []
      : [`**Controls:** ${controls.map((control) => `\`${control}\``).join(", ")}`]),
    ...(references.length === 0 ? [] : [references.map((url) => `- <${url}>`).join("\n")]),
  ].join("\n\n");
}

function fence(language: string, code: string): string {
  return `\`\`\`\`${language}\n${plainLines(code).join("\n")}\n\`\`\`\``;
}

/** An unknown verdict is open: somebody has to decide. GitHub goes by the level alone. */
function outcomeOf(finding: Finding): Pick<Result, "kind" | "level"> {
  if (finding.verdict === "unknown") return { kind: "open", level: "note" };
  return { kind: "fail", level: LEVEL[finding.severity] };
}

function suppressionsOf({ waiver }: Finding): Suppression[] {
  if (waiver === null) return [];
  const kind = waiver.place === undefined ? "external" : "inSource";
  return [{ kind, status: "accepted", justification: waiverText(waiver) }];
}

/**
 * Says where a finding lies. The same policy and address keep their fingerprint when lines move and when the plan is
 * written to another path, so that an alert stays the same alert.
 */
function fingerprints(findings: readonly Finding[]): (finding: Finding) => string {
  const seen = new Map<string, number>();
  const numbers = new Map<string, number>();
  for (const { id, policy, resource } of findings) {
    const key = `${policy}\n${resource.address}`;
    const number = (seen.get(key) ?? 0) + 1;
    seen.set(key, number);
    numbers.set(id, number);
  }
  return ({ id, policy, resource }) => {
    const hash = createHash("sha256").update(`${policy}\n${resource.address}`).digest("hex").slice(0, 16);
    return `${hash}:${numbers.get(id) ?? 1}`;
  };
}

function locationOf(finding: Finding, options: RenderOptions): Location {
  const { path, line } = placeOf(finding, options);
  const { type, address } = finding.resource;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path), uriBaseId: ROOT },
      region: { startLine: line, startColumn: 1 },
    },
    logicalLocations: [{ name: plain(type), fullyQualifiedName: plain(address), kind: "resource" }],
  };
}

function uriOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** Plain text that makes no link: SARIF reads `[text](target)` in messages. */
function inert(text: string): string {
  return plain(text).replace(/\]\(/g, "] (");
}

function short(text: string): string {
  const clean = plain(text);
  return clean.length <= LONGEST_DESCRIPTION ? clean : `${clean.slice(0, LONGEST_DESCRIPTION - 1)}…`;
}

/** `sqs/dead-letter-queue` → `SqsDeadLetterQueue`. */
function pascal(id: string): string {
  return id.replace(/(?:^|[^a-z0-9]+)([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}
