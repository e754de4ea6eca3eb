import { InputError } from "../errors.js";
import type { Json, JsonObject, StateModule, StateResource, StateValues } from "./plan.js";
import { checkShape } from "./shape.js";

/** An index beyond this is no index of a list that anyone wrote. */
const LONGEST_LIST = 100_000;

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
  attributes?: JsonObject | null;
  sensitive_attributes?: { value: Json }[][] | null;
}

/** A raw state in the shape of `terraform show -json`. Throws {@link InputError} for what is no state of version 4. */
export function valuesOfRawState(state: JsonObject, path: string): StateValues {
  if (state.version !== 4) {
    throw new InputError(
      "unsupported-version",
      `${path} is a state file of version ${JSON.stringify(state.version)}; version 4 is understood.`,
      "Show it with your Terraform: terraform show -json > state.json",
    );
  }
  checkShape("rawState", state, path);
  const modules = new Map<string, StateModule>();
  const root: StateModule = { resources: [], child_modules: [] };
  modules.set("", root);
  for (const resource of state.resources as unknown as RawResource[]) {
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
  const key = index === undefined ? "" : `[${formatIndex(index)}]`;
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

/** As Terraform writes keys in addresses: the marks of a template stand doubled. */
function formatIndex(index: string | number): string {
  return JSON.stringify(index).replace(/([$%])\{/g, "$1$1{");
}

/** The state file lists sensitive paths; `terraform show` writes them as a mask of the shape of the value. */
function sensitiveMask(paths: readonly (readonly { value: Json }[])[]): Json {
  let mask: Json = {};
  for (const path of paths) mask = cover(mask, path.map(stepKey));
  return mask;
}

/** A step that cannot be followed (an element of a set) covers everything below. */
function cover(mask: Json, [key, ...rest]: readonly (string | number | null)[]): Json {
  if (mask === true || key === undefined || key === null) return true;
  if (typeof key === "number") {
    const list: Json[] = Array.isArray(mask) ? [...mask] : [];
    while (list.length <= key) list.push(null);
    list[key] = cover(list[key] ?? null, rest);
    return list;
  }
  const fields: JsonObject = typeof mask === "object" && mask !== null && !Array.isArray(mask) ? mask : {};
  return { ...fields, [key]: cover(fields[key] ?? null, rest) };
}

/** An attribute's name, or the index that stands as `{"value": 0, "type": "number"}`. */
function stepKey({ value }: { value: Json }): string | number | null {
  const key = typeof value === "object" && value !== null && !Array.isArray(value) ? value.value : value;
  if (typeof key === "string") return key;
  return typeof key === "number" && Number.isInteger(key) && key >= 0 && key < LONGEST_LIST ? key : null;
}
