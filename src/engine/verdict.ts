import type { Value } from "../inventory/inventory.js";
import type { ParameterSet } from "./parameters.js";

export type Status = "pass" | "fail" | "unknown";
export type EvidenceState = "satisfied" | "violated" | "undetermined";

/** One fact a verdict rests on. `path` is an argument of the resource, `""` for the resource as a whole. */
export interface Evidence {
  readonly path: string;
  readonly state: EvidenceState;
  readonly observed: Value;
  /** What the policy asks for, as a short phrase: `a KMS key`, `at least 7`. */
  readonly expected: string;
  /** Reasons and sources, one sentence each: why it is not known, which default applies and who says so. */
  readonly because: readonly string[];
}

/** What one policy says of one resource. */
export interface Verdict {
  readonly policy: string;
  readonly type: string;
  readonly address: string;
  readonly status: Status;
  readonly evidence: readonly Evidence[];
  /** What it was judged by, where the policy takes parameters. */
  readonly parameters?: ParameterSet;
}

export type Severity = "critical" | "high" | "medium" | "low";

/** One policy of `policies/dist/catalogue.json`, from its METADATA. */
export interface Policy {
  /** `<service>/<rule>`, the path of its file. */
  readonly id: string;
  readonly service: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  /** Resource types it judges. */
  readonly subjects: readonly string[];
  readonly remediation: {
    readonly text: string;
    readonly terraform: string | null;
    readonly cdktf: string | null;
  };
  readonly parameters: Readonly<Record<string, PolicyParameter>>;
  /** Documentation, as URLs. */
  readonly references: readonly string[];
}

export interface PolicyParameter {
  readonly description: string;
  readonly default: Value;
  /** JSON Schema of the value. */
  readonly schema: { readonly [keyword: string]: Value };
}

/** `policies/dist/catalogue.json`. */
export interface Catalogue {
  readonly schema: "safeguard.catalogue/v1";
  /** `sha256:<hex>` of `policy.wasm`. */
  readonly digest: string;
  /** Resource types that any policy reads; the engine is given no others. */
  readonly types: readonly string[];
  /** Names that policies may read arguments by, more rather than fewer; the engine is given no other arguments. */
  readonly arguments: readonly string[];
  /** Where the policies are from, when not all of them ship with Safeguard: by name, what ships first. */
  readonly bundles?: readonly CatalogueBundle[];
  /** Sorted by id; the entrypoint of each is its package path `safeguard/<service>/<rule>/verdict` with `_` for `-`. */
  readonly policies: readonly Policy[];
}

export interface CatalogueBundle {
  readonly name: string;
  /** `sha256:<hex>` */
  readonly digest: string;
  /** Ids. */
  readonly policies: readonly string[];
}
