import type { ConfigModule, ConfigResource, ModuleCall } from "../input/plan.js";
import { formatKey, joinAddress, type Key, moduleSteps, parseTraversal } from "./address.js";
import type { Instance } from "./instances.js";

/** One module instance: its configuration, who calls it, and the resource instances in it. */
export interface Scope {
  /** Address of the module instance, `""` for the root module. */
  readonly address: string;
  /** The names of the calls that lead here, without keys: what instances of one call share. */
  readonly path: string;
  readonly config: ConfigModule;
  readonly caller: {
    readonly scope: Scope;
    readonly call: ModuleCall;
    readonly key: Key | null;
    readonly name: string;
  } | null;
  /** `aws_sqs_queue.main` or `data.aws_kms_key.k` → its instances. */
  readonly resources: Map<string, Family>;
  /** Name of a call → key → module instance. */
  readonly children: Map<string, Map<Key | null, Scope>>;
}

/** The instances of one resource block in one module instance. */
export interface Family {
  readonly config: ConfigResource | null;
  readonly instances: Map<Key | null, Instance>;
}

/** The tree of module instances that a document's resources and its configuration span. */
export interface Scopes {
  readonly root: Scope;
  /** The scope of a module instance's address. */
  at(address: string): Scope;
}

export function buildScopes(config: ConfigModule, instances: readonly Instance[]): Scopes {
  const root = newScope("", "", config, null);
  const byAddress = new Map<string, Scope>([["", root]]);
  const at = (address: string): Scope => {
    let scope = byAddress.get(address);
    if (scope === undefined) {
      scope = descend(root, address);
      byAddress.set(address, scope);
    }
    return scope;
  };
  for (const instance of instances) {
    familyOf(at(instance.module), instance).instances.set(instance.key, instance);
  }
  addEmptyModules(root);
  return { root, at };
}

/** `data.` is part of the name a resource is referred to by. */
export function localName(resource: { mode: "managed" | "data"; type: string; name: string }): string {
  return `${resource.mode === "data" ? "data." : ""}${resource.type}.${resource.name}`;
}

function newScope(address: string, path: string, config: ConfigModule, caller: Scope["caller"]): Scope {
  const resources = new Map<string, Family>();
  for (const resource of config.resources ?? []) {
    resources.set(localName(resource), { config: resource, instances: new Map() });
  }
  return { address, path, config, caller, resources, children: new Map() };
}

function descend(root: Scope, address: string): Scope {
  let scope = root;
  for (const step of moduleSteps(parseTraversal(address) ?? []).modules)
    scope = child(scope, step.name, step.key);
  return scope;
}

function child(scope: Scope, name: string, key: Key | null): Scope {
  let instances = scope.children.get(name);
  if (instances === undefined) {
    instances = new Map();
    scope.children.set(name, instances);
  }
  let found = instances.get(key);
  if (found === undefined) {
    const call = scope.config.module_calls?.[name] ?? {};
    found = newScope(
      joinAddress(scope.address, `module.${name}${formatKey(key)}`),
      joinAddress(scope.path, `module.${name}`),
      call.module ?? {},
      { scope, call, key, name },
    );
    instances.set(key, found);
  }
  return found;
}

/**
 * A module without resources still passes values through its outputs. That a call is repeated is not always told: an
 * expression without references (`toset(["a"])`) is left out of plan JSON, so instances that are there say it.
 */
function addEmptyModules(scope: Scope): void {
  for (const [name, call] of Object.entries(scope.config.module_calls ?? {})) {
    const repeated = call.count_expression !== undefined || call.for_each_expression !== undefined;
    if (repeated) for (const key of writtenKeys(scope, name)) child(scope, name, key);
    else if (!scope.children.has(name)) child(scope, name, null);
    for (const instance of scope.children.get(name)?.values() ?? []) addEmptyModules(instance);
  }
}

/** Keys of a repeated call that are written out: `count = 2`, `for_each = { a = … }`. */
function writtenKeys(scope: Scope, name: string): Key[] {
  const call = scope.config.module_calls?.[name];
  const count = call?.count_expression?.constant_value;
  if (typeof count === "number") return Array.from({ length: count }, (_, index) => index);
  const each = call?.for_each_expression?.constant_value;
  if (Array.isArray(each)) return each.filter((key): key is string => typeof key === "string");
  return typeof each === "object" && each !== null ? Object.keys(each) : [];
}

function familyOf(scope: Scope, instance: Instance): Family {
  const name = localName(instance);
  let family = scope.resources.get(name);
  if (family === undefined) {
    family = { config: null, instances: new Map() };
    scope.resources.set(name, family);
  }
  return family;
}
