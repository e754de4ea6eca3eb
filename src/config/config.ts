import type { Value } from "../inventory/inventory.js";

/** `safeguard.config.yaml`; its schema is `schemas/config.v1.schema.json`. */
export interface Config {
  /** As shown to people; null without a file. */
  readonly path: string | null;
  readonly parameters: PolicyParameters;
  readonly overrides: readonly Override[];
}

/** Policy id → parameter → value. */
export type PolicyParameters = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** Other parameters for some resources. */
export interface Override {
  readonly for: Selector;
  readonly reason: string;
  readonly parameters: PolicyParameters;
}

/** Which resources: everything given must fit; of several globs, one. */
export interface Selector {
  readonly address?: Globs;
  readonly module?: Globs;
  readonly type?: Globs;
  readonly tags?: Readonly<Record<string, Globs>>;
}

export type Globs = string | readonly string[];

export const NO_CONFIG: Config = { path: null, parameters: {}, overrides: [] };
