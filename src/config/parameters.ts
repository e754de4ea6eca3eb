import { didYouMean } from "../check/closest.js";
import type { ParameterSet, ParameterSettings } from "../engine/parameters.js";
import type { Catalogue, Policy } from "../engine/verdict.js";
import { ConfigError } from "../errors.js";
import type { Inventory, Resource, Value } from "../inventory/inventory.js";
import { matches } from "../inventory/selector.js";
import type { Config, PolicyParameters } from "./config.js";
import type { FoundConfig } from "./read.js";
import { type Path, shownPath } from "./yaml.js";

const HINT = "safeguard explain POLICY shows the parameters of a policy.";

/** `--parameter sqs/message-retention.minimum_days=14`; the value is JSON, or else text. Throws {@link ConfigError}. */
export function parseParameterFlags(flags: readonly string[]): PolicyParameters {
  const parameters: Record<string, Record<string, Value>> = {};
  for (const flag of flags) {
    const [, policy, name, text] = /^([^.=]+)\.([^.=]+)=(.*)$/s.exec(flag) ?? [];
    if (policy === undefined || name === undefined || text === undefined) {
      throw new ConfigError(
        "parameter-flag",
        `--parameter ${flag} is not POLICY.NAME=VALUE, as in sqs/message-retention.minimum_days=14.`,
        HINT,
      );
    }
    parameters[policy] = { ...parameters[policy], [name]: asValue(text) };
  }
  return parameters;
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
  { config, lineOf }: FoundConfig,
  flags: PolicyParameters,
  catalogue: Catalogue,
): Promise<void> {
  const places: [PolicyParameters, (path: Path) => string][] = [
    [config.parameters, (path) => lineOf(["parameters", ...path])],
    ...config.overrides.map((override, index): [PolicyParameters, (path: Path) => string] => [
      override.parameters,
      (path) => lineOf(["overrides", index, "parameters", ...path]),
    ]),
    [flags, () => "--parameter"],
  ];
  if (places.every(([parameters]) => Object.keys(parameters).length === 0)) return;
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const ajv = new Ajv2020({ allowUnionTypes: true });
  const policies = new Map(catalogue.policies.map((policy) => [policy.id, policy]));
  for (const [parameters, place] of places) {
    for (const [id, values] of Object.entries(parameters)) {
      const policy = policies.get(id);
      if (policy === undefined)
        throw wrong(place([id]), `there is no policy ${id}${didYouMean(id, [...policies.keys()])}`);
      for (const [name, value] of Object.entries(values)) {
        const parameter = policy.parameters[name];
        if (parameter === undefined) throw wrong(place([id, name]), unknownParameter(policy, name));
        if (ajv.validate(parameter.schema, value)) continue;
        const said = ajv.errors?.map(({ instancePath, message }) =>
          `${shownPath(instancePath.split("/").slice(1))} ${message}`.trim(),
        );
        throw wrong(
          place([id, name]),
          `${id} takes a ${name} that ${said?.join(" and ") ?? "fits its schema"}, not ${JSON.stringify(value)}.`,
        );
      }
    }
  }
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
  for (const policy of catalogue.policies) {
    const names = Object.entries(policy.parameters);
    if (names.length === 0) continue;
    const defaults = Object.fromEntries(
      names.map(([name, parameter]) => [name, { value: parameter.default, from: "default" }]),
    );
    const set = laid(defaults, config.parameters[policy.id], config.path ?? "");
    const fromFlags = (it: ParameterSet) => laid(it, flags[policy.id], "--parameter");
    usual.set(policy.id, fromFlags(set));
    const overrides = config.overrides
      .map((override, index) => ({
        ...override,
        from: `${config.path ?? ""}, overrides[${index}]: ${override.reason}`,
      }))
      .filter(({ parameters }) => parameters[policy.id] !== undefined);
    if (overrides.length === 0) continue;
    const special = new Map<string, readonly ParameterSet[]>();
    for (const resource of subjectsOf(policy, inventory)) {
      let sets: readonly ParameterSet[] = [set];
      for (const { for: selector, parameters, from } of overrides) {
        const match = matches(selector, resource);
        if (match === "no") continue;
        const changed = sets.map((it) => laid(it, parameters[policy.id], from));
        sets = match === "yes" ? changed : [...sets, ...changed];
      }
      if (sets.length > 1 || sets[0] !== set) special.set(resource.address, sets.map(fromFlags));
    }
    if (special.size > 0) exceptions.set(policy.id, special);
  }
  return { usual, exceptions };
}

function laid(
  set: ParameterSet,
  values: Readonly<Record<string, Value>> | undefined,
  from: string,
): ParameterSet {
  if (values === undefined) return set;
  const entries = Object.entries(values).map(([name, value]) => [name, { value, from }] as const);
  return { ...set, ...Object.fromEntries(entries) };
}

function* subjectsOf({ subjects }: Policy, { resources }: Pick<Inventory, "resources">): Generator<Resource> {
  for (const type of subjects) yield* Object.values(resources[type] ?? {});
}
