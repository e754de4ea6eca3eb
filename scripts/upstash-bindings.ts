/**
 * Writes the typed bindings of the Terraform provider upstash/upstash, one file a resource type, from the schemas that the
 * provider prints of itself: version 2.0.1, and version 1.5.3 for what that alone has (Kafka).
 * Run: npx tsx scripts/upstash-bindings.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

type Type = "string" | "number" | "bool" | ["map" | "list" | "set", unknown];
interface Attribute {
  readonly type: Type;
  readonly description?: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
}
interface Block {
  readonly block: { readonly attributes: Readonly<Record<string, Attribute>> };
}
interface Schema {
  readonly provider: Block;
  readonly resource_schemas: Readonly<Record<string, Block>>;
}

const ROOT = join(import.meta.dirname, "..");
const FOLDER = "modules/upstash/provider";
/** First the version that counts where both have a type. */
const VERSIONS = ["2.0.1", "1.5.3"];

/** The schema of a version of the provider. */
export function upstashSchema(version: string): Schema {
  const text = readFileSync(join(ROOT, `schemas/providers/upstash-${version}.json`), "utf8");
  return JSON.parse(text).provider_schemas["registry.terraform.io/upstash/upstash"];
}

/** The files, by path. */
export function bindings(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const version of VERSIONS) {
    for (const [type, { block }] of Object.entries(upstashSchema(version).resource_schemas)) {
      const name = type.replace(/^upstash_/, "").replaceAll("_", "-");
      if (!files.has(`${FOLDER}/${name}.ts`))
        files.set(`${FOLDER}/${name}.ts`, binding(type, block.attributes, version));
    }
  }
  const names = [...files.keys()].map((path) => path.slice(FOLDER.length + 1, -".ts".length));
  const exported = [...names, "provider"].sort().map((name) => `export * from "./${name}.js";\n`);
  return files.set(`${FOLDER}/index.ts`, `// Written by scripts/upstash-bindings.ts.\n${exported.join("")}`);
}

function binding(type: string, attributes: Readonly<Record<string, Attribute>>, version: string): string {
  const name = pascal(type.replace(/^upstash_/, ""));
  // `id` is what Terraform itself calls the resource by; nobody sets it.
  const all = Object.entries(attributes).filter(([key]) => key !== "id");
  const settable = all.filter(([, { required, optional }]) => required || optional);
  const readable = all.filter(([, attribute]) => typeof attribute.type === "string");
  const usesBool = all.some(([, attribute]) => attribute.type === "bool");
  return `// Written by scripts/upstash-bindings.ts from the schema of upstash/upstash ${version}.
import type { ${usesBool ? "IResolvable, " : ""}TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { UpstashResource } from "./resource.js";

export interface ${name}Config extends TerraformMetaArguments {
${settable.map(([key, attribute]) => property(key, attribute)).join("")}}

/** The resource \`${type}\`. */
export class ${name} extends UpstashResource {
  static readonly tfResourceType = "${type}";

  constructor(scope: Construct, id: string, config: ${name}Config) {
    super(scope, id, ${name}.tfResourceType, config, {
${settable.map(([key]) => `      ${key}: config.${camel(key)},\n`).join("")}    });
  }
${readable.map(([key, attribute]) => getter(key, attribute)).join("")}}
`;
}

function property(key: string, attribute: Attribute): string {
  const optional = attribute.required ? "" : "?";
  const orNothing = attribute.required ? "" : " | undefined";
  return `${comment(attribute)}  readonly ${camel(key)}${optional}: ${typeName(attribute.type)}${orNothing};\n`;
}

function getter(key: string, attribute: Attribute): string {
  const [result, method] = {
    string: ["string", "getStringAttribute"],
    number: ["number", "getNumberAttribute"],
    bool: ["IResolvable", "getBooleanAttribute"],
  }[attribute.type as "string" | "number" | "bool"];
  return `
${comment(attribute)}  get ${camel(key)}(): ${result} {
    return this.${method}("${key}");
  }
`;
}

function comment({ description, sensitive, deprecated }: Attribute): string {
  const words = [
    (description ?? "").replaceAll("*/", "").trim().replace(/\.$/, ""),
    sensitive ? "Sensitive" : "",
    deprecated ? "Deprecated by the provider" : "",
  ].filter((part) => part !== "");
  return words.length === 0 ? "" : `  /** ${words.join(". ")}. */\n`;
}

function typeName(type: Type): string {
  if (type === "bool") return "boolean | IResolvable";
  if (typeof type === "string") return type;
  const [collection, element] = type;
  const inner = typeName(element as Type);
  return collection === "map" ? `Readonly<Record<string, ${inner}>>` : `readonly ${inner}[]`;
}

function camel(snake: string): string {
  return snake.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function pascal(snake: string): string {
  return camel(`_${snake}`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  mkdirSync(join(ROOT, FOLDER), { recursive: true });
  for (const [path, text] of bindings()) writeFileSync(join(ROOT, path), text);
}
