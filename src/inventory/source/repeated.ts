import type { Key } from "../address.js";
import type { Family } from "../scopes.js";
import type { SourceBlock } from "./module.js";
import { entriesOf, INVALID, type Node, plainValue } from "./node.js";

/** How a block is repeated. */
type Repeated = "single" | "count" | "for_each";

export function repetition(family: Family, block: SourceBlock | undefined): Repeated {
  if (block?.attributes.has("for_each") || family.config?.for_each_expression !== undefined)
    return "for_each";
  if (block?.attributes.has("count") || family.config?.count_expression !== undefined) return "count";
  return "single";
}

/** Instances as the language shows them: one object, a list by `count`, a map by `for_each`. */
export function repeated<T>(
  instances: ReadonlyMap<Key | null, T>,
  wrap: (instance: T) => Node,
  repetition?: Repeated,
): Node {
  const single = instances.get(null);
  if (single !== undefined) return wrap(single);
  const keys = [...instances.keys()];
  if (repetition === "count" || (repetition === undefined && keys.some((key) => typeof key === "number"))) {
    const items: Node[] = [];
    for (const [key, instance] of instances) items[Number(key)] = wrap(instance);
    return {
      kind: "list",
      items: Array.from(items, (item) => item ?? INVALID),
      found: null,
    };
  }
  if (repetition === "single" && instances.size === 0) return INVALID;
  const entries = new Map([...instances].map(([key, instance]) => [String(key), wrap(instance)] as const));
  return { kind: "object", entries, found: null, complete: true };
}

/** Keys that a `for_each` over it makes; null where they are not known. */
export function eachKeys(collection: Node): Key[] | null {
  const plain = plainValue(collection);
  if (Array.isArray(plain)) return plain.filter((key): key is string => typeof key === "string");
  return entriesOf(collection)?.map(([key]) => String(key)) ?? null;
}
