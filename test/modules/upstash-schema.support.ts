import { upstashSchema } from "../../scripts/upstash-bindings.js";

type Arguments = Record<string, unknown>;
type Attributes = ReturnType<typeof upstashSchema>["resource_schemas"][string]["block"]["attributes"];

/** Arguments that Terraform itself knows on every resource. */
const META = new Set([
  "//",
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
]);

const VERSIONS: Record<string, string> = { "~> 1.5": "1.5.3", "~> 2.0": "2.0.1" };

/** What the provider would say against a synthesized stack: unknown, read-only and missing arguments, and wrong types. */
export function schemaErrors(stack: {
  readonly terraform: { readonly required_providers: Record<string, { readonly version: string }> };
  readonly provider: Record<string, Arguments[]>;
  readonly resource: Record<string, Record<string, Arguments>>;
}): string[] {
  const constraint = stack.terraform.required_providers.upstash?.version ?? "";
  const version = VERSIONS[constraint];
  if (version === undefined) return [`no schema of upstash ${constraint}`];
  const schema = upstashSchema(version);
  const providers = (stack.provider.upstash ?? []).flatMap((values, index) =>
    against(`provider.upstash[${index}]`, values, schema.provider.block.attributes),
  );
  const resources = Object.entries(stack.resource).flatMap(([type, byName]) => {
    const block = schema.resource_schemas[type]?.block;
    return Object.entries(byName).flatMap(([name, values]) =>
      block ? against(`${type}.${name}`, values, block.attributes) : [`${type}: unknown to ${version}`],
    );
  });
  return [...providers, ...resources];
}

function against(address: string, values: Arguments, attributes: Attributes): string[] {
  const set = Object.entries(values).filter(([name, value]) => !META.has(name) && value !== undefined);
  const wrong = set.flatMap(([name, value]) => {
    const attribute = attributes[name];
    if (attribute === undefined) return [`${address}.${name}: unknown argument`];
    if (!attribute.required && !attribute.optional) return [`${address}.${name}: read-only`];
    return fits(value, attribute.type)
      ? []
      : [`${address}.${name}: ${JSON.stringify(value)} is no ${attribute.type}`];
  });
  const missing = Object.entries(attributes).flatMap(([name, { required }]) =>
    required && (values[name] === undefined || values[name] === null) ? [`${address}.${name}: missing`] : [],
  );
  return [...wrong, ...missing];
}

function fits(value: unknown, type: unknown): boolean {
  if (typeof value === "string" && /^\$\{[^}]*\}$/.test(value)) return true;
  if (type === "string") return typeof value === "string";
  if (type === "number") return typeof value === "number";
  if (type === "bool") return typeof value === "boolean";
  const [collection, element] = type as [string, unknown];
  if (collection === "map") {
    return isMap(value) && Object.values(value).every((each) => fits(each, element));
  }
  const isUnique = collection !== "set" || (Array.isArray(value) && new Set(value).size === value.length);
  return Array.isArray(value) && isUnique && value.every((each) => fits(each, element));
}

function isMap(value: unknown): value is Arguments {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
