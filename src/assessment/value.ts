import { isSensitive, isUnknown, type Value } from "../inventory/inventory.js";

export const KNOWN_AFTER_APPLY = "(known after apply)";
export const SENSITIVE_VALUE = "(sensitive)";

const LONGEST = 120;

/** A value as a report may hold it: markers become words, whatever else a marker carries stays behind. */
export function shown(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (isSensitive(value)) return SENSITIVE_VALUE;
  if (isUnknown(value)) return KNOWN_AFTER_APPLY;
  if (Array.isArray(value)) return value.map(shown);
  return shownRecord(value as Readonly<Record<string, Value>>);
}

export function shownRecord(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, shown(value)]));
}

/** A value in words, at most a line long: `not set`, `345600`, `"alias/orders"`. */
export function describe(value: Value): string {
  const visible = shown(value);
  if (visible === null) return "not set";
  if (visible === "") return "empty";
  if (visible === KNOWN_AFTER_APPLY) return "known after apply";
  if (visible === SENSITIVE_VALUE) return SENSITIVE_VALUE;
  const text = JSON.stringify(visible);
  // In ASCII: one other character makes the whole report twice as large in memory.
  return text.length <= LONGEST ? text : `${[...text].slice(0, LONGEST).join("")}...`;
}
