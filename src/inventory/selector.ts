import { isUnknown, type Resource } from "./inventory.js";

/** Which resources: everything given must fit; of several globs, one. `*` stands for any text, `?` for one character. */
export interface Selector {
  readonly address?: Globs;
  readonly module?: Globs;
  readonly type?: Globs;
  readonly tags?: Readonly<Record<string, Globs>>;
}

export type Globs = string | readonly string[];

/** `maybe`: it depends on a value that is not known. */
export type Match = "yes" | "no" | "maybe";

/** Whether a selector means a resource. */
export function matches(selector: Selector, resource: Resource): Match {
  const { address, module, type, tags = {} } = selector;
  if (address !== undefined && !fits(address, resource.address)) return "no";
  if (type !== undefined && !fits(type, resource.type)) return "no";
  if (module !== undefined && !modulesAround(resource.module).some((it) => fits(module, it))) return "no";
  const results = Object.entries(tags).map(([name, globs]) => tagFits(resource, name, globs));
  if (results.includes("no")) return "no";
  return results.includes("maybe") ? "maybe" : "yes";
}

/** `module.a["x"].module.b`: itself and `module.a["x"]`. Keys may hold dots, so only `.module.` divides. */
function modulesAround(module: string): string[] {
  const parts = module.split(/\.(?=module\.)/);
  return module === "" ? [] : parts.map((_, index) => parts.slice(0, index + 1).join("."));
}

function tagFits(resource: Resource, name: string, globs: Globs): Match {
  const value = resource.tags[name];
  if (typeof value === "string") return fits(globs, value) ? "yes" : "no";
  if (value !== undefined && value !== null) return "maybe";
  const { tags, tags_all: all } = resource.values;
  return isUnknown(tags) || (isUnknown(all) && !isBare(resource)) ? "maybe" : "no";
}

/**
 * What the provider plans for a resource without tags: `tags_all`, which nobody wrote, is known after apply; with default
 * tags it would be known (https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/guides/resource-tagging).
 */
function isBare({ values: { tags }, presence }: Resource): boolean {
  const none = tags === undefined || tags === null || Object.keys(tags).length === 0;
  return none && presence.tags_all === "unset";
}

/** Whether a text fits one of the globs. */
export function fits(globs: Globs, text: string): boolean {
  return (typeof globs === "string" ? [globs] : globs).some((glob) => expression(glob).test(text));
}

/** Addresses hold brackets, which common glob libraries take for sets of characters. */
function expression(glob: string): RegExp {
  const escaped = glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, "s");
}
