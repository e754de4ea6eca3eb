import { didYouMean } from "../check/closest.js";
import type { ParameterSet, ParameterSettings } from "../engine/parameters.js";
import type { Catalogue, Policy } from "../engine/verdict.js";
import { ConfigError } from "../errors.js";
import type { Inventory, Resource, Value } from "../inventory/inventory.js";
import { matches } from "../inventory/selector.js";
import type { Config, PolicyParameters, SetParameters } from "./config.js";
import { shownPath } from "./yaml.js";

const HINT = "safeguard explain POLICY shows the parameters of a policy.";

/** `--parameter sqs/message-retention.minimum_days=14`; the value is JSON, or else text. Throws {@link ConfigError}. */
export function parseParameterFlags(flags: readonly string[]): PolicyParameters {
  const parameters = new Map<string, Record<string, Value>>();
  for (const flag of flags) {
    const [, policy, name, text] = /^([^.=]+)\.([^.=]+)=(.*)$/s.exec(flag) ?? [];
    if (policy === undefined || name === undefined || text === undefined) {
      throw new ConfigError(
        "parameter-flag",
        `--parameter ${flag} is not POLICY.NAME=VALUE, as in sqs/message-retention.minimum_days=14.`,
        HINT,
      );
    }
    parameters.set(policy, { ...parameters.get(policy), [name]: asValue(text) });
  }
  return Object.fromEntries(parameters);
}

function asValue(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}

/**
 * Everything that sets parameters, checked against what the policies take: the configuration, then the flags.
 * Throws {@link ConfigError} with the place, the policy and the allowed range.
 */
export async function checkParameters(
  { parameters: set, overrides }: Config,
  flags: PolicyParameters,
  { policies }: Catalogue,
): Promise<void> {
  const fromFlags = setBy(flags, "--parameter");
  const all = [set, ...overrides.map(({ parameters }) => parameters), fromFlags].flatMap(Object.entries);
  if (all.length === 0) return;
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const ajv = new Ajv2020({ allowUnionTypes: true });
  const known = new Map(policies.map((policy) => [policy.id, policy]));
  for (const [id, values] of all as [string, SetParameters[string]][]) {
    for (const [name, { value, place }] of Object.entries(values)) {
      const policy = known.get(id);
      if (policy === undefined)
        throw wrong(place, `there is no policy ${id}${didYouMean(id, [...known.keys()])}`);
      // `constructor` is no parameter, though every object has one.
      const parameter = Object.hasOwn(policy.parameters, name) ? policy.parameters[name] : undefined;
      if (parameter === undefined) throw wrong(place, unknownParameter(policy, name));
      if (ajv.validate(parameter.schema, value)) continue;
      const said = ajv.errors?.map(({ instancePath, message }) =>
        `${shownPath(instancePath.split("/").slice(1))} ${message}`.trim(),
      );
      throw wrong(
        place,
        `${id} takes a ${name} that ${said?.join(" and ") ?? "fits its schema"}, not ${JSON.stringify(value)}.`,
      );
    }
  }
}

function setBy(parameters: PolicyParameters, from: string): SetParameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([policy, values]) => [
      policy,
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, from, place: from }])),
    ]),
  );
}

function unknownParameter({ id, parameters }: Policy, name: string): string {
  const known = Object.keys(parameters);
  if (known.length === 0) return `${id} takes no parameters.`;
  const near = didYouMean(name, known);
  return `${id} takes no ${name}${near === "." ? `; it takes ${known.join(", ")}.` : near}`;
}

function wrong(place: string, message: string): ConfigError {
  return new ConfigError("wrong-parameter", `${place}: ${message}`, HINT);
}

/** What each policy judges each resource by: its defaults, the configuration laid over them, the flags over that. */
export function settleParameters(
  config: Config,
  flags: PolicyParameters,
  catalogue: Catalogue,
  inventory: Pick<Inventory, "resources">,
): ParameterSettings {
  const usual = new Map<string, ParameterSet>();
  const exceptions = new Map<string, Map<string, readonly ParameterSet[]>>();
  const flagged = setBy(flags, "--parameter");
  for (const policy of catalogue.policies) {
    const names = Object.entries(policy.parameters);
    if (names.length === 0) continue;
    const defaults = Object.fromEntries(
      names.map(([name, parameter]) => [name, { value: parameter.default, from: "default" }]),
    );
    const set = laid(defaults, config.parameters[policy.id]);
    const fromFlags = (it: ParameterSet) => laid(it, flagged[policy.id]);
    usual.set(policy.id, fromFlags(set));
    const overrides = config.overrides.filter(({ parameters }) => parameters[policy.id] !== undefined);
    if (overrides.length === 0) continue;
    const special = new Map<string, readonly ParameterSet[]>();
    for (const resource of subjectsOf(policy, inventory)) {
      let sets: readonly ParameterSet[] = [set];
      for (const { for: selector, parameters } of overrides) {
        const match = matches(selector, resource);
        if (match === "no") continue;
        const changed = sets.map((it) => laid(it, parameters[policy.id]));
        sets = match === "yes" ? changed : [...sets, ...changed];
      }
      if (sets.length > 1 || sets[0] !== set) special.set(resource.address, sets.map(fromFlags));
    }
    if (special.size > 0) exceptions.set(policy.id, special);
  }
  return { usual, exceptions };
}

function laid(set: ParameterSet, values: SetParameters[string] | undefined): ParameterSet {
  if (values === undefined) return set;
  const entries = Object.entries(values).map(([name, { value, from }]) => [name, { value, from }] as const);
  return { ...set, ...Object.fromEntries(entries) };
}

function* subjectsOf({ subjects }: Policy, { resources }: Pick<Inventory, "resources">): Generator<Resource> {
  for (const type of subjects) yield* Object.values(resources[type] ?? {});
}
