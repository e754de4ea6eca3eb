import type { Json } from "../../input/plan.js";
import { isRecord } from "../values.js";
import {
  collect,
  entriesOf,
  INVALID,
  known,
  mayBeNull,
  mayFail,
  member,
  type Node,
  plainValue,
  unknown,
  unknownFrom,
} from "./node.js";

/** Functions over parts: they pass on what is known although other parts are not. */
type Structural = (args: readonly Node[]) => Node | null;

const STRUCTURAL: Record<string, Structural> = {
  jsonencode: ([node]) => (node === undefined ? null : encode(node)),
  jsondecode: ([node]) => (node?.kind === "unknown" && node.json !== null ? node.json : null),
  merge: (args) => {
    const entries = new Map<string, Node>();
    const isComplete = args.every((arg) => (arg.kind === "object" ? arg.complete : isNull(arg)));
    for (const arg of args) {
      if (isNull(arg)) continue;
      const members = arg.kind === "list" ? null : entriesOf(arg);
      if (members === null) return null;
      for (const [key, item] of members) entries.set(String(key), item);
    }
    return { kind: "object", entries, found: null, ...(isComplete && { complete: true }) };
  },
  concat: (args) => {
    const lists = args.map(itemsOf);
    if (lists.some((list) => list === null)) return null;
    return { kind: "list", items: lists.flatMap((list) => list ?? []), found: null };
  },
  flatten: ([node]) => {
    const items = node === undefined ? null : flatten(node);
    return items === null ? null : { kind: "list", items, found: null };
  },
  values: ([node]) => {
    const members = node === undefined ? null : entriesOf(node);
    if (members === null) return null;
    const sorted = [...members].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    return { kind: "list", items: sorted.map(([, item]) => item), found: null };
  },
  keys: ([node]) => {
    const members = node === undefined || node.kind === "list" ? null : entriesOf(node);
    return members === null ? null : known(members.map(([key]) => String(key)).sort());
  },
  length: ([node]) => {
    if (node?.kind === "known" && typeof node.value === "string") return known([...node.value].length);
    const members = node === undefined ? null : entriesOf(node);
    return members === null ? null : known(members.length);
  },
  lookup: ([node, key, fallback]) => {
    const name = key === undefined ? undefined : plainValue(key);
    const members = node === undefined ? null : entriesOf(node);
    if (typeof name !== "string" || members === null) return null;
    return members.find(([candidate]) => candidate === name)?.[1] ?? fallback ?? INVALID;
  },
  element: ([node, index]) => {
    const items = node === undefined ? null : itemsOf(node);
    const at = index === undefined ? undefined : plainValue(index);
    if (items === null || typeof at !== "number") return null;
    return items.length === 0 ? INVALID : (items[at % items.length] ?? INVALID);
  },
  one: ([node]) => {
    const items = node === undefined ? null : itemsOf(node);
    if (items === null || items.length > 1) return null;
    return items[0] ?? known(null);
  },
  coalesce: (args) => {
    for (const arg of args) {
      if (arg.kind === "known" && (arg.value === null || arg.value === "")) continue;
      // An unknown value that may be null or "" leaves the choice open.
      return arg.kind === "known" || !mayBeNull(arg) ? arg : null;
    }
    // An error where there is nothing to choose from.
    return INVALID;
  },
  compact: ([node]) => {
    const items = node === undefined ? null : itemsOf(node);
    if (items === null || items.some((item) => item.kind !== "known" && mayBeNull(item))) return null;
    const kept = items.filter((item) => item.kind !== "known" || !(item.value === null || item.value === ""));
    return { kind: "list", items: kept, found: null };
  },
  slice: ([node, from, to]) => {
    const items = node === undefined ? null : itemsOf(node);
    const [start, end] = [from, to].map((bound) => (bound === undefined ? undefined : plainValue(bound)));
    if (items === null || typeof start !== "number" || typeof end !== "number") return null;
    return { kind: "list", items: items.slice(start, end), found: null };
  },
  coalescelist: (args) => {
    for (const arg of args) {
      const items = itemsOf(arg);
      if (items === null) return null;
      if (items.length > 0) return arg;
    }
    return INVALID;
  },
  try: (args) => {
    for (const arg of args) {
      if (arg.kind === "invalid") continue;
      return mayFail(arg) ? null : arg;
    }
    return INVALID;
  },
  can: ([node]) => {
    if (node?.kind === "invalid") return known(false);
    return node !== undefined && plainValue(node) !== undefined ? known(true) : null;
  },
  tolist: ([node]) => (node !== undefined && itemsOf(node) !== null ? node : null),
  tomap: ([node]) => (node !== undefined && node.kind !== "list" && entriesOf(node) !== null ? node : null),
  sensitive: ([node]) =>
    node === undefined
      ? null
      : { kind: "unknown", found: collect([node]), nullable: mayBeNull(node), secret: true, json: null },
  nonsensitive: ([node]) => node ?? null,
};

/** Functions of plain values. Undefined: not for these arguments. */
const PLAIN: Record<string, (...args: Json[]) => Json | undefined> = {
  toset: (list) => (Array.isArray(list) ? [...new Set(list.map(String))].sort() : undefined),
  tostring: (value) => (typeof value === "object" ? (value === null ? null : undefined) : String(value)),
  tonumber: (value) => (typeof value === "number" || typeof value === "string" ? Number(value) : undefined),
  tobool: (value) =>
    typeof value === "boolean" ? value : value === "true" ? true : value === "false" ? false : undefined,
  lower: (text) => (typeof text === "string" ? text.toLowerCase() : undefined),
  upper: (text) => (typeof text === "string" ? text.toUpperCase() : undefined),
  trimspace: (text) => (typeof text === "string" ? text.trim() : undefined),
  trimprefix: (text, prefix) =>
    typeof text === "string" && typeof prefix === "string"
      ? text.startsWith(prefix)
        ? text.slice(prefix.length)
        : text
      : undefined,
  trimsuffix: (text, suffix) =>
    typeof text === "string" && typeof suffix === "string"
      ? suffix !== "" && text.endsWith(suffix)
        ? text.slice(0, -suffix.length)
        : text
      : undefined,
  startswith: (text, prefix) =>
    typeof text === "string" && typeof prefix === "string" ? text.startsWith(prefix) : undefined,
  endswith: (text, suffix) =>
    typeof text === "string" && typeof suffix === "string" ? text.endsWith(suffix) : undefined,
  replace: (text, from, to) =>
    typeof text === "string" && typeof from === "string" && typeof to === "string" && !/^\/.*\/$/.test(from)
      ? text.replaceAll(from, to)
      : undefined,
  join: (separator, ...lists) =>
    typeof separator === "string" && lists.every(Array.isArray) ? lists.flat().join(separator) : undefined,
  split: (separator, text) =>
    typeof separator === "string" && typeof text === "string" ? text.split(separator) : undefined,
  format: (pattern, ...args) => (typeof pattern === "string" ? format(pattern, args) : undefined),
  contains: (list, item) => (Array.isArray(list) ? list.some((member) => member === item) : undefined),
  distinct: (list) =>
    Array.isArray(list) && list.every((item) => typeof item !== "object") ? [...new Set(list)] : undefined,
  sort: (list) => (Array.isArray(list) ? list.map(String).sort() : undefined),
  reverse: (list) => (Array.isArray(list) ? [...list].reverse() : undefined),
  max: (...numbers) =>
    numbers.every((number) => typeof number === "number") ? Math.max(...(numbers as number[])) : undefined,
  min: (...numbers) =>
    numbers.every((number) => typeof number === "number") ? Math.min(...(numbers as number[])) : undefined,
  zipmap: (keys, values) =>
    Array.isArray(keys) && Array.isArray(values)
      ? Object.fromEntries(keys.map((key, index) => [String(key), values[index] ?? null]))
      : undefined,
  jsondecode: (text) => (typeof text === "string" ? decode(text) : undefined),
  base64encode: (text) => (typeof text === "string" ? Buffer.from(text).toString("base64") : undefined),
  base64decode: (text) => (typeof text === "string" ? Buffer.from(text, "base64").toString() : undefined),
};

/** Calls a Terraform function. What is not known here, or not certain, is unknown and keeps its references. */
export function call(name: string, args: readonly Node[]): Node {
  if (name !== "try" && name !== "can" && args.some((arg) => arg.kind === "invalid")) return INVALID;
  const found = collect(args);
  const structural = STRUCTURAL[name]?.(args);
  if (structural != null) return structural;
  const plain = PLAIN[name];
  const values = args.map(plainValue);
  if (plain !== undefined && values.every((value) => value !== undefined)) {
    const result = plain(...(values as Json[]));
    if (result !== undefined) return known(result, found);
  }
  return name === "try" || name === "can" ? unknown(found, true) : unknownFrom(args, true, found);
}

function isNull(node: Node): boolean {
  return node.kind === "known" && node.value === null;
}

function encode(node: Node): Node {
  const value = plainValue(node);
  const found = collect([node]);
  if (value !== undefined) return known(JSON.stringify(value), found);
  return { kind: "unknown", found, nullable: false, secret: false, json: node };
}

function decode(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function itemsOf(node: Node): readonly Node[] | null {
  if (node.kind === "list") return node.items;
  if (node.kind !== "known" || !Array.isArray(node.value)) return null;
  return node.value.map((_, index) => member(node, index));
}

function flatten(node: Node): Node[] | null {
  const items = itemsOf(node);
  if (items === null) return null;
  const flat: Node[] = [];
  for (const item of items) {
    // An unknown member may be a list of any length.
    if (item.kind === "unknown") return null;
    flat.push(...(flatten(item) ?? [item]));
  }
  return flat;
}

/** `%s`, `%d`, `%v` and `%%`; other verbs are left to Terraform. */
function format(pattern: string, args: readonly Json[]): string | undefined {
  if (
    /%(?![sdv%])/.test(pattern) ||
    args.some((arg) => isRecord(arg) || Array.isArray(arg) || arg === null)
  ) {
    return undefined;
  }
  let next = 0;
  return pattern.replace(/%([sdv%])/g, (_, verb: string) => (verb === "%" ? "%" : String(args[next++])));
}
