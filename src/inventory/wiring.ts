import type { ConfigResource, Expressions, Json } from "../input/plan.js";
import type { Instance } from "./instances.js";
import { type Presence, type SourcePosition, UNKNOWN, type Value } from "./inventory.js";
import type { ProviderSchema } from "./provider-schema.js";
import { expressionsOf, type Found, type ReferenceResolver } from "./references.js";
import { localName, type Scope } from "./scopes.js";
import type { BlockNodes, Evaluator } from "./source/evaluate.js";
import { collect, mayBeNull, type Node, plainValue, plannedValue, unknown } from "./source/node.js";

/** What the configuration says of one instance, whichever way it was read. */
export interface Wiring {
  /** Paths without indices of the arguments and blocks that are written; null without a configuration. */
  readonly configured: ReadonlySet<string> | null;
  readonly found: ReadonlyMap<string, Found>;
  /** Whether an unknown argument will have a value; null for what no configuration can set. */
  presence(path: readonly string[]): Presence | null;
  /** Objects and lists of which the plan knows nothing and the source some members. */
  readonly partial: ReadonlyMap<string, Value>;
  /** JSON documents whose text is not known, as far as the source tells them. */
  readonly documents: ReadonlyMap<string, Value>;
  /** The text of an argument, where the configuration tells it; the plan may have its hash only. */
  textOf(argument: string): string | null;
  readonly position: SourcePosition | null;
  /** Path of the CDKTF construct. */
  readonly construct: string | null;
}

/** Of a resource without a configuration. */
export const NO_WIRING: Wiring = {
  configured: null,
  found: new Map(),
  presence: () => "possible",
  partial: new Map(),
  documents: new Map(),
  textOf: () => null,
  position: null,
  construct: null,
};

/** From plan JSON alone: lists of references, no conditions. */
export function wiringFromPlan(
  instance: Instance,
  scope: Scope,
  resolver: ReferenceResolver,
  schema: ProviderSchema,
): Wiring {
  const config = scope.resources.get(localName(instance))?.config ?? null;
  if (config === null) {
    return NO_WIRING;
  }
  const { configured, leaves, blind, empty } = writtenPaths(config);
  const found = resolver.ofInstance(instance, scope);
  const presence = (path: readonly string[]): Presence | null => {
    const argument = schema.argument(instance.type, path);
    if (argument !== null && !argument.settable) return null;
    // Only a dynamic block is unknown as a whole, and plan JSON leaves it out of the configuration, with all in it.
    if (argument?.required) return "proven";
    if (argument?.block || isInDynamicBlock(instance.type, path, configured, schema)) return "possible";
    if (!isWritten(configured, leaves, path) || empty.has(path.join("."))) return "unset";
    // Without a reference to something unknown, what makes it so (`timestamp()`) may be a condition.
    if ((argument?.computable ?? true) || blind.has(path.join("."))) return "possible";
    // With several unknown parts, or some that cannot be seen, one may be a condition and the value null.
    const mentioned = found.get(path.join(".")) ?? found.get(path[0] ?? "");
    const parts = mentioned === undefined ? 0 : mentioned.exact.size + mentioned.candidates.size;
    return parts > 1 || (mentioned?.hidden.size ?? 0) > 0 ? "possible" : "proven";
  };
  return {
    configured,
    found,
    presence,
    documents: new Map(),
    textOf: (argument) => constantText(config.expressions?.[argument]),
    partial: new Map(),
    position: null,
    construct: null,
  };
}

function constantText(expression: Expressions | undefined): string | null {
  const value =
    expression !== undefined && "constant_value" in expression ? expression.constant_value : undefined;
  return typeof value === "string" ? value : null;
}

/** From the source: expressions, evaluated as far as they are certain. */
export function wiringFromSource(
  instance: Instance,
  scope: Scope,
  evaluator: Evaluator,
  schema: ProviderSchema,
): Wiring | null {
  const block = evaluator.blockOf(instance, scope);
  const nodes = evaluator.evaluateInstance(instance, scope);
  if (block === null || nodes === null) return null;
  const configured = new Set<string>();
  const leaves = new Set<string>();
  const found = new Map<string, Found>();
  const documents = new Map<string, Value>();
  const partial = new Map<string, Value>();
  const texts = new Map<string, string>();
  const values = new Map<string, Node>();
  const visit = (path: string, node: Node) => {
    values.set(path, weaker(values.get(path), node));
    if (node.kind === "known" && node.value === null) return;
    configured.add(path);
    if (node.kind === "unknown") leaves.add(path);
    const references = collect([node]);
    if (references.exact.size + references.candidates.size + references.hidden.size > 0) {
      const before = found.get(path);
      found.set(
        path,
        before === undefined ? references : collect([{ kind: "known", value: null, found: before }, node]),
      );
    }
    const inner = node.kind === "unknown" && node.json !== null ? node.json : node;
    if (inner !== node) documents.set(path, plannedValue(inner));
    if (inner.kind === "object") for (const [key, item] of inner.entries) visit(`${path}.${key}`, item);
  };
  // Plan JSON gives a block that the schema calls an attribute one list of references: both ways have that path.
  const ofBlock = (path: string, { attributes, blocks }: BlockNodes) => {
    const nodes = [...attributes.values()];
    const references = collect(nodes, found.get(path));
    if (references.exact.size + references.candidates.size + references.hidden.size > 0)
      found.set(path, references);
    for (const { nodes: inner } of blocks) ofBlock(path, inner);
  };
  const visitBlock = (prefix: string, { attributes, blocks }: BlockNodes) => {
    for (const [name, node] of attributes) {
      if (prefix === "" && (node.kind === "object" || node.kind === "list"))
        partial.set(name, toldValue(node));
      if (prefix === "" && node.kind === "known" && typeof node.value === "string")
        texts.set(name, node.value);
      if (!META_ARGUMENTS.has(name)) visit(`${prefix}${name}`, node);
    }
    for (const { type, nodes: inner, certain } of blocks) {
      const path = `${prefix}${type}`;
      configured.add(path);
      if (!certain) values.set(path, unknown(null, true));
      visitBlock(`${path}.`, inner);
      ofBlock(path, inner);
    }
  };
  visitBlock("", nodes);
  // In JSON syntax an object argument looks like a block; the schema tells, where it has the type.
  for (const [type, value] of blockValues(nodes)) {
    const isBlock = schema.argument(instance.type, [type])?.block ?? instance.mode === "data";
    if (isBlock) partial.set(type, value);
  }
  const presence = (path: readonly string[]): Presence | null => {
    const joined = path.join(".");
    const argument = schema.argument(instance.type, path);
    if (argument?.settable === false) return null;
    if (argument?.required) return "proven";
    const node = values.get(joined);
    if (node === undefined) return isWritten(configured, leaves, path) ? "possible" : "unset";
    // To a provider that computes what is left out, what is empty is left out.
    if (isEmpty(plainValue(node))) return "unset";
    return mayBeNull(node) ? "possible" : "proven";
  };
  return {
    configured,
    found,
    presence,
    documents,
    textOf: (argument) => texts.get(argument) ?? null,
    partial,
    position: block.position,
    construct: block.construct,
  };
}

/** Nested blocks whose number is certain, as the plan would list them. */
function blockValues({ blocks }: BlockNodes): Map<string, Value[]> {
  const values = new Map<string, Value[]>();
  for (const { type, nodes } of blocks) values.set(type, [...(values.get(type) ?? []), blockValue(nodes)]);
  for (const { type, certain } of blocks) if (!certain) values.delete(type);
  return values;
}

function blockValue(nodes: BlockNodes): Value {
  const value: Record<string, Value> = {};
  for (const [name, node] of nodes.attributes) value[name] = toldValue(node);
  for (const [type, list] of blockValues(nodes)) value[type] = list;
  return value;
}

/**
 * A node as a planned value. The argument may be a set, in which equal members are one: how many there are is certain
 * only where those that are not known come of different resources.
 */
function toldValue(node: Node): Value {
  const members = node.kind === "list" ? node.items : [];
  const origins = members.map((item) => JSON.stringify([plannedValue(item), [...collect([item]).exact]]));
  if (new Set(origins).size < members.length && plainValue(node) === undefined) return UNKNOWN;
  return plannedValue(node);
}

const META_ARGUMENTS = new Set([
  "for_each",
  "count",
  "depends_on",
  "provider",
  "lifecycle",
  "provisioner",
  "connection",
]);

/** Of several blocks' values for one path, the one that is least certain to be there. */
function weaker(before: Node | undefined, node: Node): Node {
  return before !== undefined && mayBeNull(before) ? before : node;
}

interface Written {
  readonly configured: ReadonlySet<string>;
  readonly leaves: ReadonlySet<string>;
  /** Neither constant nor referring to anything. */
  readonly blind: ReadonlySet<string>;
  /** Constants such as "" and []. */
  readonly empty: ReadonlySet<string>;
}

const written = new WeakMap<ConfigResource, Written>();

/**
 * All instances of a block share it. A written null is the constant null; an expression that is no constant and refers to
 * nothing (`jsonencode({})`) is `{}` and written all the same.
 */
function writtenPaths(config: ConfigResource): Written {
  const known = written.get(config);
  if (known !== undefined) return known;
  const expressions = config.expressions ?? {};
  const configured = new Set<string>();
  const leaves = new Set<string>();
  const blind = new Set<string>();
  const empty = new Set<string>();
  for (const { path, expression } of expressionsOf(config)) {
    if (expression.constant_value === null && expression.references === undefined) continue;
    leaves.add(path);
    if (expression.references === undefined && isEmpty(expression.constant_value)) empty.add(path);
    if (!("constant_value" in expression) && expression.references === undefined) blind.add(path);
    for (let end = path.indexOf("."); end >= 0; end = path.indexOf(".", end + 1))
      configured.add(path.slice(0, end));
    configured.add(path);
  }
  for (const name of Object.keys(expressions)) if (Array.isArray(expressions[name])) configured.add(name);
  const paths = { configured, leaves, blind, empty };
  written.set(config, paths);
  return paths;
}

function isEmpty(value: Json | undefined): boolean {
  if (typeof value !== "object") return value === "" || value === 0 || value === false;
  return value === null || Object.keys(value).length === 0;
}

/** A block that is planned and not configured was written by a dynamic block, at whatever depth. */
function isInDynamicBlock(
  type: string,
  path: readonly string[],
  configured: ReadonlySet<string>,
  schema: ProviderSchema,
): boolean {
  return path.slice(1).some((_, depth) => {
    const block = path.slice(0, depth + 1);
    return !configured.has(block.join(".")) && (schema.argument(type, block)?.block ?? false);
  });
}

/** Written itself, or inside of an expression whose parts are not told apart. */
function isWritten(
  configured: ReadonlySet<string>,
  leaves: ReadonlySet<string>,
  path: readonly string[],
): boolean {
  if (configured.has(path.join("."))) return true;
  return path.some((_, length) => leaves.has(path.slice(0, length).join(".")));
}
