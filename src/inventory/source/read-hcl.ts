import type { Node } from "web-tree-sitter";
import { literalText, named, readExpression } from "./hcl.js";
import type { SourceBlock, SourceModule, SourceNested, SourceVariable } from "./module.js";
import { notesIn } from "./notes.js";

/** Adds the blocks of one `.tf` file to a module. */
export function addHclFile(root: Node, file: string, module: SourceModule): void {
  const nodes = named(named(root)[0]).filter(({ type }) => type === "block");
  const notes = notesIn(root, nodes, file);
  module.strayNotes.push(...(notes.get(null) ?? []));
  for (const node of nodes) {
    const { type, labels, block: bare } = readBlock(node, file);
    const own = notes.get(node);
    const block = own === undefined ? bare : { ...bare, notes: own };
    if (own !== undefined && type !== "resource" && type !== "data") module.strayNotes.push(...own);
    const [first = "", second = ""] = labels;
    switch (type) {
      case "resource":
        module.resources.set(`${first}.${second}`, block);
        break;
      case "data":
        module.resources.set(`data.${first}.${second}`, block);
        break;
      case "locals":
        for (const [name, value] of block.attributes) module.locals.set(name, value);
        break;
      case "variable":
        module.variables.set(first, readVariable(block));
        break;
      case "output": {
        const value = block.attributes.get("value");
        if (value !== undefined) module.outputs.set(first, value);
        break;
      }
      case "module": {
        const source = block.attributes.get("source");
        const path = source?.kind === "literal" && typeof source.value === "string" ? source.value : "";
        module.calls.set(first, { source: path, block, module: null });
        break;
      }
    }
  }
}

function readVariable({ attributes }: SourceBlock): SourceVariable {
  const nullable = attributes.get("nullable");
  return {
    default: attributes.get("default") ?? null,
    type: attributes.get("type") ?? null,
    nullable: !(nullable?.kind === "literal" && nullable.value === false),
  };
}

function readBlock(node: Node, file: string): { type: string; labels: string[]; block: SourceBlock } {
  const children = named(node);
  const heads = children.filter((child) => child.type === "identifier" || child.type === "string_lit");
  const [type = "", ...labels] = heads.map(literalText);
  const body = children.find((child) => child.type === "body");
  const attributes: SourceBlock["attributes"] = new Map();
  const blocks: SourceNested[] = [];
  for (const child of named(body)) {
    if (child.type === "attribute") {
      const [name, value] = named(child);
      if (name !== undefined && value !== undefined) attributes.set(name.text, readExpression(value));
    } else if (child.type === "block") blocks.push(readNested(child, file));
  }
  return {
    type,
    labels,
    block: { attributes, blocks, position: { file, line: node.startPosition.row + 1 }, construct: null },
  };
}

function readNested(node: Node, file: string): SourceNested {
  const { type, labels, block } = readBlock(node, file);
  const collection = block.attributes.get("for_each");
  const content = block.blocks.find((inner) => inner.type === "content");
  if (type !== "dynamic" || collection === undefined || content === undefined)
    return { type, block, dynamic: null };
  const [label = ""] = labels;
  const iterator = block.attributes.get("iterator");
  return {
    type: label,
    block: content.block,
    dynamic: { collection, iterator: iterator?.kind === "variable" ? iterator.name : label },
  };
}
