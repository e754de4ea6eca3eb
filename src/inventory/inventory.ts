/**
 * The inventory: every resource that exists after apply, with what is known of it, what is not, and what it refers to.
 * It is the input of the policies (`input` in Rego) and plain JSON.
 */
export interface Inventory {
  readonly schema: "safeguard.inventory/v1";
  readonly source: InventorySource;
  /** Resource type → address → resource. Sorted by type, then by address. */
  readonly resources: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly diagnostics: readonly Diagnostic[];
  /** What the source says to Safeguard, sorted; absent where no source is at hand. */
  readonly notes?: readonly Note[];
}

/** A comment in the source that begins with `safeguard:`, or `safeguard` below `//` in JSON. */
export interface Note {
  /** Relative to the source folder, with `/`. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly written: Value;
  /** Addresses of the resources whose block it is beside, sorted. */
  readonly resources: readonly string[];
  /** It stands beside no resource. */
  readonly stray: boolean;
}

export type DocumentKind = "terraform-plan" | "terraform-state" | "cdktf-synth";

export interface InventorySource {
  readonly kind: DocumentKind;
  /** `sha256:<hex>` of the bytes that were read. */
  readonly digest: string;
  readonly terraformVersion: string | null;
  readonly formatVersion: string | null;
  /** The plan stopped at an error: resources may be missing. */
  readonly errored: boolean;
  /** False when the document covers a part only (`-target`, deferred changes). */
  readonly complete: boolean;
}

export type Change = "create" | "update" | "replace" | "no-op" | "import" | "read" | "none";

export interface Resource {
  readonly address: string;
  /** Its address before a `moved` block that the plan carries out; absent where it was not moved. */
  readonly previous_address?: string;
  readonly type: string;
  readonly name: string;
  /** Address of the module instance, `""` for the root module. */
  readonly module: string;
  /** The `count` index or `for_each` key. */
  readonly key: string | number | null;
  /** Full source address of the provider, such as `registry.terraform.io/hashicorp/aws`. */
  readonly provider: string;
  readonly mode: "managed" | "data";
  /** What the plan does to it; `none` where the document is no plan. */
  readonly change: Change;
  /**
   * The planned values, as one tree. A leaf that is not known is `{"$unknown": true}`, a sensitive one is
   * `{"$sensitive": true, …}`; so `null` always means null. A key the document does not have stays absent.
   */
  readonly values: { readonly [argument: string]: Value };
  /**
   * Arguments that hold a JSON document (policies, redrive policies), parsed. A leaf that is not known is
   * `{"$unknown": true}`; the argument itself is missing here when nothing of its text is known.
   */
  readonly documents: { readonly [argument: string]: PolicyDocument };
  /**
   * The arguments and blocks written in the configuration, by path without indices (`dead_letter_config.arn`),
   * whatever their value; null where the document has no configuration (state).
   */
  readonly configured: readonly string[] | null;
  /**
   * For unknown arguments alone: whether there will be a value. `proven`: yes. `possible`: the expression or the
   * provider may yield null. `unset`: not written in the configuration, the provider or AWS decides.
   */
  readonly presence: { readonly [path: string]: Presence };
  /** What each argument refers to, by path without indices; of several blocks also by index (`ingress.1.cidr_blocks`). */
  readonly references: { readonly [path: string]: Reference };
  /** The inverse of complete references: type → path → addresses of the resources that refer to this one. */
  readonly referenced_by: Backlinks;
  /** The inverse of incomplete references: this resource is a candidate only. */
  readonly maybe_referenced_by: Backlinks;
  readonly tags: { readonly [key: string]: Value };
  /** Path of the CDKTF construct that made it, from the synthesized stack. */
  readonly construct: string | null;
  readonly source: SourcePosition | null;
}

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
export type Presence = "proven" | "possible" | "unset";
export type Backlinks = {
  readonly [type: string]: { readonly [path: string]: readonly string[] };
};

export interface PolicyDocument {
  readonly value: Value;
  /** Where the text was read: `argument`, `source`, or the address of an `aws_iam_policy_document`. */
  readonly from: string;
}

export interface Reference {
  /** Addresses of resource instances in this inventory, sorted. */
  readonly targets: readonly string[];
  /** True when the targets are exactly what the argument refers to; false when they are candidates. */
  readonly complete: boolean;
  /** The attributes of the targets that it is made from, sorted; `""` for a target as a whole. */
  readonly attributes: readonly string[];
  /** The hops from the argument to the targets, for people: `var.kms_key_id`, `module.keys.arn`. */
  readonly via: readonly string[];
  /** Why the reference is not complete, one sentence each. */
  readonly reasons: readonly string[];
  /** Targets of a reference that is not complete that are meant all the same: only other types are in doubt. */
  readonly settled?: readonly string[];
}

export interface SourcePosition {
  /** Relative to the source folder, with `/`. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

export interface Diagnostic {
  readonly level: "error" | "warning" | "note";
  readonly code: string;
  readonly message: string;
  readonly address?: string;
}

export const UNKNOWN = Object.freeze({ $unknown: true as const });
export const SENSITIVE = Object.freeze({ $sensitive: true as const });

export function isUnknown(value: unknown): boolean {
  return typeof value === "object" && value !== null && "$unknown" in value;
}

export function isSensitive(value: unknown): boolean {
  return typeof value === "object" && value !== null && "$sensitive" in value;
}
