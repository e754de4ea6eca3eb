import type { Json } from "../../input/plan.js";
import type { SourceExpression } from "./expression.js";
import { collect, entriesOf, known, type Node, plainValue, unknown, unknownFrom } from "./node.js";

/** Evaluates the default of an optional attribute. */
type Evaluate = (expression: SourceExpression) => Node;

/**
 * A value as a variable of this type holds it: what an object type does not name is dropped, optional attributes are
 * filled in. A member that is not there afterwards does not exist.
 * @param type Null: any type.
 * @see https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 */
export function convert(node: Node, type: SourceExpression | null, evaluate: Evaluate): Node {
  if (node.kind === "unknown" || node.kind === "invalid" || node.kind === "instance") return node;
  if (node.kind === "known" && node.value === null) return node;
  if (type === null || isNamed(type, "any")) return complete(node);
  if (type.kind === "variable") return converted(node, type.name);
  if (type.kind !== "call") return doubtful(node);
  const [inner, ...others] = type.args;
  if (others.length > 0 || inner === undefined) return doubtful(node);
  switch (type.name) {
    case "object":
      return inner.kind === "object" ? asObject(node, inner, evaluate) : doubtful(node);
    case "map":
      return asMap(node, (item) => convert(item, inner, evaluate));
    case "list":
    case "set":
      return asList(node, type.name, (item) => convert(item, inner, evaluate));
    case "tuple": {
      const types = inner.kind === "tuple" ? inner.items : [];
      return asList(node, "tuple", (item, index) => convert(item, types[index] ?? null, evaluate));
    }
    default:
      return doubtful(node);
  }
}

function isNamed(type: SourceExpression, name: string): boolean {
  return type.kind === "variable" && type.name === name;
}

/** All the way down, a member that is not there does not exist. */
function complete(node: Node): Node {
  if (node.kind === "list") return { ...node, items: node.items.map(complete) };
  if (node.kind === "object") return { ...node, entries: mapped(node.entries, complete), complete: true };
  if (node.kind !== "known" || typeof node.value !== "object") return node;
  const members = entriesOf(node);
  if (members === null) return node;
  if (Array.isArray(node.value))
    return { kind: "list", items: members.map(([, item]) => complete(item)), found: node.found };
  const entries = new Map(members.map(([key, item]) => [String(key), complete(item)]));
  return { kind: "object", entries, found: node.found, complete: true };
}

/** Of a type that is not understood: members that are not there may be. */
function doubtful(node: Node): Node {
  if (node.kind === "list") return { ...node, items: node.items.map(doubtful) };
  if (node.kind !== "object") return node;
  return { kind: "object", entries: mapped(node.entries, doubtful), found: node.found };
}

function asObject(node: Node, type: Extract<SourceExpression, { kind: "object" }>, evaluate: Evaluate): Node {
  const members = membersOf(node);
  if (members === null) return unknown(collect([node]), true);
  const entries = new Map<string, Node>();
  for (const [keyExpression, attribute] of type.entries) {
    if (keyExpression.kind !== "literal") return unknown(collect([node]), true);
    const name = String(keyExpression.value);
    const { of, fallback } = optional(attribute);
    const given = members.get(name);
    // An optional attribute that is null takes its default too.
    const isLeftOut = given === undefined || (given.kind === "known" && given.value === null);
    if (isLeftOut && fallback !== null) entries.set(name, convert(evaluate(fallback), of, evaluate));
    else entries.set(name, given === undefined ? known(null) : convert(given, of, evaluate));
  }
  return { kind: "object", entries, found: node.found, complete: true };
}

function optional(type: SourceExpression): { of: SourceExpression; fallback: SourceExpression | null } {
  if (type.kind !== "call" || type.name !== "optional") return { of: type, fallback: null };
  const [of = type, fallback = null] = type.args;
  return { of, fallback };
}

function asMap(node: Node, convertItem: (item: Node) => Node): Node {
  const members = membersOf(node);
  if (members === null) return unknown(collect([node]), true);
  const entries = new Map(unified([...members.values()].map(convertItem), [...members.keys()]));
  return { kind: "object", entries, found: node.found, complete: true };
}

function asList(
  node: Node,
  kind: "list" | "set" | "tuple",
  convertItem: (item: Node, index: number) => Node,
): Node {
  const members = isSequence(node) ? entriesOf(node) : null;
  if (members === null) return unknown(collect([node]), true);
  const converted = members.map(([, item], index) => convertItem(item, index));
  const items =
    kind === "tuple"
      ? converted
      : unified(
          converted,
          members.map(([key]) => key),
        ).map(([, item]) => item);
  return kind === "set" ? asSet(items, node) : { kind: "list", items, found: node.found };
}

/** Elements that are not known may be equal, unless they come of different resources. */
function asSet(items: readonly Node[], node: Node): Node {
  const values = items.map(plainValue);
  if (values.every((value) => typeof value === "string"))
    return known([...new Set(values)].sort(), collect([node]));
  const origins = items.map((item) => [...collect([item]).exact].join("\n"));
  const isDistinct = new Set(origins).size === items.length && values.every((value) => value === undefined);
  return isDistinct ? { kind: "list", items, found: node.found } : unknownFrom([node], false);
}

function isSequence(node: Node): boolean {
  return node.kind === "list" || (node.kind === "known" && Array.isArray(node.value));
}

function membersOf(node: Node): Map<string, Node> | null {
  if (isSequence(node)) return null;
  const members = entriesOf(node);
  return members === null ? null : new Map(members.map(([key, item]) => [String(key), item]));
}

/** Elements of a collection have one type: where some are numbers or booleans and others strings, all are strings. */
function unified<Key>(items: readonly Node[], keys: readonly Key[]): [Key, Node][] {
  const types = new Set(items.map((item) => (item.kind === "known" ? typeof item.value : null)));
  const isMixed = types.has("string") && (types.has("number") || types.has("boolean"));
  return items.map((item, index) => [keys[index] as Key, isMixed ? converted(item, "string") : item]);
}

function converted(node: Node, primitive: string): Node {
  if (node.kind !== "known") return node;
  const value = primitiveOf(node.value, primitive);
  return value === node.value ? node : known(value, node.found);
}

function primitiveOf(value: Json, primitive: string): Json {
  if (value === null || typeof value === "object") return value;
  if (primitive === "string") return String(value);
  if (primitive === "number") return typeof value === "string" ? Number(value) : value;
  if (primitive === "bool") return value === "true" ? true : value === "false" ? false : value;
  return value;
}

function mapped(entries: ReadonlyMap<string, Node>, change: (node: Node) => Node): Map<string, Node> {
  return new Map([...entries].map(([key, item]) => [key, change(item)]));
}
