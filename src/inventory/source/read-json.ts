import type { Json, JsonObject } from "../../input/plan.js";
import { isRecord } from "../values.js";
import type { SourceExpression } from "./expression.js";
import type { HclParser } from "./hcl.js";
import type { SourceBlock, SourceModule, SourceNested } from "./module.js";
import { type SourceNote, speaks } from "./notes.js";
import { locateKeys } from "./positions.js";

/**
 * Adds a file in Terraform's JSON syntax, as CDKTF synthesizes it. Whether a record is a block or an object is known to
 * the provider's schema alone, so each is kept as both.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function addJsonFile(text: string, file: string, module: SourceModule, parser: HclParser): void {
  const json = JSON.parse(text) as JsonObject;
  const lines = locateKeys(text);
  const read = (value: Json | undefined) => readJsonExpression(value ?? null, parser);
  const block = (value: Json | undefined, ...path: string[]) =>
    readBlock(isRecord(value) ? value : {}, parser, { file, line: lines.get(path.join("\0")) ?? 1 });
  for (const section of ["resource", "data"] as const) {
    for (const [type, byName] of Object.entries(recordOf(json[section]))) {
      for (const [name, body] of Object.entries(recordOf(byName))) {
        const local = `${section === "data" ? "data." : ""}${type}.${name}`;
        const read = block(body, section, type, name);
        const notes = isRecord(body) ? notesOf(body, read.position) : [];
        module.resources.set(local, notes.length === 0 ? read : { ...read, notes });
      }
    }
  }
  for (const [name, value] of Object.entries(recordOf(json.locals))) module.locals.set(name, read(value));
  for (const [name, value] of Object.entries(recordOf(json.variable))) {
    if (!isRecord(value)) continue;
    // A type stands in the string of its own: `"map(string)"`.
    const type = typeof value.type === "string" ? parser.expression(value.type) : null;
    module.variables.set(name, {
      default: "default" in value ? read(value.default) : null,
      type,
      nullable: value.nullable !== false,
    });
  }
  for (const [name, value] of Object.entries(recordOf(json.output))) {
    if (isRecord(value) && "value" in value) module.outputs.set(name, read(value.value));
  }
  for (const [name, value] of Object.entries(recordOf(json.module))) {
    const source = isRecord(value) && typeof value.source === "string" ? value.source : "";
    module.calls.set(name, { source, block: block(value, "module", name), module: null });
  }
}

function recordOf(value: Json | undefined): JsonObject {
  if (Array.isArray(value)) return Object.assign({}, ...value.filter(isRecord));
  return isRecord(value) ? value : {};
}

function readBlock(body: JsonObject, parser: HclParser, position: SourceBlock["position"]): SourceBlock {
  const attributes: SourceBlock["attributes"] = new Map();
  const blocks: SourceNested[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (name === "//") continue;
    if (name === "dynamic") {
      blocks.push(...readDynamic(recordOf(value), parser, position));
      continue;
    }
    attributes.set(name, readJsonExpression(value, parser));
    for (const item of Array.isArray(value) ? value : [value]) {
      if (isRecord(item))
        blocks.push({ type: name, block: readBlock(item, parser, position), dynamic: null });
    }
  }
  return { attributes, blocks, position, construct: constructOf(body) };
}

/** Terraform ignores `//`; people write comments there, and `waive()` of safeguard/cdktf writes `safeguard.waive`. */
function notesOf(body: JsonObject, position: SourceBlock["position"]): SourceNote[] {
  const note = body["//"];
  if (typeof note === "string") return speaks(note) ? [{ ...position, written: note }] : [];
  const said = isRecord(note) ? note.safeguard : undefined;
  if (said === undefined) return [];
  return (isRecord(said) && Array.isArray(said.waive) ? said.waive : [said]).map((written) => ({
    ...position,
    written,
  }));
}

/** CDKTF notes where a resource came from beside it. */
function constructOf(body: JsonObject): string | null {
  const note = body["//"];
  const metadata = isRecord(note) ? note.metadata : null;
  return isRecord(metadata) && typeof metadata.path === "string" ? metadata.path : null;
}

function readDynamic(body: JsonObject, parser: HclParser, position: SourceBlock["position"]): SourceNested[] {
  return Object.entries(body).flatMap(([type, value]) =>
    (Array.isArray(value) ? value : [value]).filter(isRecord).map((dynamic) => {
      const iterator = dynamic.iterator;
      return {
        type,
        block: readBlock(recordOf(dynamic.content), parser, position),
        dynamic: {
          collection: readJsonExpression(dynamic.for_each ?? null, parser),
          iterator: typeof iterator === "string" ? iterator : type,
        },
      };
    }),
  );
}

/** A value of the JSON syntax: every string is a template. */
function readJsonExpression(value: Json, parser: HclParser): SourceExpression {
  if (typeof value === "string") return readTemplate(value, parser);
  if (Array.isArray(value))
    return { kind: "tuple", items: value.map((item) => readJsonExpression(item, parser)) };
  if (isRecord(value)) {
    const entries = Object.entries(value).filter(([key]) => key !== "//");
    return {
      kind: "object",
      entries: entries.map(
        ([key, item]) => [readTemplate(key, parser), readJsonExpression(item, parser)] as const,
      ),
    };
  }
  return { kind: "literal", value };
}

function readTemplate(text: string, parser: HclParser): SourceExpression {
  if (!text.includes("${") && !text.includes("%{")) return { kind: "literal", value: text };
  const parts: SourceExpression[] = [];
  let literal = "";
  const flush = () => {
    if (literal !== "") parts.push({ kind: "literal", value: literal });
    literal = "";
  };
  let at = 0;
  while (at < text.length) {
    const two = text.slice(at, at + 2);
    const marker = text.slice(at, at + 3);
    if (marker === "$${" || marker === "%%{") {
      literal += marker.slice(1);
      at += 3;
    } else if (two === "${" || two === "%{") {
      flush();
      const end = endOfInterpolation(text, at + 2);
      const inner = text.slice(at + 2, end).replace(/^~|~$/g, "");
      parts.push((two === "${" ? parser.expression(inner) : null) ?? { kind: "opaque", parts: [] });
      at = end + 1;
    } else {
      literal += text[at];
      at += 1;
    }
  }
  flush();
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: "template", parts };
}

/** The brace that closes an interpolation; braces inside of strings and of objects do not. */
function endOfInterpolation(text: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at + 1);
    else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return at;
    }
    at += 1;
  }
  return text.length;
}

function endOfString(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === "\\") at += 2;
    else if (text.startsWith("$${", at)) at += 3;
    else if (text.startsWith("${", at)) at = endOfInterpolation(text, at + 2) + 1;
    else at += 1;
  }
  return at;
}
