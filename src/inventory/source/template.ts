import type { Json } from "../../input/plan.js";
import type { Found } from "../references.js";
import { collect, known, type Node, plainValue, unknown } from "./node.js";

/** Stands for an unknown part while a template is read as JSON. */
const HOLE = "\uE000";

/**
 * A template that is the text of a JSON document, with unknown parts inside of its strings. Only references to a resource
 * may stand there: what they yield (ARNs, ids, names) has no quotes.
 */
export function documentIn(parts: readonly Node[]): Node | null {
  const first = parts[0];
  if (first?.kind !== "known" || typeof first.value !== "string" || !/^\s*[[{]/.test(first.value))
    return null;
  let text = "";
  for (const part of parts) {
    const value = plainValue(part);
    if (value !== undefined) text += String(value);
    else if (part.kind === "unknown" && !part.secret && (part.found?.exact.size ?? 0) > 0) text += HOLE;
    else return null;
  }
  try {
    return withHoles(JSON.parse(text) as Json, collect(parts));
  } catch {
    return null;
  }
}

function withHoles(value: Json, found: Found): Node {
  if (typeof value === "string") return value.includes(HOLE) ? unknown(found, false) : known(value);
  if (Array.isArray(value))
    return { kind: "list", items: value.map((item) => withHoles(item, found)), found: null };
  if (typeof value !== "object" || value === null) return known(value);
  const entries = Object.entries(value).map(([key, item]) => [key, withHoles(item, found)] as const);
  return { kind: "object", entries: new Map(entries), found: null };
}
