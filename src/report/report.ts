import type { Evidence, Severity, Status } from "../engine/verdict.js";
import type { Flow } from "../inventory/flow.js";
import type { Change, Diagnostic, DocumentKind, SourcePosition, Value } from "../inventory/inventory.js";

/** The one result of an assessment (`safeguard.report/v1`, schema in `schemas/report.v1.schema.json`). Sorted everywhere. */
export interface Report {
  readonly schema: "safeguard.report/v1";
  readonly tool: {
    readonly name: "safeguard";
    readonly version: string;
    readonly policyBundle: {
      /** Of `policy.wasm`; with policies of one's own, SHA-256 over the digests of all bundles, a line each. */
      readonly digest: string;
      readonly policies: number;
      /** Where the policies are from, when not all of them ship with Safeguard: what ships first. */
      readonly bundles?: readonly ReportBundle[];
    };
  };
  readonly framework: ReportFramework;
  /** ISO 8601 with zone; the only clock value in the report. */
  readonly assessedAt: string;
  readonly inputs: readonly ReportInput[];
  readonly summary: Summary;
  readonly gate: Gate;
  readonly findings: readonly Finding[];
  readonly controls: readonly ControlResult[];
  readonly policies: readonly PolicyResult[];
  /** Policies that the configuration excludes from the assessment, sorted by policy. */
  readonly excluded: readonly ExcludedPolicy[];
  /** Policies with another severity than their own, sorted by policy. */
  readonly severityChanges: readonly SeverityChange[];
  /** Where messages go; sorted by input, from, to and kind. */
  readonly flows: readonly ReportFlow[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ReportBundle {
  /** `safeguard`, or the services that the policies are of. */
  readonly name: string;
  readonly digest: string;
  /** How many of its policies were evaluated. */
  readonly policies: number;
}

export interface ReportFlow extends Flow {
  /** Path of the input it is in. */
  readonly input: string;
}

/** What the controls are taken from. */
export interface ReportFramework {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  /** Where `nist80053r5` of the controls comes from; null where there is none. */
  readonly crosswalk: { readonly title: string; readonly source: string } | null;
}

export interface ReportInput {
  /** As given on the command line; `-` for standard input. */
  readonly path: string;
  readonly kind: DocumentKind;
  readonly digest: string;
  readonly terraformVersion: string | null;
  readonly formatVersion: string | null;
  /** The plan stopped at an error: resources may be missing. */
  readonly errored: boolean;
  /** False when the document covers a part only. */
  readonly complete: boolean;
  /** Resources in the inventory. */
  readonly resources: number;
  /** Resources that at least one policy judged. */
  readonly subjects: number;
}

/** Findings by outcome. A waived failure counts as waived only, so the four add up to the number of findings. */
export interface Counts {
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  readonly waived: number;
}

export interface Summary extends Counts {
  readonly bySeverity: Readonly<Record<Severity, Counts>>;
  readonly byService: Readonly<Record<string, Counts>>;
}

export interface Gate {
  readonly result: "passed" | "failed";
  /** Unwaived failures of this severity or above fail the gate. */
  readonly failOn: Severity | "never";
  /** With `fail`, unknown verdicts of the `failOn` severity or above fail it too. */
  readonly onUnknown: "warn" | "fail";
  /** One sentence each; empty when passed without remark. */
  readonly reasons: readonly string[];
}

export interface Finding {
  /** UUID v5 of policy, input path and address. */
  readonly id: string;
  readonly policy: string;
  readonly title: string;
  readonly verdict: Status;
  readonly severity: Severity;
  /** Path of the input it was found in. */
  readonly input: string;
  readonly resource: {
    readonly address: string;
    readonly type: string;
    readonly module: string;
    readonly change: Change;
    /** Path of the CDKTF construct that made it, where the stack tells. */
    readonly construct: string | null;
    readonly tags: Readonly<Record<string, Value>>;
  };
  /** One or two sentences made from the evidence. */
  readonly message: string;
  readonly evidence: readonly Evidence[];
  /** Ids of the controls that the policy is mapped to, sorted. */
  readonly controls: readonly string[];
  readonly location: SourcePosition | null;
  /** The policy's parameters that it was judged by; `from` is `default`, or says what set it. */
  readonly parameters: Readonly<Record<string, { readonly value: Value; readonly from: string }>>;
  readonly waiver: Waiver | null;
  /** Whether it was there before, as bad; null where nothing was compared, and for what passes. */
  readonly baseline: "new" | "known" | null;
  readonly remediation: Remediation;
}

export interface Remediation {
  readonly text: string;
  readonly terraform?: string;
  readonly cdktf?: string;
}

export interface Waiver {
  readonly owner: string;
  readonly reason: string;
  /** ISO date. */
  readonly expires: string;
  readonly ticket: string | null;
  readonly rationale: string | null;
  readonly alternative: string | null;
  /** Where it is written beside the resource: `main.tf:12`. */
  readonly place?: string;
}

export type ControlStatus =
  | "not-satisfied"
  | "indeterminate"
  | "satisfied"
  | "accepted"
  | "not-exercised"
  | "attested"
  | "not-assessed";

export interface ControlResult {
  /** The citation without `45 CFR`: `164.312(a)(2)(iv)`. */
  readonly id: string;
  readonly title: string;
  /** Id of the standard that this specification belongs to, or null for a standard. */
  readonly standard: string | null;
  readonly designation: "required" | "addressable" | null;
  readonly status: ControlStatus;
  /** Controls of NIST SP 800-53 revision 5, through the crosswalk named in `framework`. */
  readonly nist80053r5: readonly string[];
  /** What the status rests on, for people: "as far as assessed: 4 policies, 12 resources". */
  readonly statement: string;
  /** One sentence for each policy that is mapped to the control itself. */
  readonly rationale: readonly ControlRationale[];
  /** Findings of `policies`. */
  readonly counts: Counts;
  /** Ids of the assessed policies, sorted; those of its specifications too where the control is a standard. */
  readonly policies: readonly string[];
  /** Ids of the policies that the configuration excludes, sorted; those of its specifications too. */
  readonly excluded: readonly string[];
  readonly attestation: Attestation | null;
  /** What the control needs from the organisation, whatever the infrastructure looks like. */
  readonly organisation: string | null;
}

export interface ControlRationale {
  readonly policy: string;
  readonly role: "primary" | "supporting";
  readonly text: string;
}

export interface Attestation {
  readonly statement: string;
  readonly owner: string;
  readonly date: string;
  readonly reviewBy: string;
  readonly links: readonly string[];
}

/** A policy that was not judged because the configuration says so. */
export interface ExcludedPolicy {
  readonly policy: string;
  readonly title: string;
  readonly severity: Severity;
  readonly reason: string;
  /** What excluded it: `safeguard.config.yaml, exclude[0]`. */
  readonly by: string;
}

/** A policy that counts for more or for less than it would by itself. */
export interface SeverityChange {
  readonly policy: string;
  readonly title: string;
  readonly from: Severity;
  readonly to: Severity;
  readonly reason: string | null;
  /** What changed it: `safeguard.config.yaml, severities`. */
  readonly by: string;
}

export interface PolicyResult {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly remediation: Remediation;
  /** Documentation, as URLs. */
  readonly references: readonly string[];
  /** True when the inputs held at least one subject. */
  readonly exercised: boolean;
  readonly subjects: number;
}
