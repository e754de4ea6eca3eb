import type { Catalogue, Policy, Verdict } from "../engine/verdict.js";
import { EngineError } from "../errors.js";
import { flowsIn } from "../inventory/flow.js";
import type { Diagnostic, Inventory, Resource } from "../inventory/inventory.js";
import type {
  Attestation,
  Counts,
  ExcludedPolicy,
  Finding,
  PolicyResult,
  Remediation,
  Report,
  ReportInput,
  SeverityChange,
  Summary,
  Waiver,
} from "../report/report.js";
import type { JudgedFinding } from "./baseline/entry.js";
import { assessControls, count } from "./controls.js";
import { findingId } from "./finding-id.js";
import type { Framework } from "./framework.js";
import { decideGate, type GateSettings } from "./gate.js";
import { message } from "./message.js";
import { compare, SEVERITIES } from "./order.js";
import { shown, shownRecord } from "./value.js";

export interface AssessmentInput {
  /** As given on the command line; `-` for standard input. */
  readonly path: string;
  readonly inventory: Inventory;
  readonly verdicts: readonly Verdict[];
  /** What reading and evaluating had to say, beside the diagnostics of the inventory. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Assessment {
  readonly inputs: readonly AssessmentInput[];
  /** The policies that were evaluated, with the severities that count. */
  readonly catalogue: Catalogue;
  /** What the configuration left out of them, and whose severity it changed. */
  readonly excluded?: readonly ExcludedPolicy[];
  readonly severityChanges?: readonly SeverityChange[];
  /** Whether the verdicts are on what plans change alone. */
  readonly changedOnly?: boolean;
  readonly framework: Framework;
  readonly gate: GateSettings;
  /** ISO 8601 with zone. */
  readonly assessedAt: string;
  readonly tool: { readonly version: string };
  /** The waiver that covers a failure, or null. An expired one counts as absent and is listed in the diagnostics. */
  readonly waiverFor?: (failure: Finding, resource: Resource) => Waiver | null;
  /** What else there is to say, once all failures were asked about. */
  readonly closingNotes?: () => readonly Diagnostic[];
  /** Tells which failures and unknown verdicts were there before; without it nothing is compared. */
  readonly compare?: (judged: readonly JudgedFinding[]) => Comparison;
  /** Control id → attestation. One that is past its review counts as absent and is listed in the diagnostics. */
  readonly attestations?: Readonly<Record<string, Attestation>>;
}

/** What was there before, as far as it is asked for. */
export interface Comparison {
  /** Ids of the findings that were as bad before. */
  readonly known: ReadonlySet<string>;
  /** For the gate, one sentence each. */
  readonly reasons: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Turns verdicts into the report. Pure: the order of inputs and verdicts changes nothing. */
export function assess(assessment: Assessment): Report {
  const { catalogue, framework, assessedAt, excluded = [], severityChanges = [] } = assessment;
  const inputs = [...assessment.inputs].sort(
    (a, b) => compare(a.path, b.path) || compare(a.inventory.source.digest, b.inventory.source.digest),
  );
  const today = assessedAt.slice(0, 10);
  const notes: Diagnostic[] = [];

  const judged = collectFindings(inputs, catalogue, framework).map((one) =>
    waived(one, assessment.waiverFor, today, notes),
  );
  const comparison = assessment.compare?.(judged) ?? null;
  const findings = judged.map((one) => compared(one, comparison));
  const attestations = currentAttestations(assessment.attestations ?? {}, today, notes);
  const reportInputs = inputs.map(describeInput);
  const diagnostics = sortDiagnostics([
    ...inputs.flatMap((input) => [...input.inventory.diagnostics, ...input.diagnostics]),
    ...notes,
    ...(assessment.closingNotes?.() ?? []),
    ...(comparison?.diagnostics ?? []),
  ]);
  const gate = decideGate(assessment.gate, reportInputs, findings, diagnostics, {
    excluded: excluded.length,
    severityChanges: severityChanges.length,
    changedOnly: assessment.changedOnly ?? false,
  });

  return {
    schema: "safeguard.report/v1",
    tool: {
      name: "safeguard",
      version: assessment.tool.version,
      policyBundle: describeBundle(catalogue),
    },
    framework: {
      id: framework.id,
      title: framework.title,
      citation: framework.citation,
      crosswalk: framework.crosswalk,
    },
    assessedAt,
    inputs: reportInputs,
    summary: summarize(findings),
    gate: { ...gate, reasons: [...gate.reasons, ...(comparison?.reasons ?? [])] },
    findings,
    controls: assessControls(
      framework,
      {
        assessed: new Set(catalogue.policies.map(({ id }) => id)),
        excluded: new Set(excluded.map(({ policy }) => policy)),
      },
      findings,
      attestations,
    ),
    policies: describePolicies(catalogue.policies, findings),
    excluded: [...excluded].sort((a, b) => compare(a.policy, b.policy)),
    severityChanges: [...severityChanges].sort((a, b) => compare(a.policy, b.policy)),
    flows: inputs.flatMap(({ path, inventory }) =>
      flowsIn(inventory).map((flow) => ({ ...flow, input: path })),
    ),
    diagnostics,
  };
}

function describeBundle({ digest, policies, bundles }: Catalogue): Report["tool"]["policyBundle"] {
  if (bundles === undefined) return { digest, policies: policies.length };
  const evaluated = new Set(policies.map(({ id }) => id));
  return {
    digest,
    policies: policies.length,
    bundles: bundles.map((bundle) => ({
      name: bundle.name,
      digest: bundle.digest,
      policies: bundle.policies.filter((id) => evaluated.has(id)).length,
    })),
  };
}

/** Findings as verdicts alone make them: nothing is waived and nothing known. Sorted by policy, address and input. */
export function collectFindings(
  inputs: readonly AssessmentInput[],
  catalogue: Catalogue,
  framework: Framework,
): JudgedFinding[] {
  const controls = controlsByPolicy(framework);
  const policies = new Map(
    catalogue.policies.map((policy) => [
      policy.id,
      { policy, remediation: remediationOf(policy), controls: controls.get(policy.id) ?? [] },
    ]),
  );
  const findings: JudgedFinding[] = [];
  const described = new Map<Resource, Finding["resource"]>();
  for (const { path, inventory, verdicts } of inputs) {
    for (const verdict of verdicts) {
      const known = policies.get(verdict.policy);
      const resource = inventory.resources[verdict.type]?.[verdict.address];
      if (known === undefined || resource === undefined) throw stray(verdict, path);
      const { policy, remediation } = known;
      const shownResource = described.get(resource) ?? describeResource(resource);
      described.set(resource, shownResource);
      const finding = {
        id: findingId(policy.id, path, verdict.address),
        policy: policy.id,
        title: policy.title,
        verdict: verdict.status,
        severity: policy.severity,
        input: path,
        resource: shownResource,
        message: message(verdict, policy.title),
        evidence: verdict.evidence.map((fact) => ({
          path: fact.path,
          state: fact.state,
          observed: shown(fact.observed),
          expected: fact.expected,
          because: fact.because,
        })),
        controls: known.controls,
        location:
          resource.source === null ? null : { file: resource.source.file, line: resource.source.line },
        parameters: shownParameters(verdict.parameters ?? {}),
        waiver: null,
        baseline: null,
        remediation,
      };
      findings.push({ finding, resource });
    }
  }
  return findings.sort(
    ({ finding: a }, { finding: b }) =>
      compare(a.policy, b.policy) ||
      compare(a.resource.address, b.resource.address) ||
      compare(a.input, b.input),
  );
}

function shownParameters(parameters: NonNullable<Verdict["parameters"]>): Finding["parameters"] {
  const entries = Object.entries(parameters).sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.map(([name, { value, from }]) => [name, { value: shown(value), from }]));
}

function stray({ policy, address }: Verdict, path: string): EngineError {
  return new EngineError(
    "stray-verdict",
    `The policy engine judged ${address} of ${path} by ${policy}; one of them is not known here.`,
    "This is a defect of Safeguard; please report it.",
  );
}

function controlsByPolicy(framework: Framework): ReadonlyMap<string, readonly string[]> {
  const controls = new Map<string, string[]>();
  for (const { id, policies } of framework.controls) {
    for (const { policy } of policies) controls.set(policy, [...(controls.get(policy) ?? []), id]);
  }
  for (const ids of controls.values()) ids.sort(compare);
  return controls;
}

function describeResource({ address, type, module, change, construct, tags }: Resource): Finding["resource"] {
  return { address, type, module, change, construct, tags: shownRecord(tags) };
}

function remediationOf({ remediation }: Policy): Remediation {
  const { text, terraform, cdktf } = remediation;
  return { text, ...(terraform === null ? {} : { terraform }), ...(cdktf === null ? {} : { cdktf }) };
}

/** Only a failure can be waived: what is unknown or passes has nothing to accept. */
function waived(
  judged: JudgedFinding,
  waiverFor: Assessment["waiverFor"],
  today: string,
  notes: Diagnostic[],
): JudgedFinding {
  const { finding, resource } = judged;
  if (finding.verdict !== "fail") return judged;
  const waiver = waiverFor?.(finding, resource) ?? null;
  if (waiver === null) return judged;
  if (waiver.expires >= today) return { ...judged, finding: { ...finding, waiver } };
  const address = finding.resource.address;
  notes.push({
    level: "warning",
    code: "waiver-expired",
    message: `The waiver of ${waiver.owner} for ${finding.policy} expired on ${waiver.expires} and does not count.`,
    address,
  });
  return { ...judged, lapsed: true };
}

/** What passes was never in question. Whoever waived a failure until a day said that it ends then. */
function compared({ finding, lapsed }: JudgedFinding, comparison: Comparison | null): Finding {
  if (comparison === null || finding.verdict === "pass") return finding;
  const known = comparison.known.has(finding.id) && !lapsed;
  return { ...finding, baseline: known ? "known" : "new" };
}

function currentAttestations(
  attestations: Readonly<Record<string, Attestation>>,
  today: string,
  notes: Diagnostic[],
): ReadonlyMap<string, Attestation> {
  const current = new Map<string, Attestation>();
  for (const [control, attestation] of Object.entries(attestations)) {
    if (attestation.date > today)
      notes.push({
        level: "warning",
        code: "attestation-not-yet",
        message: `The attestation of ${control} by ${attestation.owner} is of ${attestation.date}, after the day of the assessment, and does not count.`,
      });
    else if (attestation.reviewBy >= today) current.set(control, attestation);
    else
      notes.push({
        level: "warning",
        code: "attestation-expired",
        message: `The attestation of ${control} by ${attestation.owner} was to be reviewed by ${attestation.reviewBy} and does not count.`,
      });
  }
  return current;
}

function describeInput({ path, inventory, verdicts }: AssessmentInput): ReportInput {
  const { kind, digest, terraformVersion, formatVersion, errored, complete } = inventory.source;
  const resources = Object.values(inventory.resources).reduce(
    (n, ofType) => n + Object.keys(ofType).length,
    0,
  );
  const subjects = new Set(verdicts.map((verdict) => verdict.address)).size;
  return { path, kind, digest, terraformVersion, formatVersion, errored, complete, resources, subjects };
}

function summarize(findings: readonly Finding[]): Summary {
  const zero: Counts = { pass: 0, fail: 0, unknown: 0, waived: 0 };
  const bySeverity = { critical: zero, high: zero, medium: zero, low: zero };
  const byService = new Map<string, Counts>();
  let total = zero;
  for (const finding of findings) {
    const service = finding.policy.slice(0, finding.policy.indexOf("/"));
    total = count(total, finding);
    bySeverity[finding.severity] = count(bySeverity[finding.severity], finding);
    byService.set(service, count(byService.get(service) ?? zero, finding));
  }
  return {
    ...total,
    bySeverity: Object.fromEntries(
      SEVERITIES.map((severity) => [severity, bySeverity[severity]]),
    ) as Summary["bySeverity"],
    byService: Object.fromEntries([...byService].sort(([a], [b]) => compare(a, b))),
  };
}

function describePolicies(policies: readonly Policy[], findings: readonly Finding[]): PolicyResult[] {
  const subjects = new Map<string, number>();
  for (const { policy } of findings) subjects.set(policy, (subjects.get(policy) ?? 0) + 1);
  return policies
    .map((policy) => ({
      id: policy.id,
      title: policy.title,
      description: policy.description,
      severity: policy.severity,
      remediation: remediationOf(policy),
      references: policy.references,
      exercised: subjects.has(policy.id),
      subjects: subjects.get(policy.id) ?? 0,
    }))
    .sort((a, b) => compare(a.id, b.id));
}

const LEVELS: readonly Diagnostic["level"][] = ["error", "warning", "note"];

/** Worst first, each once. */
function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const distinct = new Map<string, Diagnostic>();
  for (const { level, code, message: text, address } of diagnostics) {
    const diagnostic = { level, code, message: text, ...(address === undefined ? {} : { address }) };
    distinct.set(JSON.stringify(diagnostic), diagnostic);
  }
  return [...distinct.values()].sort(
    (a, b) =>
      LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
      compare(a.code, b.code) ||
      compare(a.address ?? "", b.address ?? "") ||
      compare(a.message, b.message),
  );
}
