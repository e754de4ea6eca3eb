import type { Value } from "../inventory/inventory.js";

/** What policies are judged by, where not by the defaults of their METADATA. */
export interface ParameterSettings {
  /** Policy → its parameters. Policies without any are missing. */
  readonly usual: ReadonlyMap<string, ParameterSet>;
  /** Policy → address → other parameters; several sets where it is not known which of them holds. */
  readonly exceptions: ReadonlyMap<string, ReadonlyMap<string, readonly ParameterSet[]>>;
}

/** Parameter → value and where it was set: all parameters of a policy. */
export type ParameterSet = Readonly<Record<string, AppliedParameter>>;

export interface AppliedParameter {
  readonly value: Value;
  /** `default`, or what set it, for people. */
  readonly from: string;
}

export const DEFAULTS: ParameterSettings = { usual: new Map(), exceptions: new Map() };

/** As the policies read them: policy → parameter → value. */
export function valuesOf(
  sets: Iterable<readonly [policy: string, set: ParameterSet]>,
): Record<string, unknown> {
  return Object.fromEntries(
    [...sets].map(([policy, set]) => [
      policy,
      Object.fromEntries(Object.entries(set).map(([name, { value }]) => [name, value])),
    ]),
  );
}
