import type { Json, JsonObject } from "../../input/plan.js";
import { SENSITIVE, UNKNOWN, type Value } from "../inventory.js";
import { type Found, merge, nothingFound } from "../references.js";
import { isRecord } from "../values.js";

/**
 * What an expression evaluates to, as far as it is certain. Every node knows which resource instances it was made from.
 * `object` and `list` have known keys or length and members that may be unknown; `invalid` cannot be evaluated at all
 * (an instance that does not exist), which proves that the branch it stands in is not taken.
 */
export type Node =
  | { readonly kind: "known"; readonly value: Json; readonly found: Found | null }
  | {
      readonly kind: "unknown";
      readonly found: Found | null;
      /** The value may turn out to be null. */
      readonly nullable: boolean;
      readonly secret: boolean;
      /** For the text of a JSON document: what it encodes. */
      readonly json: Node | null;
      /** A member that may not be there: evaluating it may be an error, on which `try` goes on. */
      readonly mayFail?: true;
    }
  | {
      readonly kind: "object";
      readonly entries: ReadonlyMap<string, Node>;
      readonly found: Found | null;
      /** A key that is not among them does not exist. */
      readonly complete?: true;
    }
  | { readonly kind: "list"; readonly items: readonly Node[]; readonly found: Found | null }
  /** A resource or module instance, whose attributes are looked up when asked for. */
  | { readonly kind: "instance"; readonly get: (name: string) => Node; readonly found: Found | null }
  | { readonly kind: "invalid"; readonly found: null };

export const INVALID: Node = { kind: "invalid", found: null };

export function known(value: Json, found: Found | null = null): Node {
  return { kind: "known", value, found };
}

export function unknown(found: Found | null, nullable: boolean): Node {
  return { kind: "unknown", found, nullable, secret: false, json: null };
}

/** A planned value with its markers, as a node. */
export function nodeOf(value: Value, found: Found | null, nullable: boolean): Node {
  if (!hasMarker(value)) return known(value as Json, found);
  if (Array.isArray(value))
    return { kind: "list", items: value.map((item) => nodeOf(item, found, nullable)), found };
  const record = value as { readonly [key: string]: Value };
  if ("$unknown" in record) return unknown(found, nullable);
  if ("$sensitive" in record) return { kind: "unknown", found, nullable: false, secret: true, json: null };
  const entries = new Map(Object.entries(record).map(([key, item]) => [key, nodeOf(item, found, nullable)]));
  return { kind: "object", entries, found };
}

/** A node as a planned value with markers. */
export function plannedValue(node: Node): Value {
  switch (node.kind) {
    case "known":
      return node.value as Value;
    case "object":
      return Object.fromEntries([...node.entries].map(([key, item]) => [key, plannedValue(item)]));
    case "list":
      return node.items.map(plannedValue);
    case "unknown":
      return node.secret ? SENSITIVE : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** The plain value, or undefined where a part of it is not known. */
export function plainValue(node: Node): Json | undefined {
  if (node.kind === "known") return node.value;
  if (node.kind === "list") return plainItems(node.items);
  if (node.kind !== "object") return undefined;
  const record: JsonObject = {};
  for (const [key, item] of node.entries) {
    const value = plainValue(item);
    if (value === undefined) return undefined;
    record[key] = value;
  }
  return record;
}

function plainItems(items: readonly Node[]): Json[] | undefined {
  const values: Json[] = [];
  for (const item of items) {
    const value = plainValue(item);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** Members by key; null where the keys are not known. Lists have their positions as keys. */
export function entriesOf(node: Node): [key: string | number, member: Node][] | null {
  if (node.kind === "object") return [...node.entries];
  if (node.kind === "list") return node.items.map((item, index) => [index, item]);
  if (node.kind !== "known") return null;
  const { value, found } = node;
  if (Array.isArray(value)) return value.map((item, index) => [index, known(item, found)]);
  return isRecord(value) ? Object.entries(value).map(([key, item]) => [key, known(item, found)]) : null;
}

/** A member that is not there may be one that the value got elsewhere: it is not known. */
export function member(node: Node, key: string | number): Node {
  switch (node.kind) {
    case "instance":
      return node.get(String(key));
    case "object":
      return node.entries.get(String(key)) ?? (node.complete ? INVALID : missing(node.found));
    case "list":
      return node.items[Number(key)] ?? INVALID;
    case "known": {
      const { value } = node;
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, key))
        return missing(node.found);
      return known((value as JsonObject)[key] ?? null, node.found);
    }
    case "unknown":
      return { ...node, nullable: true, json: null };
    default:
      return INVALID;
  }
}

function missing(found: Found | null): Node {
  return { kind: "unknown", found, nullable: true, secret: false, json: null, mayFail: true };
}

/** Evaluating it may be an error. */
export function mayFail(node: Node): boolean {
  switch (node.kind) {
    case "unknown":
      return node.mayFail === true;
    case "list":
      return node.items.some(mayFail);
    case "object":
      return [...node.entries.values()].some(mayFail);
    default:
      return node.kind === "invalid";
  }
}

/** What is made of other nodes and not known. It fails where one of them does. */
export function unknownFrom(nodes: readonly Node[], nullable: boolean, found: Found = collect(nodes)): Node {
  const node = unknown(found, nullable);
  return nodes.some(mayFail) ? ({ ...node, mayFail: true } as Node) : node;
}

export function mayBeNull(node: Node): boolean {
  if (node.kind === "known") return node.value === null;
  // What cannot be evaluated proves nothing.
  return node.kind === "invalid" || (node.kind === "unknown" && node.nullable);
}

/** All that a node and its members were made from. */
export function collect(nodes: readonly Node[], into: Found = nothingFound()): Found {
  for (const node of nodes) {
    if (node.found !== null) merge(into, node.found);
    if (node.kind === "object") collect([...node.entries.values()], into);
    else if (node.kind === "list") collect(node.items, into);
    else if (node.kind === "unknown" && node.json !== null) collect([node.json], into);
  }
  return into;
}

/** The same references as candidates, for one reason. */
export function asCandidates(found: Found, doubt: string): Found {
  const candidates = new Set([...found.exact, ...found.candidates]);
  const doubts = new Set(found.doubts);
  if (candidates.size > 0) doubts.add(doubt);
  return { ...found, exact: new Set(), candidates, doubts };
}

export function hasMarker(value: Value): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(hasMarker);
  if ("$unknown" in value || "$sensitive" in value) return true;
  return Object.values(value).some(hasMarker);
}
