import type { Plan, StateValues } from "./plan.js";

/** What was read: one Terraform plan, one state, or one synthesized stack. */
export type Document = PlanDocument | StateDocument | SynthDocument;

interface Origin {
  /** As the user named it; `-` for standard input. */
  readonly path: string;
  /** `sha256:<hex>` of the bytes as read. */
  readonly digest: string;
}

export interface PlanDocument extends Origin {
  readonly kind: "terraform-plan";
  readonly plan: Plan;
}

export interface StateDocument extends Origin {
  readonly kind: "terraform-state";
  readonly formatVersion: string | null;
  readonly terraformVersion: string | null;
  readonly values: StateValues;
}

export interface SynthDocument extends Origin {
  readonly kind: "cdktf-synth";
  /** Terraform JSON configuration syntax: https://developer.hashicorp.com/terraform/language/syntax/json */
  readonly text: string;
}

/** An input's path in a sentence. */
export function shownPath(path: string): string {
  return path === "-" ? "standard input" : path;
}
