import type { Json, JsonObject } from "../input/plan.js";
import { SENSITIVE, UNKNOWN, type Value } from "./inventory.js";

/** Lays the unknown and sensitive masks over the values: one tree in which null means null. */
export function markValues(values: JsonObject, unknown: Json, sensitive: Json): Record<string, Value> {
  const marked = mark(values, unknown, sensitive);
  return (typeof marked === "object" && marked !== null && !Array.isArray(marked) ? marked : {}) as Record<
    string,
    Value
  >;
}

function mark(value: Json | undefined, unknown: Json | undefined, sensitive: Json | undefined): Value {
  if (unknown === true) return UNKNOWN;
  // Null and "" tell no secret, and policies must tell them from a value.
  if (sensitive === true && value !== null && value !== "" && value !== undefined) return SENSITIVE;
  if (saysNothing(unknown, value) && saysNothing(sensitive, value)) return (value ?? null) as Value;
  if (Array.isArray(value) || Array.isArray(unknown)) return markList(value, unknown, sensitive);
  if (isRecord(value) || isRecord(unknown)) return markRecord(value, unknown, sensitive);
  return (value ?? null) as Value;
}

function markList(value: Json | undefined, unknown: Json | undefined, sensitive: Json | undefined): Value {
  const values = Array.isArray(value) ? value : [];
  const length = Math.max(values.length, Array.isArray(unknown) ? unknown.length : 0);
  const marked: Value[] = [];
  for (let index = 0; index < length; index += 1) {
    const mask = Array.isArray(unknown) ? unknown[index] : undefined;
    const secret = Array.isArray(sensitive) ? sensitive[index] : undefined;
    marked.push(mark(values[index], mask, secret));
  }
  return marked;
}

function markRecord(value: Json | undefined, unknown: Json | undefined, sensitive: Json | undefined): Value {
  const values = isRecord(value) ? value : {};
  const marked: Record<string, Value> = {};
  const mask = isRecord(unknown) ? unknown : {};
  const secret = isRecord(sensitive) ? sensitive : {};
  for (const key of Object.keys(values)) marked[key] = mark(values[key], mask[key], secret[key]);
  for (const key of Object.keys(mask)) {
    // `"tags": {}` in the mask of an absent value says nothing.
    if (!Object.hasOwn(values, key) && holdsUnknown(mask[key]))
      marked[key] = mark(undefined, mask[key], secret[key]);
  }
  return marked;
}

function holdsUnknown(mask: Json | undefined): boolean {
  if (typeof mask !== "object" || mask === null) return mask === true;
  return Object.values(mask).some(holdsUnknown);
}

/** Most masks are `false`, or `{}` over a value that is there. */
function saysNothing(mask: Json | undefined, value: Json | undefined): boolean {
  if (typeof mask !== "object" || mask === null) return mask !== true;
  return isRecord(value) && isRecord(mask) && Object.keys(mask).length === 0;
}

export function isRecord(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list with its items changed; the same list when nothing in it did. */
export function mapped<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  let result: T[] | null = null;
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index] as T;
    const changed = change(item);
    if (changed === item) continue;
    result ??= [...list];
    result[index] = changed;
  }
  return result ?? list;
}
