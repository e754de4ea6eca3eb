import { readFileSync } from "node:fs";
import type { Node } from "web-tree-sitter";
import { NULL, type SourceExpression, SPLAT } from "./expression.js";

/** Parses HCL to its concrete syntax tree; one for a run. */
export interface HclParser {
  /** The body of a file; the tree marks what is not HCL as `ERROR`. */
  file(text: string): Node | null;
  /** An expression by itself; null when it is not one. */
  expression(text: string): SourceExpression | null;
}

/** @param grammar `tree-sitter-hcl.wasm`, @param runtime `web-tree-sitter.wasm`. */
export async function openHclParser(grammar: URL, runtime: URL): Promise<HclParser> {
  // Only what has a source needs it.
  const { Language, Parser } = await import("web-tree-sitter");
  await Parser.init({ wasmBinary: readFileSync(runtime) });
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(grammar)));
  return {
    file: (text) => parser.parse(text)?.rootNode ?? null,
    expression(text) {
      const tree = parser.parse(`x = ${text}\n`);
      const root = tree?.rootNode;
      if (root == null || root.hasError) return null;
      const attribute = named(named(root)[0])[0];
      const value = attribute?.type === "attribute" ? named(attribute)[1] : undefined;
      return value === undefined ? null : readExpression(value);
    },
  };
}

export function named(node: Node | null | undefined): Node[] {
  return (node?.namedChildren ?? []).filter(
    (child): child is Node => child !== null && child.type !== "comment",
  );
}

/** An `expression` node: something, and the accesses behind it. */
export function readExpression(node: Node): SourceExpression {
  return readSequence(named(node));
}

function readSequence(nodes: readonly Node[]): SourceExpression {
  const [first, ...accesses] = nodes;
  if (first === undefined) return opaque([]);
  return readAccesses(readTerm(first), accesses);
}

function readAccesses(start: SourceExpression, accesses: readonly Node[]): SourceExpression {
  let expression = start;
  for (const access of accesses) {
    if (access.type === "splat") {
      const inner = access.namedChildren[0];
      const steps = named(inner);
      // `[*]` takes all that follows of each element; the older `.*` takes attributes only.
      const attributes = steps.findIndex((step) => step.type !== "get_attr");
      const taken = inner?.type === "attr_splat" && attributes >= 0 ? attributes : steps.length;
      const each = readAccesses({ kind: "variable", name: SPLAT }, steps.slice(0, taken));
      expression = readAccesses({ kind: "splat", of: expression, each }, steps.slice(taken));
    } else expression = readAccess(expression, access);
  }
  return expression;
}

function readAccess(of: SourceExpression, node: Node): SourceExpression {
  if (node.type === "get_attr") return { kind: "attribute", of, name: named(node)[0]?.text ?? "" };
  if (node.type === "index") {
    const inner = named(node)[0];
    if (inner?.type === "legacy_index") {
      return { kind: "index", of, index: { kind: "literal", value: Number(inner.text.slice(1)) } };
    }
    const index = named(inner)[0];
    if (index !== undefined) return { kind: "index", of, index: readExpression(index) };
  }
  return opaque([of]);
}

function readTerm(node: Node): SourceExpression {
  const children = named(node);
  switch (node.type) {
    case "expression":
      return readExpression(node);
    case "literal_value":
      return readLiteral(node);
    case "variable_expr":
      return { kind: "variable", name: node.text };
    case "template_expr":
      return readTemplate(children[0] ?? node);
    case "collection_value":
      return readCollection(children[0]);
    case "function_call":
      return readCall(node, children);
    case "conditional":
      return readConditional(children);
    case "for_expr":
      return readFor(children[0]);
    case "operation":
      return readOperation(children[0]);
    default:
      return opaque(children.map(readTerm));
  }
}

function readLiteral(node: Node): SourceExpression {
  const literal = named(node)[0];
  switch (literal?.type) {
    case "numeric_lit":
      return { kind: "literal", value: Number(literal.text) };
    case "bool_lit":
      return { kind: "literal", value: literal.text === "true" };
    case "null_lit":
      return NULL;
    case "string_lit":
      return { kind: "literal", value: unescaped(literalText(literal)) };
    default:
      return opaque([]);
  }
}

/** The text of a string without interpolation: a `string_lit`, or an identifier that stands for one. */
export function literalText(node: Node): string {
  if (node.type !== "string_lit") return node.text;
  return named(node)
    .filter((child) => child.type === "template_literal")
    .map((child) => child.text)
    .join("");
}

/** https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences */
function unescaped(text: string): string {
  const simple: Record<string, string> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };
  return text
    .replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/g, (_, short, long, letter) =>
      letter === undefined
        ? String.fromCodePoint(Number.parseInt(short ?? long, 16))
        : (simple[letter] ?? letter),
    )
    .replaceAll("$${", "${")
    .replaceAll("%%{", "%{");
}

function readTemplate(node: Node): SourceExpression {
  if (node.type === "heredoc_template") return readHeredoc(node);
  const parts: SourceExpression[] = [];
  for (const child of named(node)) {
    if (child.type === "template_literal") parts.push({ kind: "literal", value: unescaped(child.text) });
    else parts.push(...readInserted(child));
  }
  // `"${x}"` is x itself, not its text.
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && only.kind !== "literal") return only;
  return { kind: "template", parts };
}

function readInserted(node: Node): SourceExpression[] {
  // `~` takes away the blanks around it.
  if (node.type === "template_directive" || /^\$\{~|~\}$/.test(node.text))
    return [opaque(expressionsIn(node))];
  if (node.type !== "template_interpolation") return [];
  const inner = named(node).find((part) => part.type === "expression");
  return [inner === undefined ? opaque([]) : readExpression(inner)];
}

/** Stands for what is inserted while the text is put in order. */
const INSERTED = "\0";

/** The grammar drops blanks around what is inserted: the text between is cut out of the source. */
function readHeredoc(node: Node): SourceExpression {
  const inserted: SourceExpression[] = [];
  let text = "";
  let at = node.text.indexOf("\n") + 1;
  for (const child of named(node)) {
    const expressions = readInserted(child);
    if (expressions.length === 0) continue;
    inserted.push(...expressions);
    text += node.text.slice(at, child.startIndex - node.startIndex) + INSERTED;
    at = child.endIndex - node.startIndex;
  }
  text += node.text.slice(at, node.text.lastIndexOf("\n") + 1);
  const literals = (node.text.startsWith("<<-") ? withoutIndent(text) : text).split(INSERTED);
  const parts = literals.flatMap((literal, index): SourceExpression[] => {
    const value = literal.replaceAll("$${", "${").replaceAll("%%{", "%{");
    return [{ kind: "literal", value }, ...inserted.slice(index, index + 1)];
  });
  return { kind: "template", parts };
}

/** https://developer.hashicorp.com/terraform/language/expressions/strings#indented-heredocs */
function withoutIndent(text: string): string {
  const lines = text.split("\n");
  const isBlank = (line: string) => line.trim() === "";
  const indents = lines.filter((line) => !isBlank(line)).map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return lines.map((line) => (isBlank(line) ? line : line.slice(indent))).join("\n");
}

function expressionsIn(node: Node): SourceExpression[] {
  return named(node).flatMap((child) =>
    child.type === "expression" ? [readExpression(child)] : expressionsIn(child),
  );
}

function readCollection(node: Node | undefined): SourceExpression {
  if (node?.type === "tuple") {
    return {
      kind: "tuple",
      items: named(node)
        .filter((item) => item.type === "expression")
        .map(readExpression),
    };
  }
  if (node?.type !== "object") return opaque([]);
  const entries: [SourceExpression, SourceExpression][] = [];
  for (const element of named(node)) {
    const key = element.childForFieldName("key");
    const value = element.childForFieldName("val");
    if (key !== null && value !== null) entries.push([readKey(key), readExpression(value)]);
  }
  return { kind: "object", entries };
}

/** A bare name as a key is a string; in parentheses it is a variable. */
function readKey(node: Node): SourceExpression {
  const expression = readExpression(node);
  const bare = named(node)[0]?.type === "variable_expr";
  return bare && expression.kind === "variable" ? { kind: "literal", value: expression.name } : expression;
}

function readCall(node: Node, children: readonly Node[]): SourceExpression {
  const list = children.find((child) => child.type === "function_arguments");
  const name = node.text.slice(0, node.text.indexOf("(")).trim();
  const parts = named(list);
  return {
    kind: "call",
    name,
    args: parts.filter((part) => part.type === "expression").map(readExpression),
    expand: parts.some((part) => part.type === "ellipsis"),
  };
}

function readConditional(children: readonly Node[]): SourceExpression {
  const [condition, then, otherwise] = children.map(readTerm);
  if (condition === undefined || then === undefined || otherwise === undefined) return opaque([]);
  return { kind: "conditional", condition, then, otherwise };
}

function readFor(node: Node | undefined): SourceExpression {
  const children = named(node);
  const intro = named(children.find((child) => child.type === "for_intro"));
  const names = intro.filter((child) => child.type === "identifier").map((child) => child.text);
  const collection = intro.find((child) => child.type === "expression");
  const results = children.filter((child) => child.type === "expression").map(readExpression);
  const condition = named(children.find((child) => child.type === "for_cond"))[0];
  const isObject = node?.type === "for_object_expr";
  const value = results[isObject ? 1 : 0];
  const valueName = names.at(-1);
  if (collection === undefined || value === undefined || valueName === undefined) return opaque(results);
  return {
    kind: "for",
    keyName: names.length > 1 ? (names[0] ?? null) : null,
    valueName,
    collection: readExpression(collection),
    key: isObject ? (results[0] ?? null) : null,
    value,
    condition: condition === undefined ? null : readExpression(condition),
    grouping: children.some((child) => child.type === "ellipsis"),
  };
}

/** The grammar puts an operand's accesses beside it: `(binary_operation (variable_expr) (get_attr) (literal_value))`. */
function readOperation(node: Node | undefined): SourceExpression {
  if (node === undefined) return opaque([]);
  const operator = node.children.find((child) => child !== null && !child.isNamed)?.text ?? "";
  const operands: SourceExpression[] = [];
  for (const child of named(node)) {
    const last = operands.length - 1;
    const before = operands[last];
    if (before !== undefined && ["get_attr", "index", "splat"].includes(child.type)) {
      operands[last] = readAccesses(before, [child]);
    } else operands.push(readTerm(child));
  }
  const [left, right] = operands;
  if (node.type === "unary_operation" && left !== undefined)
    return { kind: "unary", operator, operand: left };
  if (left === undefined || right === undefined) return opaque(operands);
  return { kind: "binary", operator, left, right };
}

function opaque(parts: readonly SourceExpression[]): SourceExpression {
  return { kind: "opaque", parts };
}
