import type { Document } from "../input/document.js";
import type { Json, JsonObject, Plan, ResourceChange, StateModule, StateResource } from "../input/plan.js";
import { type Key, moduleSteps, parseTraversal } from "./address.js";
import type { Change, Diagnostic } from "./inventory.js";
import { staleArguments } from "./stale.js";

/** One resource instance as its document holds it. */
export interface Instance {
  readonly address: string;
  /** Where it stood before a `moved` block, in a plan that has yet to carry the move out. */
  readonly previousAddress?: string;
  readonly type: string;
  readonly name: string;
  readonly module: string;
  readonly key: Key | null;
  readonly provider: string;
  readonly mode: "managed" | "data";
  readonly change: Change;
  readonly values: JsonObject;
  /** As `after_unknown`. */
  readonly unknown: Json;
  /** As `after_sensitive`. */
  readonly sensitive: Json;
  /** Arguments whose value another resource is about to change, unless they are written. */
  readonly stale?: ReadonlySet<string>;
}

export interface Instances {
  readonly instances: readonly Instance[];
  /** How many resources the plan deletes or forgets. */
  readonly removed: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** What exists after apply: created, changed, untouched and read resources, not those deleted or forgotten. */
export function instancesOfPlan(plan: Plan): Instances {
  const found = new Map<string, Instance>();
  const diagnostics: Diagnostic[] = [];
  const gone = new Set<string>();
  const stale = staleArguments(plan);
  for (const change of plan.resource_changes ?? []) {
    if (change.deposed !== undefined) {
      gone.add(`${change.address} (deposed ${change.deposed})`);
      continue;
    }
    const kind = changeKind(change);
    if (kind === null) gone.add(change.address);
    else {
      const instance = instanceOfChange(change, kind);
      const others = stale.get(change.address);
      found.set(change.address, others === undefined ? instance : { ...instance, stale: others });
    }
  }
  for (const { reason, resource_change } of plan.deferred_changes ?? []) {
    const address = resource_change.address;
    diagnostics.push({
      level: "warning",
      code: "deferred-change",
      message: `Terraform defers this change${reason ? ` (${reason})` : ""}; it is not planned yet.`,
      address,
    });
    const kind = changeKind(resource_change);
    if (kind !== null && !found.has(address)) found.set(address, instanceOfChange(resource_change, kind));
  }
  // A refresh-only plan has no changes at all: what exists stands in the prior state.
  const refreshOnly = plan.resource_changes === undefined;
  const rest = refreshOnly ? plan.prior_state?.values?.root_module : plan.planned_values?.root_module;
  for (const resource of resourcesOf(rest)) {
    if (resource.deposed_key === undefined && !found.has(resource.address) && !gone.has(resource.address)) {
      found.set(resource.address, instanceOfState(resource, "no-op"));
    }
  }
  // Data sources that were read while planning stand in the prior state alone.
  for (const resource of resourcesOf(plan.prior_state?.values?.root_module)) {
    if (resource.mode === "data" && !found.has(resource.address)) {
      found.set(resource.address, instanceOfState(resource, "read"));
    }
  }
  for (const { address, change } of plan.resource_drift ?? []) {
    const changed = driftedArguments(change.before ?? {}, change.after ?? {});
    if (changed.length === 0) continue;
    const what = change.actions.includes("delete") ? "deleted" : `changed (${changed.join(", ")})`;
    diagnostics.push({
      level: "note",
      code: "drift",
      message: `${what} outside of Terraform since the last apply.`,
      address,
    });
  }
  return { instances: [...found.values()], removed: gone.size, diagnostics };
}

/** Arguments that really differ: after a first apply, drift lists what was null and is now empty. */
function driftedArguments(before: JsonObject, after: JsonObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => comparable(before[name]) !== comparable(after[name])).sort();
}

function comparable(value: Json | undefined): string {
  const text = JSON.stringify(value ?? null);
  return ['""', "[]", "{}"].includes(text) ? "null" : text;
}

export function instancesOfState(document: Extract<Document, { kind: "terraform-state" }>): Instances {
  const instances = [...resourcesOf(document.values.root_module)]
    .filter((resource) => resource.deposed_key === undefined)
    .map((resource) => instanceOfState(resource, "none"));
  return { instances, removed: 0, diagnostics: [] };
}

function changeKind({ change }: ResourceChange): Change | null {
  const actions = new Set(change.actions);
  if (actions.has("create") && actions.has("delete")) return "replace";
  // `create` with `forget`: the old object is left alone, a new one is made.
  if (actions.has("create")) return "create";
  if (actions.has("delete") || actions.has("forget")) return null;
  if (change.importing) return "import";
  if (actions.has("update")) return "update";
  if (actions.has("read")) return "read";
  return "no-op";
}

function instanceOfChange(change: ResourceChange, kind: Change): Instance {
  const { after, after_unknown, after_sensitive } = change.change;
  return {
    address: change.address,
    ...(change.previous_address === undefined ? {} : { previousAddress: change.previous_address }),
    type: change.type,
    name: change.name,
    module: change.module_address ?? moduleOf(change.address),
    key: change.index ?? null,
    provider: change.provider_name ?? "",
    mode: change.mode,
    change: kind,
    values: after ?? {},
    unknown: after_unknown ?? false,
    sensitive: after_sensitive ?? false,
  };
}

function instanceOfState(resource: StateResource, change: Change): Instance {
  return {
    address: resource.address,
    type: resource.type,
    name: resource.name,
    module: moduleOf(resource.address),
    key: resource.index ?? null,
    provider: resource.provider_name ?? "",
    mode: resource.mode,
    change,
    values: resource.values ?? {},
    unknown: false,
    sensitive: resource.sensitive_values ?? false,
  };
}

function* resourcesOf(module: StateModule | undefined): Generator<StateResource> {
  if (module === undefined) return;
  yield* module.resources ?? [];
  for (const child of module.child_modules ?? []) yield* resourcesOf(child);
}

/** The module part of an address, as it is written there. */
function moduleOf(address: string): string {
  if (!address.startsWith("module.")) return "";
  const steps = parseTraversal(address);
  if (steps === null) return "";
  const { length } = moduleSteps(steps);
  let at = 0;
  for (let step = 0; step < length; step += 1) at = endOfStep(address, at);
  return address.slice(0, at);
}

function endOfStep(address: string, start: number): number {
  let at = address[start] === "." ? start + 1 : start;
  if (address[at] === "[") {
    if (address[at + 1] !== '"') return address.indexOf("]", at) + 1;
    at += 2;
    while (address[at] !== '"') at += address[at] === "\\" ? 2 : 1;
    return at + 2;
  }
  while (at < address.length && address[at] !== "." && address[at] !== "[") at += 1;
  return at;
}
