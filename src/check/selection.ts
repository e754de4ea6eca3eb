import type { Framework } from "../assessment/framework.js";
import type { Catalogue } from "../engine/verdict.js";
import { ConfigError } from "../errors.js";
import { didYouMean } from "./closest.js";

/** Which policies to evaluate; empty lists select all. */
export interface Selection {
  readonly policies: readonly string[];
  readonly services: readonly string[];
  /** Control ids: the policies mapped to any of them. */
  readonly controls: readonly string[];
}

/** The catalogue cut down to the selection. Throws {@link ConfigError} for what does not exist, and when nothing is left. */
export function restrict(catalogue: Catalogue, framework: Framework, selection: Selection): Catalogue {
  const { policies, services, controls } = selection;
  const ids = catalogue.policies.map((policy) => policy.id);
  for (const id of policies) demand("policy", id, ids);
  for (const service of services)
    demand("service", service, [...new Set(catalogue.policies.map((p) => p.service))]);
  for (const id of controls)
    demand(
      "control",
      id,
      framework.controls.map((control) => control.id),
    );
  const mapped = new Set(
    framework.controls
      .filter((control) => controls.includes(control.id))
      .flatMap((control) => control.policies.map(({ policy }) => policy)),
  );
  const selected = catalogue.policies.filter(
    ({ id, service }) =>
      (policies.length === 0 || policies.includes(id)) &&
      (services.length === 0 || services.includes(service)) &&
      (controls.length === 0 || mapped.has(id)),
  );
  if (selected.length > 0) return { ...catalogue, policies: selected };
  throw new ConfigError(
    "no-policies",
    `No policy is left: none meets ${wishes(selection).join(" and ")}.`,
    "safeguard controls shows how many policies each control has; safeguard policies lists them all.",
  );
}

/** Throws {@link ConfigError} where the configuration excludes every policy that was selected. */
export function demandSome(judged: readonly unknown[], excluded: readonly { readonly by: string }[]): void {
  if (judged.length > 0) return;
  throw new ConfigError(
    "no-policies",
    `No policy is left: the configuration excludes all ${excluded.length} that were selected (${[...new Set(excluded.map(({ by }) => by))].join("; ")}).`,
    "Take exclusions away, or select others; safeguard policies lists them all.",
  );
}

function wishes({ policies, services, controls }: Selection): string[] {
  return Object.entries({ "--policy": policies, "--service": services, "--control": controls })
    .filter(([, values]) => values.length > 0)
    .map(([flag, values]) => `${flag} ${values.join(" or ")}`);
}

function demand(what: string, given: string, existing: readonly string[]): void {
  if (existing.includes(given)) return;
  throw new ConfigError(
    `unknown-${what}`,
    `There is no ${what} ${given}${didYouMean(given, existing)}`,
    what === "control" ? "safeguard controls lists them." : "safeguard policies lists them.",
  );
}
