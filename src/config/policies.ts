import { compare } from "../assessment/order.js";
import { didYouMean } from "../check/closest.js";
import type { Policy, Severity } from "../engine/verdict.js";
import { ConfigError } from "../errors.js";
import { fits, type Globs } from "../inventory/selector.js";
import type { ExcludedPolicy, SeverityChange } from "../report/report.js";
import type { Exclusion, SeverityRule } from "./config.js";

/** What the configuration makes of the policies: some left out, others with another severity. */
export interface Adjusted {
  /** The policies that are judged, with the severities that count. */
  readonly policies: readonly Policy[];
  readonly excluded: readonly ExcludedPolicy[];
  readonly severityChanges: readonly SeverityChange[];
}

/** Throws {@link ConfigError} for a glob that fits no policy; `all` are those that there are. */
export function checkPolicyGlobs(
  rules: readonly (Exclusion | SeverityRule)[],
  all: readonly Pick<Policy, "id">[],
): void {
  const ids = all.map(({ id }) => id);
  for (const { policies, place } of rules) {
    for (const glob of [policies].flat()) {
      if (ids.some((id) => fits(glob, id))) continue;
      throw new ConfigError(
        "unknown-policy",
        `${place}: there is no policy ${glob}${didYouMean(glob, ids)}`,
        "safeguard policies lists them; * stands for any text.",
      );
    }
  }
}

/**
 * Applies what the configuration says of policies as a whole; of several rules that fit a policy, the last counts.
 * Throws {@link ConfigError} where a policy that somebody asked for by name is excluded.
 * @param named Policies that were asked for by name.
 */
export function adjusted(
  policies: readonly Policy[],
  { exclude, severities }: { exclude: readonly Exclusion[]; severities: readonly SeverityRule[] },
  named: readonly string[],
): Adjusted {
  const judged: Policy[] = [];
  const excluded: ExcludedPolicy[] = [];
  const severityChanges: SeverityChange[] = [];
  for (const policy of [...policies].sort((a, b) => compare(a.id, b.id))) {
    const { id, title, severity } = policy;
    const exclusion = lastFor(exclude, id);
    if (exclusion !== undefined) {
      if (named.includes(id)) throw askedFor(id, exclusion);
      excluded.push({ policy: id, title, severity, reason: exclusion.reason, by: exclusion.from });
      continue;
    }
    const rule = lastFor(severities, id);
    if (rule === undefined || rule.severity === severity) judged.push(policy);
    else {
      judged.push({ ...policy, severity: rule.severity });
      severityChanges.push(changeOf(policy, severity, rule));
    }
  }
  return { policies: judged, excluded, severityChanges };
}

function changeOf({ id, title }: Policy, from: Severity, rule: SeverityRule): SeverityChange {
  return { policy: id, title, from, to: rule.severity, reason: rule.reason, by: rule.from };
}

function lastFor<T extends { readonly policies: Globs }>(rules: readonly T[], id: string): T | undefined {
  return rules.findLast(({ policies }) => fits(policies, id));
}

function askedFor(id: string, { place, reason }: Exclusion): ConfigError {
  return new ConfigError(
    "excluded-policy",
    `--policy ${id}: the configuration excludes it at ${place} (${reason}).`,
    "Leave --policy out, or take the exclusion away.",
  );
}
