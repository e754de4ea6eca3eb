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
  if (isNothing(unknown) && isNothing(sensitive)) return (value ?? null) as Value;
  if (Array.isArray(value) || Array.isArray(unknown)) return markList(value, unknown, sensitive);
  if (isRecord(value) || isRecord(unknown)) return markRecord(value, unknown, sensitive);
  return (value ?? null) as Value;
}

function markList(value: Json | undefined, unknown: Json | undefined, sensitive: Json | undefined): Value {
  const values = Array.isArray(value) ? value : [];
  const length = Math.max(values.length, Array.isArray(unknown) ? unknown.length : 0);
  return Array.from({ length }, (_, index) =>
    mark(
      values[index],
      Array.isArray(unknown) ? unknown[index] : undefined,
      Array.isArray(sensitive) ? sensitive[index] : undefined,
    ),
  );
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

function isNothing(mask: Json | undefined): boolean {
  return mask === undefined || mask === null || mask === false;
}

export function isRecord(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
