/**
 * Reduces `terraform providers schema -json` (standard input) to what tells set from computed, one line a resource type.
 * Run: terraform providers schema -json | npx tsx scripts/provider-schema.ts hashicorp/aws 5.100.0 2026-11-21
 */
import { readFileSync, writeFileSync } from "node:fs";

interface Block {
  attributes?: Record<string, Attribute>;
  block_types?: Record<string, { block: Block }>;
}
interface Attribute {
  required?: boolean;
  optional?: boolean;
  computed?: boolean;
  sensitive?: boolean;
}
interface Schemas {
  provider_schemas: Record<
    string,
    {
      resource_schemas?: Record<string, { block: Block }>;
      data_source_schemas?: Record<string, { block: Block }>;
    }
  >;
}

/** Deeply nested types that hold no data of the platform would make up four fifths of the file. */
const LARGEST_LINE = 20_000;

/** `r` required, `o` optional, `oc` optional and computed, `c` computed; `s` appended: sensitive. */
function reduce(block: Block): Record<string, unknown> {
  const groups: Record<string, string[]> = {};
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    const use = attribute.required ? "r" : attribute.optional ? (attribute.computed ? "oc" : "o") : "c";
    const group = attribute.sensitive ? `${use}s` : use;
    groups[group] = [...(groups[group] ?? []), name];
  }
  const blocks = Object.entries(block.block_types ?? {}).map(
    ([name, type]) => [name, reduce(type.block)] as const,
  );
  return blocks.length === 0 ? groups : { ...groups, blocks: Object.fromEntries(blocks) };
}

const [source = "hashicorp/aws", version = "", date = ""] = process.argv.slice(2);
const { provider_schemas } = JSON.parse(readFileSync(0, "utf8")) as Schemas;
const name = `registry.terraform.io/${source}`;
const schema = provider_schemas[name];
if (schema === undefined)
  throw new Error(`the schemas hold ${Object.keys(provider_schemas).join(", ")}, not ${name}`);
const lines: string[] = [JSON.stringify({ provider: name, version, date })];
for (const type of Object.keys(schema.resource_schemas ?? {}).sort()) {
  const block = schema.resource_schemas?.[type]?.block ?? {};
  const line = `${type}\t${JSON.stringify(reduce(block))}`;
  if (line.length <= LARGEST_LINE) lines.push(line);
}
writeFileSync(
  new URL(`../schemas/providers/${source.split("/")[1]}.tsv`, import.meta.url),
  `${lines.join("\n")}\n`,
);
