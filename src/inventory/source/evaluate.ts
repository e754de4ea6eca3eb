import type { Key } from "../address.js";
import type { Instance } from "../instances.js";
import type { Value } from "../inventory.js";
import type { ProviderSchema } from "../provider-schema.js";
import { type Found, type Keeper, nothingFound } from "../references.js";
import { localName, type Scope } from "../scopes.js";
import { type SourceExpression, SPLAT } from "./expression.js";
import { call } from "./functions.js";
import type { SourceBlock, SourceModule } from "./module.js";
import {
  asCandidates,
  collect,
  entriesOf,
  INVALID,
  known,
  mayBeNull,
  member,
  type Node,
  nodeOf,
  plainValue,
  unknown,
  unknownFrom,
} from "./node.js";
import { binary } from "./operators.js";
import { eachKeys, repeated, repetition } from "./repeated.js";
import { documentIn } from "./template.js";
import { convert } from "./types.js";

/** What names mean where an expression stands. */
interface Environment {
  readonly scope: Scope;
  readonly source: SourceModule;
  /** `each` and `count`, of the resource or module instance at hand. */
  readonly each: { readonly key: Key | null; readonly value: () => Node };
  /** Names bound by `for`, by a splat, or by a dynamic block. */
  readonly bound: ReadonlyMap<string, Node>;
}

export interface EvaluatorInput {
  readonly root: Scope;
  readonly source: SourceModule;
  /** Values of root variables; a sensitive one is a marker. */
  readonly variables: Readonly<Record<string, Value>>;
  /** Planned values by address; null where there is no plan and the source is all there is. */
  readonly valuesOf: ((address: string) => Readonly<Record<string, Value>> | undefined) | null;
  readonly schema: ProviderSchema;
  /** The arguments that {@link Evaluator.evaluateInstance} evaluates. */
  readonly keeps: Keeper;
}

/** Attributes that every existing object has: AWS gives them with creation. */
const ALWAYS_SET = new Set(["arn", "id", "url", "json"]);
const NO_EACH: Environment["each"] = { key: null, value: () => INVALID };
const NOTHING_BOUND: ReadonlyMap<string, Node> = new Map();
const IN_CIRCLE = unknown(null, true);

/**
 * Evaluates expressions of the source partially, against the planned values: what is certain, and for the rest which
 * resource instances it is made from. What it cannot evaluate is unknown; it never guesses.
 */
export class Evaluator {
  readonly #input: EvaluatorInput;
  readonly #sources = new Map<Scope, SourceModule | null>();
  readonly #memo = new Map<string, Node>();

  constructor(input: EvaluatorInput) {
    this.#input = input;
  }

  sourceOf(scope: Scope): SourceModule | null {
    let source = this.#sources.get(scope);
    if (source === undefined) {
      const { caller } = scope;
      if (caller === null) source = this.#input.source;
      else source = this.sourceOf(caller.scope)?.calls.get(caller.name)?.module ?? null;
      this.#sources.set(scope, source);
    }
    return source;
  }

  blockOf(instance: Instance, scope: Scope): SourceBlock | null {
    return this.sourceOf(scope)?.resources.get(localName(instance)) ?? null;
  }

  /** The block's arguments and nested blocks, evaluated for one instance. */
  evaluateInstance(instance: Instance, scope: Scope): BlockNodes | null {
    const source = this.sourceOf(scope);
    const block = source?.resources.get(localName(instance));
    if (source == null || block === undefined) return null;
    const { keeps } = this.#input;
    const wanted: SourceBlock = {
      ...block,
      attributes: new Map([...block.attributes].filter(([name]) => keeps(name))),
      blocks: block.blocks.filter(({ type }) => keeps(type)),
    };
    return this.#block(
      instance.mode === "data" ? block : wanted,
      this.#environmentOf(instance, block, scope, source),
    );
  }

  /** `count` and `for_each` of a block or a call: its keys, or null when they are not known. */
  keysOf(block: SourceBlock, scope: Scope): Key[] | null {
    const source = this.sourceOf(scope);
    if (source === null) return null;
    const environment = { scope, source, each: NO_EACH, bound: NOTHING_BOUND };
    const count = block.attributes.get("count");
    if (count !== undefined) {
      const number = plainValue(this.evaluate(count, environment));
      return typeof number === "number" ? Array.from({ length: number }, (_, index) => index) : null;
    }
    const forEach = block.attributes.get("for_each");
    if (forEach === undefined) return [];
    return eachKeys(this.evaluate(forEach, environment));
  }

  #environmentOf(
    instance: { readonly key: Key | null },
    block: SourceBlock,
    scope: Scope,
    source: SourceModule,
  ): Environment {
    const outer: Environment = { scope, source, each: NO_EACH, bound: NOTHING_BOUND };
    const { key } = instance;
    const forEach = block.attributes.get("for_each");
    const value = (): Node => {
      if (forEach === undefined || key === null) return INVALID;
      const collection = this.evaluate(forEach, outer);
      const plain = plainValue(collection);
      // A set of strings: the value is the key.
      if (Array.isArray(plain)) return known(key, collect([collection]));
      return member(collection, key);
    };
    return { ...outer, each: { key, value } };
  }

  #block(block: SourceBlock, environment: Environment): BlockNodes {
    const attributes = new Map<string, Node>();
    for (const [name, expression] of block.attributes)
      attributes.set(name, this.evaluate(expression, environment));
    const blocks: BlockNodes["blocks"][number][] = [];
    for (const nested of block.blocks) {
      if (nested.dynamic === null) {
        blocks.push({ type: nested.type, nodes: this.#block(nested.block, environment), certain: true });
        continue;
      }
      const collection = this.evaluate(nested.dynamic.collection, environment);
      const members = entriesOf(collection);
      const iterations = members ?? [["", unknown(collect([collection]), true)] as const];
      for (const [key, item] of iterations) {
        const iterator: Node = {
          kind: "object",
          entries: new Map([
            ["key", members === null ? unknown(null, false) : known(key)],
            ["value", item],
          ]),
          found: null,
        };
        const bound = new Map(environment.bound).set(nested.dynamic.iterator, iterator);
        const nodes = this.#block(nested.block, { ...environment, bound });
        blocks.push({ type: nested.type, nodes, certain: members !== null });
      }
    }
    return { attributes, blocks };
  }

  evaluate(expression: SourceExpression, environment: Environment): Node {
    switch (expression.kind) {
      case "literal":
        return known(expression.value);
      case "template":
        return this.#template(expression.parts.map((part) => this.evaluate(part, environment)));
      case "variable":
        return environment.bound.get(expression.name) ?? INVALID;
      case "attribute":
      case "index":
        return this.#access(expression, environment);
      case "splat":
        return this.#splat(expression.of, expression.each, environment);
      case "call":
        return this.#call(expression, environment);
      case "object":
        return this.#object(expression.entries, environment);
      case "tuple": {
        const items = expression.items.map((item) => this.evaluate(item, environment));
        return items.some((item) => item.kind === "invalid") ? INVALID : { kind: "list", items, found: null };
      }
      case "conditional":
        return this.#conditional(expression, environment);
      case "for":
        return this.#for(expression, environment);
      case "binary":
        return binary(
          expression.operator,
          this.evaluate(expression.left, environment),
          this.evaluate(expression.right, environment),
        );
      case "unary": {
        const operand = this.evaluate(expression.operand, environment);
        const value = plainValue(operand);
        if (expression.operator === "!" && typeof value === "boolean") return known(!value, operand.found);
        if (expression.operator === "-" && typeof value === "number") return known(-value, operand.found);
        return operand.kind === "invalid" ? INVALID : unknownFrom([operand], true);
      }
      case "opaque":
        return unknownFrom(
          expression.parts.map((part) => this.evaluate(part, environment)),
          true,
        );
    }
  }

  #access(
    expression: Extract<SourceExpression, { kind: "attribute" | "index" }>,
    environment: Environment,
  ): Node {
    const named = expression.kind === "attribute" ? this.#namedValue(expression, environment) : null;
    if (named !== null) return named;
    const of = this.evaluate(expression.of, environment);
    if (expression.kind === "attribute") return member(of, expression.name);
    const index = this.evaluate(expression.index, environment);
    const key = plainValue(index);
    if (typeof key === "string" || typeof key === "number") return member(of, key);
    if (of.kind === "invalid" || index.kind === "invalid") return INVALID;
    return unknownFrom([of, index], true, asCandidates(collect([of]), "an index is known after apply"));
  }

  /** `var.x`, `local.x`, `each.key`, `module.x`, `data.type.name`, `type.name`; null for what is none of these. */
  #namedValue(
    expression: Extract<SourceExpression, { kind: "attribute" }>,
    environment: Environment,
  ): Node | null {
    const { of, name } = expression;
    if (of.kind === "attribute" && of.of.kind === "variable" && of.of.name === "data") {
      return this.#family(`data.${of.name}.${name}`, environment);
    }
    if (of.kind !== "variable" || environment.bound.has(of.name)) return null;
    switch (of.name) {
      case "var":
        return this.#variable(name, environment);
      case "local":
        return this.#local(name, environment);
      case "each":
        if (name === "value") return environment.each.value();
        return environment.each.key === null ? INVALID : known(environment.each.key);
      case "count":
        return environment.each.key === null ? INVALID : known(environment.each.key);
      case "module":
        return this.#modules(name, environment);
      case "data":
        // The type of a data source; its name follows.
        return INVALID;
      case "path":
      case "terraform":
      case "self":
        return unknown(null, false);
      default:
        return this.#family(`${of.name}.${name}`, environment);
    }
  }

  #remember(kind: string, scope: Scope, name: string, make: () => Node): Node {
    const id = `${kind}\0${scope.address}\0${name}`;
    const before = this.#memo.get(id);
    if (before !== undefined) return before;
    this.#memo.set(id, IN_CIRCLE);
    const node = make();
    this.#memo.set(id, node);
    return node;
  }

  #variable(name: string, { scope, source }: Environment): Node {
    return this.#remember("var", scope, name, () => {
      const given = this.#given(name, scope);
      const declared = source.variables.get(name);
      if (declared === undefined) return given ?? unknown(null, true);
      const inside = (expression: SourceExpression) =>
        this.evaluate(expression, { scope, source, each: NO_EACH, bound: NOTHING_BOUND });
      const fallback = () => (declared.default === null ? unknown(null, true) : inside(declared.default));
      const value = given === null ? fallback() : declared.nullable ? given : notNull(given, fallback);
      return convert(value, declared.type, inside);
    });
  }

  /** What a variable is set to, from outside or by the module call; null where nobody sets it. */
  #given(name: string, { caller }: Scope): Node | null {
    if (caller === null) {
      const value = this.#input.variables[name];
      return value === undefined ? null : nodeOf(value, null, true);
    }
    const source = this.sourceOf(caller.scope);
    const block = source?.calls.get(caller.name)?.block;
    const expression = block?.attributes.get(name);
    if (source == null || block === undefined || expression === undefined) return null;
    const outer = this.#environmentOf({ key: caller.key }, block, caller.scope, source);
    return hop(this.evaluate(expression, outer), `var.${name}`);
  }

  #local(name: string, { scope, source }: Environment): Node {
    return this.#remember("local", scope, name, () => {
      const expression = source.locals.get(name);
      if (expression === undefined) return unknown(null, true);
      const node = this.evaluate(expression, { scope, source, each: NO_EACH, bound: NOTHING_BOUND });
      return hop(node, `local.${name}`);
    });
  }

  #modules(name: string, { scope }: Environment): Node {
    const instances = scope.children.get(name);
    if (instances === undefined) return INVALID;
    return repeated(instances, (child) => ({
      kind: "instance",
      get: (output) => hop(this.#output(child, output), `module.${name}.${output}`),
      found: null,
    }));
  }

  #output(scope: Scope, name: string): Node {
    return this.#remember("output", scope, name, () => {
      const source = this.sourceOf(scope);
      const expression = source?.outputs.get(name);
      if (source === null) {
        const found = nothingFound();
        found.hidden.add(`the source of ${scope.address} is not at hand; terraform init brings it`);
        return unknown(found, true);
      }
      if (expression === undefined) return INVALID;
      return this.evaluate(expression, { scope, source, each: NO_EACH, bound: NOTHING_BOUND });
    });
  }

  #family(name: string, { scope, source }: Environment): Node {
    const family = scope.resources.get(name);
    const block = source.resources.get(name);
    if (family === undefined || (family.instances.size === 0 && block === undefined)) return INVALID;
    return repeated(
      family.instances,
      (instance) => this.#instance(instance, scope),
      repetition(family, block),
    );
  }

  #instance(instance: Instance, scope: Scope): Node {
    const found = nothingFound();
    found.exact.add(instance.address);
    const part = (name: string) => ({ ...found, attributes: new Set([name]) });
    return {
      kind: "instance",
      get: (name) => this.#attribute(instance, name, part(name), scope),
      found: part(""),
    };
  }

  #attribute(instance: Instance, name: string, found: Found, scope: Scope): Node {
    const argument = this.#input.schema.argument(instance.type, [name]);
    const given = argument !== null && (argument.required || !argument.settable);
    const nullable = !ALWAYS_SET.has(name) && !(instance.mode === "managed" && given);
    if (this.#input.valuesOf !== null) {
      const value = this.#input.valuesOf(instance.address)?.[name];
      return value === undefined ? unknown(found, true) : nodeOf(value, found, nullable);
    }
    return this.#remember("attribute", scope, `${instance.address}\0${name}`, () => {
      const source = this.sourceOf(scope);
      const block = source?.resources.get(localName(instance));
      const expression = block?.attributes.get(name);
      if (source == null || block === undefined || expression === undefined) return unknown(found, nullable);
      const node = this.evaluate(expression, this.#environmentOf(instance, block, scope, source));
      const value = plainValue(node);
      return value === undefined || value === null ? unknown(found, nullable) : known(value, found);
    });
  }

  #template(parts: readonly Node[]): Node {
    if (parts.some((part) => part.kind === "invalid")) return INVALID;
    const values = parts.map(plainValue);
    const found = collect(parts);
    if (values.every((value) => value !== undefined && value !== null && typeof value !== "object")) {
      return known(values.join(""), found);
    }
    const json = documentIn(parts);
    return { ...unknownFrom(parts, false, found), secret: parts.some(isSecret), json } as Node;
  }

  #splat(of: SourceExpression, each: SourceExpression, environment: Environment): Node {
    const collection = this.evaluate(of, environment);
    const take = (item: Node) =>
      this.evaluate(each, { ...environment, bound: new Map(environment.bound).set(SPLAT, item) });
    if (collection.kind === "invalid") return INVALID;
    if (collection.kind === "known" && collection.value === null) return known([]);
    const isOne =
      collection.kind === "instance" ||
      collection.kind === "object" ||
      (collection.kind === "known" && !Array.isArray(collection.value));
    // A splat over one object is a list of it.
    if (isOne) return { kind: "list", items: [take(collection)], found: null };
    const members = entriesOf(collection);
    if (members === null) return unknownFrom([collection], false);
    return { kind: "list", items: members.map(([, item]) => take(item)), found: null };
  }

  #call(expression: Extract<SourceExpression, { kind: "call" }>, environment: Environment): Node {
    const args = expression.args.map((arg) => this.evaluate(arg, environment));
    if (!expression.expand) return call(expression.name, args);
    const last = args.at(-1);
    const members = last === undefined ? null : entriesOf(last);
    if (members === null) return unknownFrom(args, true);
    return call(expression.name, [...args.slice(0, -1), ...members.map(([, item]) => item)]);
  }

  #object(pairs: readonly (readonly [SourceExpression, SourceExpression])[], environment: Environment): Node {
    const entries = new Map<string, Node>();
    const nodes: Node[] = [];
    let allKeysKnown = true;
    for (const [keyExpression, valueExpression] of pairs) {
      const key = this.evaluate(keyExpression, environment);
      const value = this.evaluate(valueExpression, environment);
      if (key.kind === "invalid" || value.kind === "invalid") return INVALID;
      nodes.push(key, value);
      const name = plainValue(key);
      if (name === undefined || name === null || typeof name === "object") allKeysKnown = false;
      else entries.set(String(name), value);
    }
    return allKeysKnown
      ? { kind: "object", entries, found: null, complete: true }
      : unknownFrom(nodes, false);
  }

  #conditional(
    expression: Extract<SourceExpression, { kind: "conditional" }>,
    environment: Environment,
  ): Node {
    const condition = this.evaluate(expression.condition, environment);
    const value = plainValue(condition);
    if (value === true || value === "true") return this.evaluate(expression.then, environment);
    if (value === false || value === "false") return this.evaluate(expression.otherwise, environment);
    if (condition.kind === "invalid") return INVALID;
    const then = this.evaluate(expression.then, environment);
    const otherwise = this.evaluate(expression.otherwise, environment);
    if (then.kind === "invalid") return otherwise;
    if (otherwise.kind === "invalid") return then;
    const found = asCandidates(
      collect([then, otherwise]),
      "it depends on a condition that is known after apply",
    );
    return unknownFrom([condition, then, otherwise], mayBeNull(then) || mayBeNull(otherwise), found);
  }

  #for(expression: Extract<SourceExpression, { kind: "for" }>, environment: Environment): Node {
    const collection = this.evaluate(expression.collection, environment);
    if (collection.kind === "invalid") return INVALID;
    const members = entriesOf(collection);
    const body = [expression.value, ...(expression.key === null ? [] : [expression.key])];
    const bind = (key: Node, value: Node): Environment => {
      const bound = new Map(environment.bound).set(expression.valueName, value);
      if (expression.keyName !== null) bound.set(expression.keyName, key);
      return { ...environment, bound };
    };
    if (members === null) {
      const inner = bind(unknown(null, false), unknown(collect([collection]), true));
      return unknownFrom([collection, ...body.map((part) => this.evaluate(part, inner))], false);
    }
    const kept: Environment[] = [];
    const doubtful: Environment[] = [];
    for (const [key, item] of members) {
      const inner = bind(known(key), item);
      const condition =
        expression.condition === null ? true : plainValue(this.evaluate(expression.condition, inner));
      if (condition === true || condition === "true") kept.push(inner);
      else if (condition === undefined || condition === null) doubtful.push(inner);
    }
    if (doubtful.length > 0 || expression.grouping) {
      const nodes = [...kept, ...doubtful].flatMap((inner) => body.map((part) => this.evaluate(part, inner)));
      const doubt = "it depends on a filter that is known after apply";
      return unknownFrom(nodes, false, asCandidates(collect(nodes), doubt));
    }
    if (expression.key === null) {
      return {
        kind: "list",
        items: kept.map((inner) => this.evaluate(expression.value, inner)),
        found: null,
      };
    }
    const entries = new Map<string, Node>();
    for (const inner of kept) {
      const key = plainValue(this.evaluate(expression.key, inner));
      const value = this.evaluate(expression.value, inner);
      if (typeof key !== "string" && typeof key !== "number") return unknownFrom([collection, value], false);
      entries.set(String(key), value);
    }
    return { kind: "object", entries, found: null, complete: true };
  }
}

/** A block's arguments and nested blocks after evaluation. */
export interface BlockNodes {
  readonly attributes: ReadonlyMap<string, Node>;
  readonly blocks: readonly {
    readonly type: string;
    readonly nodes: BlockNodes;
    /** False for a dynamic block over something unknown: there may be any number of it. */
    readonly certain: boolean;
  }[];
}

/** A value of a variable that cannot be null: null is its default. */
function notNull(given: Node, fallback: () => Node): Node {
  if (given.kind === "known" && given.value === null) return fallback();
  if (given.kind !== "unknown" || !given.nullable) return given;
  const either = asCandidates(collect([given, fallback()]), "it may be null, which stands for the default");
  return { ...given, found: either, nullable: false, json: null };
}

/** Notes the hop on the references that pass through it. */
function hop(node: Node, name: string): Node {
  if (node.found === null || node.found.exact.size + node.found.candidates.size === 0) return node;
  return { ...node, found: { ...node.found, via: new Set([name, ...node.found.via]) } } as Node;
}

function isSecret(node: Node): boolean {
  return node.kind === "unknown" && node.secret;
}
