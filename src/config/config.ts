import type { Value } from "../inventory/inventory.js";
import type { Selector } from "../inventory/selector.js";

/** `safeguard.config.yaml`; its schema is `schemas/config.v1.schema.json`. */
export interface Config {
  /** Name of the file, for people; null without one. */
  readonly path: string | null;
  /** The same file, absolute. */
  readonly file: string | null;
  readonly parameters: PolicyParameters;
  readonly overrides: readonly Override[];
  /** Files, absolute; null where none is named. */
  readonly waivers: string | null;
  readonly attestations: string | null;
  readonly baseline: string | null;
  /** Id of a framework that ships with Safeguard, or a file, absolute; null where none is named. */
  readonly framework: string | null;
}

/** Policy id → parameter → value. */
export type PolicyParameters = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** Other parameters for some resources. */
export interface Override {
  readonly for: Selector;
  readonly reason: string;
  readonly parameters: PolicyParameters;
}

export const NO_CONFIG: Config = {
  path: null,
  file: null,
  parameters: {},
  overrides: [],
  waivers: null,
  attestations: null,
  baseline: null,
  framework: null,
};
