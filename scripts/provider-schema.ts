/**
 * Reduces `terraform providers schema -json` (standard input) to what tells set from computed, one line a resource type.
 * Run, with the provider's source, version and the date, and the name of the file if it is not the provider's:
 *   terraform providers schema -json | npx tsx scripts/provider-schema.ts hashicorp/aws 5.100.0 2026-11-21
 *   npx tsx scripts/provider-schema.ts upstash/upstash 1.5.3 2026-11-21 upstash-1 < schemas/providers/upstash-1.5.3.json
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

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

/**
 * The text of `schemas/providers/<provider>.tsv`.
 * @param source `hashicorp/aws`
 * @param date When the provider was asked, ISO 8601.
 */
export function reducedSchema(schemas: string, source: string, version: string, date: string): string {
  const { provider_schemas } = JSON.parse(schemas) as Schemas;
  const provider = `registry.terraform.io/${source}`;
  const schema = provider_schemas[provider];
  if (schema === undefined)
    throw new Error(`the schemas hold ${Object.keys(provider_schemas).join(", ")}, not ${provider}`);
  const lines: string[] = [JSON.stringify({ provider, version, date })];
  for (const type of Object.keys(schema.resource_schemas ?? {}).sort()) {
    const block = schema.resource_schemas?.[type]?.block ?? {};
    const line = `${type}\t${JSON.stringify(reduce(block))}`;
    if (line.length <= LARGEST_LINE) lines.push(line);
  }
  return `${lines.join("\n")}\n`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [source = "", version = "", date = "", name = source.split("/")[1]] = process.argv.slice(2);
  const file = new URL(`../schemas/providers/${name}.tsv`, import.meta.url);
  writeFileSync(file, reducedSchema(readFileSync(0, "utf8"), source, version, date));
}
