import type { PolicyParameters, SetParameters } from "./config.js";

/** The tag that says what a resource holds, and which of its values mean ePHI. */
export interface WrittenClassification {
  readonly tag?: string;
  readonly values?: readonly string[];
}

/** The policies that look at the tag, and the parameters that they read it by; a test compares them with the catalogue. */
export const CLASSIFIED = {
  tag: ["logs/data-protection", "sns/subscription-plain-channel", "tagging/data-classification"],
  values: ["logs/data-protection", "sns/subscription-plain-channel"],
} as const;

/** What a classification means for the policies, each key by itself. */
export function classificationParameters(
  written: WrittenClassification = {},
  placed: (parameters: PolicyParameters, key: string) => SetParameters,
): SetParameters {
  const all: Record<string, SetParameters[string]> = {};
  for (const key of ["tag", "values"] as const) {
    const value = written[key];
    if (value === undefined) continue;
    const parameters = Object.fromEntries(CLASSIFIED[key].map((policy) => [policy, { [key]: value }]));
    for (const [policy, set] of Object.entries(placed(parameters, key)))
      all[policy] = { ...all[policy], ...set };
  }
  return all;
}
