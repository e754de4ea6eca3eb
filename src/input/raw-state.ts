import { InputError } from "../errors.js";
import type { Json, JsonObject, StateModule, StateResource, StateValues } from "./plan.js";

/** The parts of `terraform.tfstate` version 4: https://github.com/hashicorp/terraform/blob/main/internal/states/statefile/version4.go */
interface RawResource {
  module?: string;
  mode: "managed" | "data";
  type: string;
  name: string;
  provider?: string;
  instances?: RawInstance[];
}

interface RawInstance {
  index_key?: string | number;
  deposed?: string;
  attributes?: JsonObject;
  sensitive_attributes?: { type: string; value: Json }[][];
}

/** A raw state in the shape of `terraform show -json`. Throws {@link InputError} for other versions than 4. */
export function valuesOfRawState(state: JsonObject, path: string): StateValues {
  if (state["version"] !== 4) {
    throw new InputError(
      "unsupported-version",
      `${path} is a state file of version ${JSON.stringify(state["version"])}; version 4 is understood.`,
      "Show it with your Terraform: terraform show -json > state.json",
    );
  }
  const modules = new Map<string, StateModule>();
  const root: StateModule = { resources: [], child_modules: [] };
  modules.set("", root);
  for (const resource of state["resources"] as unknown as RawResource[]) {
    const address = resource.module ?? "";
    let module = modules.get(address);
    if (module === undefined) {
      module = { address, resources: [] };
      modules.set(address, module);
      root.child_modules?.push(module);
    }
    for (const instance of resource.instances ?? [])
      module.resources?.push(stateResource(resource, instance));
  }
  return { root_module: root };
}

function stateResource(resource: RawResource, instance: RawInstance): StateResource {
  const index = instance.index_key;
  const prefix = resource.module === undefined ? "" : `${resource.module}.`;
  const data = resource.mode === "data" ? "data." : "";
  const key = index === undefined ? "" : `[${JSON.stringify(index)}]`;
  return {
    address: `${prefix}${data}${resource.type}.${resource.name}${key}`,
    mode: resource.mode,
    type: resource.type,
    name: resource.name,
    ...(index === undefined ? {} : { index }),
    ...(instance.deposed === undefined ? {} : { deposed_key: instance.deposed }),
    provider_name: /"([^"]+)"/.exec(resource.provider ?? "")?.[1] ?? "",
    values: instance.attributes ?? {},
    sensitive_values: sensitiveMask(instance.sensitive_attributes ?? []),
  };
}

/** The state file lists sensitive paths; `terraform show` writes them as a mask. */
function sensitiveMask(paths: readonly { type: string; value: Json }[][]): Json {
  const mask: JsonObject = {};
  for (const path of paths) {
    let at: JsonObject = mask;
    path.forEach((step, depth) => {
      const key = stepKey(step.value);
      if (key === null) return;
      if (depth === path.length - 1) at[key] = true;
      else {
        const next = at[key];
        if (next === true) return;
        at = (typeof next === "object" && next !== null ? next : (at[key] = {})) as JsonObject;
      }
    });
  }
  return mask;
}

function stepKey(value: Json): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const inner = value["value"];
    return typeof inner === "string" || typeof inner === "number" ? String(inner) : null;
  }
  return null;
}
