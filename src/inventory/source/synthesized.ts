import { formatKey, joinAddress, type Key } from "../address.js";
import type { Instance, Instances } from "../instances.js";
import { type Diagnostic, isUnknown, type Value } from "../inventory.js";
import type { ProviderSchema } from "../provider-schema.js";
import { buildScopes, type Scope } from "../scopes.js";
import { isRecord } from "../values.js";
import { Evaluator } from "./evaluate.js";
import type { SourceModule } from "./module.js";
import { known, plannedValue } from "./node.js";

export interface Synthesized {
  readonly instances: Instances;
  /** Evaluated arguments by address. */
  readonly values: ReadonlyMap<string, Readonly<Record<string, Value>>>;
}

/**
 * Instances and values of a configuration that was not planned. An instance whose `count` or `for_each` is not known
 * stands once, without a key.
 */
export function synthesize(source: SourceModule, schema: ProviderSchema): Synthesized {
  const diagnostics: Diagnostic[] = [];
  const instances: Instance[] = [];
  // Keys of inner modules may depend on outer resources: scopes are found from the outside in.
  const evaluatorOver = (found: readonly Instance[]) => {
    const scopes = buildScopes({}, found);
    return {
      scopes,
      evaluator: new Evaluator({
        root: scopes.root,
        source,
        variables: {},
        valuesOf: null,
        schema,
        keeps: () => true,
      }),
    };
  };
  const addModule = (module: SourceModule, address: string) => {
    const { scopes, evaluator } = evaluatorOver(instances);
    const scope = scopes.at(address);
    for (const [local, block] of module.resources) {
      for (const key of keysOf(evaluator, block, scope, joinAddress(address, local), diagnostics)) {
        instances.push(instanceOf(local, address, key));
      }
    }
    for (const [name, call] of module.calls) {
      if (call.module === null) continue;
      for (const key of keysOf(
        evaluator,
        call.block,
        scope,
        joinAddress(address, `module.${name}`),
        diagnostics,
      )) {
        addModule(call.module, joinAddress(address, `module.${name}${formatKey(key)}`));
      }
    }
  };
  addModule(source, "");
  const { scopes, evaluator } = evaluatorOver(instances);
  const values = new Map<string, Readonly<Record<string, Value>>>();
  for (const instance of instances) {
    values.set(instance.address, valuesOf(instance, scopes.at(instance.module), evaluator, schema));
  }
  return { instances: { instances, removed: 0, diagnostics }, values };
}

function keysOf(
  evaluator: Evaluator,
  block: Parameters<Evaluator["keysOf"]>[0],
  scope: Scope,
  address: string,
  diagnostics: Diagnostic[],
): readonly (Key | null)[] {
  const keys = evaluator.keysOf(block, scope);
  if (keys !== null) return block.attributes.has("count") || block.attributes.has("for_each") ? keys : [null];
  const message = "How many instances there are is known after apply; it stands once.";
  diagnostics.push({ level: "note", code: "unknown-repetition", message, address });
  return [null];
}

function instanceOf(local: string, module: string, key: Key | null): Instance {
  const parts = local.split(".");
  const isData = parts[0] === "data";
  const [type = "", name = ""] = isData ? parts.slice(1) : parts;
  return {
    address: joinAddress(module, `${local}${formatKey(key)}`),
    type,
    name,
    module,
    key,
    provider: "",
    mode: isData ? "data" : "managed",
    change: "none",
    values: {},
    unknown: false,
    sensitive: false,
  };
}

/** Arguments with their values; what the provider adds of its own is unknown, as in a plan. */
function valuesOf(
  instance: Instance,
  scope: Scope,
  evaluator: Evaluator,
  schema: ProviderSchema,
): Readonly<Record<string, Value>> {
  const nodes = evaluator.evaluateInstance(instance, scope);
  const values: Record<string, Value> = {};
  for (const [name, node] of nodes?.attributes ?? []) {
    const argument = schema.argument(instance.type, [name]);
    if (argument === null && ["for_each", "count", "depends_on", "provider", "lifecycle"].includes(name))
      continue;
    const value = plannedValue(node.kind === "invalid" ? known(null) : node);
    values[name] = blocksListed(value, instance.type, [name], schema);
  }
  for (const name of schema.computable(instance.type))
    if (!(name in values)) values[name] = { $unknown: true };
  return values;
}

/** In JSON syntax a single block may stand without its list, as may the blocks inside of it; in a plan none does. */
function blocksListed(value: Value, type: string, path: readonly string[], schema: ProviderSchema): Value {
  if (!schema.argument(type, path)?.block || isUnknown(value)) return value;
  const inside = (block: Value): Value => {
    if (!isRecord(block) || isUnknown(block)) return block;
    const listed = Object.entries(block).map(([name, inner]) => [
      name,
      blocksListed(inner as Value, type, [...path, name], schema),
    ]);
    return Object.fromEntries(listed) as Value;
  };
  if (Array.isArray(value)) return value.map(inside);
  return isRecord(value) ? [inside(value as Value)] : value;
}
