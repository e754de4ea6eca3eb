import { compare } from "../assessment/order.js";
import type { Report } from "./report.js";

/** A parameter that is not a default, and how many findings were judged by it. */
export interface ChangedParameter {
  readonly policy: string;
  readonly name: string;
  /** As JSON. */
  readonly value: string;
  /** What set it. */
  readonly from: string;
  readonly findings: number;
}

/** Sorted by policy, name and origin. */
export function changedParameters({ findings }: Report): ChangedParameter[] {
  const changed = new Map<string, ChangedParameter>();
  for (const { policy, parameters } of findings) {
    for (const [name, { value, from }] of Object.entries(parameters)) {
      if (from === "default") continue;
      const text = JSON.stringify(value);
      const key = JSON.stringify([policy, name, from, text]);
      const before = changed.get(key)?.findings ?? 0;
      changed.set(key, { policy, name, value: text, from, findings: before + 1 });
    }
  }
  return [...changed].sort(([a], [b]) => compare(a, b)).map(([, parameter]) => parameter);
}
