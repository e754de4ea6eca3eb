import type { GateSettings } from "../assessment/gate.js";
import type { Severity } from "../engine/verdict.js";
import type { Value } from "../inventory/inventory.js";
import type { Globs, Selector } from "../inventory/selector.js";

/**
 * `safeguard.config.yaml` and the files that it extends, laid over one another; its schema is
 * `schemas/config.v1.schema.json`. Whatever stands here knows where it is written.
 */
export interface Config {
  /** The files, the base first; empty without a configuration. */
  readonly files: readonly ConfigFile[];
  readonly inputs: ConfigInputs | null;
  /** Folder or file of the Terraform configuration, absolute. */
  readonly source: Placed<string> | null;
  readonly failOn: NonNullable<GateSettings["failOn"]> | null;
  readonly onUnknown: NonNullable<GateSettings["onUnknown"]> | null;
  readonly parameters: SetParameters;
  readonly overrides: readonly Override[];
  readonly severities: readonly SeverityRule[];
  readonly exclude: readonly Exclusion[];
  /** By name, in small letters. */
  readonly vendors: Readonly<Record<string, Vendor>>;
  /** Files, absolute; null where none is named. */
  readonly waivers: string | null;
  readonly attestations: string | null;
  readonly baseline: string | null;
  /** Id of a framework that ships with Safeguard, or a file, absolute; null where none is named. */
  readonly framework: string | null;
  /** Folders and bundles of policies of one's own, absolute. */
  readonly policies: readonly string[];
}

/** A file of the configuration. */
export interface ConfigFile {
  /** For reports, which must not depend on where they were made: as it is reached from the folder of the nearest file. */
  readonly name: string;
  /** Absolute. */
  readonly file: string;
}

/** Files, globs and folders that are assessed where a command names none. */
export interface ConfigInputs {
  readonly inputs: readonly string[];
  /** What they are relative to, absolute. */
  readonly folder: string;
  readonly place: string;
}

/** A value and where it is written: `safeguard.config.yaml:12`. */
export interface Placed<T> {
  readonly value: T;
  readonly place: string;
}

/** Policy id → parameter → value. */
export type PolicyParameters = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** The same, with what set each of them. */
export type SetParameters = Readonly<Record<string, Readonly<Record<string, SetParameter>>>>;

export interface SetParameter extends Placed<Value> {
  /** What set it, for reports: the name of the file and, for an override, its number and reason. */
  readonly from: string;
}

/** Other parameters for some resources. */
export interface Override {
  readonly for: Selector;
  readonly parameters: SetParameters;
}

/** Another severity for some policies. */
export interface SeverityRule {
  readonly policies: Globs;
  readonly severity: Severity;
  readonly reason: string | null;
  readonly from: string;
  readonly place: string;
}

/** Policies that are not judged. */
export interface Exclusion {
  readonly policies: Globs;
  readonly reason: string;
  readonly from: string;
  readonly place: string;
}

/** Who keeps or carries ePHI under a business associate agreement. Days are ISO 8601; both count. */
export interface Vendor {
  readonly name: string;
  readonly agreement: string;
  readonly since: string;
  readonly expires: string | null;
  /** Name of the file. */
  readonly from: string;
  readonly place: string;
}

export const NO_CONFIG: Config = {
  files: [],
  inputs: null,
  source: null,
  failOn: null,
  onUnknown: null,
  parameters: {},
  overrides: [],
  severities: [],
  exclude: [],
  vendors: {},
  waivers: null,
  attestations: null,
  baseline: null,
  framework: null,
  policies: [],
};
