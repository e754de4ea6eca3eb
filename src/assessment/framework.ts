/**
 * A framework as the assessment reads it: every control, the policies mapped to it and why.
 * Built from `policies/frameworks/` into `policies/dist/frameworks/<id>.json` by `scripts/build-frameworks.ts`.
 */
export interface Framework {
  readonly schema: "safeguard.framework/v1";
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  /** Where `nist80053r5` of the controls comes from; null where there is none. */
  readonly crosswalk: { readonly title: string; readonly source: string } | null;
  /** Sorted by id. */
  readonly controls: readonly FrameworkControl[];
}

export interface FrameworkControl {
  /** The citation without `45 CFR`: `164.312(a)(2)(iv)`. */
  readonly id: string;
  readonly title: string;
  /** Id of the standard that this specification belongs to, or null for a standard. */
  readonly standard: string | null;
  readonly designation: Designation | null;
  readonly safeguard: string;
  /** Controls of NIST SP 800-53 revision 5, through the crosswalk. */
  readonly nist80053r5: readonly string[];
  /** What the control needs from the organisation, whatever the infrastructure looks like; null where nothing is known. */
  readonly organisation: string | null;
  /** Sorted by policy. */
  readonly policies: readonly PolicyMapping[];
}

export type Designation = "required" | "addressable";

export interface PolicyMapping {
  readonly policy: string;
  /** `primary`: checks what the control asks for. `supporting`: checks something the control depends on. */
  readonly role: "primary" | "supporting";
  /** One sentence. */
  readonly rationale: string;
}

/** Whether the controls are those of the Security Rule in force, perhaps with further policies. */
export function isSecurityRule({ citation }: Pick<Framework, "citation">): boolean {
  return citation === "45 CFR Part 164, Subpart C";
}

/** The frameworks that ship with Safeguard. */
export const FRAMEWORKS = ["hipaa", "hipaa-nprm-2025", "nist-800-53r5"] as const;
export type FrameworkId = (typeof FRAMEWORKS)[number];
