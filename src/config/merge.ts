import type { Config, SetParameters } from "./config.js";

/**
 * Lays one configuration over another: parameters merge by policy and name and vendors by name, the nearer counting; lists
 * that add up follow one another, the base first; of everything else the nearer counts as a whole.
 */
export function laidOver(base: Config, near: Config): Config {
  return {
    files: [...base.files, ...near.files],
    inputs: near.inputs ?? base.inputs,
    source: near.source ?? base.source,
    failOn: near.failOn ?? base.failOn,
    onUnknown: near.onUnknown ?? base.onUnknown,
    parameters: mergedParameters(base.parameters, near.parameters),
    overrides: [...base.overrides, ...near.overrides],
    severities: [...base.severities, ...near.severities],
    exclude: [...base.exclude, ...near.exclude],
    vendors: { ...base.vendors, ...near.vendors },
    waivers: near.waivers ?? base.waivers,
    attestations: near.attestations ?? base.attestations,
    baseline: near.baseline ?? base.baseline,
    framework: near.framework ?? base.framework,
    policies: [...base.policies, ...near.policies],
  };
}

export function mergedParameters(base: SetParameters, near: SetParameters): SetParameters {
  const merged = { ...base };
  for (const [policy, values] of Object.entries(near)) merged[policy] = { ...merged[policy], ...values };
  return merged;
}
