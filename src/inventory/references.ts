import type { ConfigResource, Expression, Expressions } from "../input/plan.js";
import { attribute, formatKey, type Key, parseTraversal, type Step } from "./address.js";
import type { Instance } from "./instances.js";
import type { Family, Scope } from "./scopes.js";
import { localName } from "./scopes.js";

/** What an expression refers to, as far as its list of references tells. */
export interface Found {
  /** Instances that the expression certainly mentions. */
  readonly exact: Set<string>;
  /** Instances of which it mentions some. */
  readonly candidates: Set<string>;
  /** The attributes of them that it mentions; `""` for an instance as a whole. */
  readonly attributes: Set<string>;
  readonly via: Set<string>;
  /** Why candidates are no more than that. */
  readonly doubts: Set<string>;
  /** What could not be looked into at all: anything may stand there. */
  readonly hidden: Set<string>;
}

/** Whether anybody asks for a top-level argument. */
export type Keeper = (argument: string) => boolean;

export function nothingFound(): Found {
  return {
    exact: new Set(),
    candidates: new Set(),
    attributes: new Set(),
    via: new Set(),
    doubts: new Set(),
    hidden: new Set(),
  };
}

/** The instance an expression belongs to: `each.key` and `count.index` are its key. */
interface Repetition {
  readonly key: Key | null;
  readonly expression: Expression | undefined;
  /** All the instances beside it, by key. */
  readonly siblings: ReadonlyMap<Key | null, unknown>;
}

const NO_REPETITION: Repetition = { key: null, expression: undefined, siblings: new Map() };

/** The references of an expression, read once however many instances it has. */
interface Parsed {
  readonly references: readonly { readonly text: string; readonly steps: readonly Step[] | null }[];
  /** `each` or `count` occurs: an index may be the instance's own key. */
  readonly iteration: boolean;
  /** `var` or `local` occurs: an index may be anything. */
  readonly other: boolean;
  /** Something other than the instance's own key and value occurs. */
  readonly leads: boolean;
}

interface Followed {
  readonly path: string;
  readonly parsed: Parsed;
}

/**
 * Follows references as plan JSON lists them: every traversal of an expression, its prefixes behind it, and neither the
 * functions nor the conditions around them. So what is dynamic is decided only where no other reading is possible.
 */
export class ReferenceResolver {
  readonly #keeps: Keeper;
  readonly #variables = new Map<Scope, Map<string, Found>>();
  readonly #outputs = new Map<Scope, Map<string, Found>>();

  readonly #expressions = new Map<ConfigResource, readonly Followed[]>();
  readonly #parsed = new Map<Expression, Parsed>();
  readonly #steps = new Map<string, readonly Step[] | null>();

  constructor(keeps: Keeper) {
    this.#keeps = keeps;
  }

  /** References of every argument of an instance, by path without indices; of several blocks also by index. */
  ofInstance(instance: Instance, scope: Scope): Map<string, Found> {
    const family = scope.resources.get(localName(instance));
    const found = new Map<string, Found>();
    if (family?.config == null) return found;
    const { config, instances } = family;
    const each = { key: instance.key, expression: config.for_each_expression, siblings: instances };
    for (const { path, parsed } of this.#expressionsOf(config)) {
      // Most arguments take constants from `each.value`: nothing to follow.
      if (!parsed.leads && (each.expression?.references ?? []).length === 0) continue;
      const one = this.#resolve(parsed, scope, each);
      if (isEmpty(one)) continue;
      const known = found.get(path);
      if (known === undefined) found.set(path, one);
      else merge(known, one);
    }
    return found;
  }

  /** Constants refer to nothing and are left out. */
  #expressionsOf(config: ConfigResource): readonly Followed[] {
    const known = this.#expressions.get(config);
    if (known !== undefined) return known;
    const expressions: Followed[] = [];
    for (const { path, expression } of expressionsOf(config)) {
      if (expression.references === undefined || expression.references.length === 0) continue;
      if (config.mode !== "data" && !this.#keeps(topOf(path))) continue;
      expressions.push({ path, parsed: this.#parse(expression) });
    }
    this.#expressions.set(config, expressions);
    return expressions;
  }

  #parse(expression: Expression): Parsed {
    let parsed = this.#parsed.get(expression);
    if (parsed === undefined) {
      const references = maximal(expression.references ?? []);
      const heads = references.map(headOf);
      parsed = {
        references: references.map((text) => ({ text, steps: this.#stepsOf(text) })),
        iteration: heads.includes("each") || references.some((text) => text.startsWith("count.index")),
        other: heads.includes("var") || heads.includes("local"),
        leads: heads.some((head) => !SURROUNDINGS.includes(head)),
      };
      this.#parsed.set(expression, parsed);
    }
    return parsed;
  }

  /** Many refer to the same few. */
  #stepsOf(text: string): readonly Step[] | null {
    let steps = this.#steps.get(text);
    if (steps === undefined) {
      steps = parseTraversal(text);
      this.#steps.set(text, steps);
    }
    return steps;
  }

  #resolve(parsed: Parsed, scope: Scope, each: Repetition): Found {
    const found = nothingFound();
    for (const { text, steps } of parsed.references) {
      if (steps === null) found.hidden.add(`${text} could not be read`);
      else this.#follow(text, steps, scope, each, parsed, found);
    }
    return found;
  }

  #follow(
    text: string,
    steps: readonly Step[],
    scope: Scope,
    each: Repetition,
    dynamic: Parsed,
    found: Found,
  ): void {
    const head = attribute(steps[0]);
    const name = attribute(steps[1]) ?? "";
    switch (head) {
      case "each":
        if (name === "value") this.#followEachValue(scope, each, found);
        return;
      case "var":
        mergeHop(found, partOf(this.#variable(scope, name), steps, 2, text), `var.${name}`);
        return;
      case "local":
        found.hidden.add(`local.${name} cannot be seen in plan JSON; run with --source`);
        return;
      case "module":
        this.#followModule(text, name, steps, scope, each, dynamic, found);
        return;
      case "count":
      case "path":
      case "terraform":
      case "self":
      case null:
        return;
      default:
        followResource(text, steps, scope, each, dynamic, found);
    }
  }

  /** The value that the caller gives; a root variable's value is known and refers to nothing. */
  #variable(scope: Scope, name: string): Found {
    return this.#memo(this.#variables, scope, name, () => {
      const { caller } = scope;
      const expression = caller?.call.expressions?.[name];
      if (caller === null || expression === undefined) return nothingFound();
      const siblings = caller.scope.children.get(caller.name) ?? new Map<Key | null, unknown>();
      const each = { key: caller.key, expression: caller.call.for_each_expression, siblings };
      const found = nothingFound();
      for (const leaf of walk(expression, name, [])) {
        merge(found, this.#resolve(this.#parse(leaf.expression), caller.scope, each));
      }
      return found;
    });
  }

  #output(scope: Scope, name: string): Found {
    return this.#memo(this.#outputs, scope, name, () => {
      const expression = scope.config.outputs?.[name]?.expression;
      return expression === undefined
        ? nothingFound()
        : this.#resolve(this.#parse(expression), scope, NO_REPETITION);
    });
  }

  /** The entry stands before it is filled, so that a reference that comes back to itself ends. */
  #memo(cache: Map<Scope, Map<string, Found>>, scope: Scope, name: string, make: () => Found): Found {
    let ofScope = cache.get(scope);
    if (ofScope === undefined) {
      ofScope = new Map();
      cache.set(scope, ofScope);
    }
    let found = ofScope.get(name);
    if (found === undefined) {
      found = nothingFound();
      ofScope.set(name, found);
      merge(found, make());
    }
    return found;
  }

  /** `for_each` over another resource: `each.value` is its instance of the same key. */
  #followEachValue(scope: Scope, each: Repetition, found: Found): void {
    if (each.expression === undefined) return;
    const parsed = this.#parse(each.expression);
    const [only, ...others] = parsed.references;
    const family = only?.steps == null || others.length > 0 ? undefined : familyAt(only.steps, scope);
    if (family !== undefined && !family.instances.has(null) && sameKeys(family.instances, each.siblings)) {
      const target = family.instances.get(each.key);
      if (target !== undefined) {
        found.exact.add(target.address);
        found.attributes.add("");
        found.via.add("each.value");
        return;
      }
    }
    const all = this.#resolve(parsed, scope, NO_REPETITION);
    mergeDoubtful(found, all, "each.value may hold any of several references; run with --source");
    if (all.exact.size + all.candidates.size > 0) found.via.add("each.value");
  }

  #followModule(
    text: string,
    name: string,
    steps: readonly Step[],
    scope: Scope,
    each: Repetition,
    dynamic: Parsed,
    found: Found,
  ): void {
    const instances = scope.children.get(name);
    if (instances === undefined) return;
    const index = indexAt(steps, 2);
    const output = attribute(steps[index === undefined ? 2 : 3]);
    const chosen = choose(instances, index, text, each, dynamic);
    if (output === null) {
      const doubt = `${text} is used as a whole; run with --source`;
      for (const child of chosen.items) {
        for (const name of Object.keys(child.config.outputs ?? {})) {
          mergeDoubtful(found, this.#output(child, name), doubt);
        }
      }
      return;
    }
    const key = indexAt(steps, index === undefined ? 3 : 4);
    for (const child of chosen.items) {
      const all = narrow(this.#output(child, output), key);
      const targets = partOf(all, steps, index === undefined ? 3 : 4, text);
      if (chosen.reason === null) mergeHop(found, targets, `module.${name}.${output}`);
      else mergeDoubtful(found, targets, chosen.reason);
    }
  }
}

/** A step into a value may lead to any part of it; which references stand there is not told. */
function partOf(all: Found, steps: readonly Step[], at: number, text: string): Found {
  if (steps.length <= at || all.exact.size + all.candidates.size === 0) return all;
  const part = nothingFound();
  mergeDoubtful(part, all, `${text} is a part of a larger value; run with --source`);
  return { ...part, via: all.via };
}

/** A key behind an output picks among the instances of one block; that the output is keyed like them is not certain. */
function narrow(all: Found, key: Key | undefined): Found {
  if (key === undefined || all.candidates.size <= 1) return all;
  const suffix = formatKey(key);
  const fitting = [...all.candidates].filter((address) => address.endsWith(suffix));
  return fitting.length === 0 ? all : { ...all, candidates: new Set(fitting) };
}

function followResource(
  text: string,
  steps: readonly Step[],
  scope: Scope,
  each: Repetition,
  dynamic: Parsed,
  found: Found,
): void {
  const family = familyAt(steps, scope);
  if (family === undefined) return;
  const at = attribute(steps[0]) === "data" ? 3 : 2;
  const index = indexAt(steps, at);
  const chosen = choose(family.instances, index, text, each, dynamic);
  const into = chosen.reason === null ? found.exact : found.candidates;
  for (const target of chosen.items) into.add(target.address);
  if (chosen.items.length > 0)
    found.attributes.add(attribute(steps[index === undefined ? at : at + 1]) ?? "");
  if (chosen.reason !== null) found.doubts.add(chosen.reason);
}

/** Which of several instances a traversal means; with a reason, they are candidates. */
function choose<T>(
  instances: ReadonlyMap<Key | null, T>,
  index: Key | undefined,
  text: string,
  each: Repetition,
  dynamic: Parsed,
): { items: readonly T[]; reason: string | null } {
  if (index !== undefined) {
    const item = instances.get(index);
    // No such instance: the branch that names it was not taken.
    return { items: item === undefined ? [] : [item], reason: null };
  }
  const single = instances.get(null);
  if (single !== undefined) return { items: [single], reason: null };
  if (instances.size === 0) return { items: [], reason: null };
  if (dynamic.iteration && !dynamic.other && each.key !== null) {
    const own = instances.get(each.key);
    if (own !== undefined && sameKeys(instances, each.siblings)) return { items: [own], reason: null };
    if (own !== undefined) {
      return { items: [own], reason: `${text} has other keys than this resource; run with --source` };
    }
  }
  return {
    items: [...instances.values()],
    reason: `${text} may mean any of its ${instances.size} instances; run with --source`,
  };
}

const compared = new WeakMap<object, WeakMap<object, boolean>>();

/** Every instance of a block asks the same question, so the answer is kept. */
function sameKeys(a: ReadonlyMap<Key | null, unknown>, b: ReadonlyMap<Key | null, unknown>): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  const known = compared.get(a)?.get(b);
  if (known !== undefined) return known;
  const same = [...a.keys()].every((key) => b.has(key));
  const ofA = compared.get(a) ?? new WeakMap<object, boolean>();
  compared.set(a, ofA.set(b, same));
  return same;
}

function familyAt(steps: readonly Step[], scope: Scope): Family | undefined {
  const names = steps.slice(0, 3).map((step) => attribute(step));
  const local = names[0] === "data" ? `data.${names[1]}.${names[2]}` : `${names[0]}.${names[1]}`;
  return scope.resources.get(local);
}

function indexAt(steps: readonly Step[], at: number): Key | undefined {
  const step = steps[at];
  return step !== undefined && "index" in step ? step.index : undefined;
}

/** Terraform lists `a.b.c`, `a.b`, `a`: the first says it all. */
function maximal(references: readonly string[]): string[] {
  const kept: string[] = [];
  let last = "";
  for (const reference of references) {
    const next = last[reference.length];
    if (last.startsWith(reference) && (next === "." || next === "[" || next === undefined)) continue;
    kept.push(reference);
    last = reference;
  }
  return [...new Set(kept)];
}

interface Placed {
  readonly path: string;
  readonly expression: Expression;
}

const placed = new WeakMap<ConfigResource, readonly Placed[]>();

/** Every expression of a resource by path; several blocks give `name.path` each, and `name.0.path` to tell them apart. */
export function expressionsOf(config: ConfigResource): readonly Placed[] {
  let expressions = placed.get(config);
  if (expressions === undefined) {
    expressions = walkBlock(config.expressions ?? {}, "", []);
    placed.set(config, expressions);
  }
  return expressions;
}

function walkBlock(block: Record<string, Expressions>, prefix: string, found: Placed[]): readonly Placed[] {
  for (const name of Object.keys(block)) walk(block[name] ?? {}, prefix + name, found);
  return found;
}

function walk(value: Expressions, path: string, found: Placed[]): readonly Placed[] {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      walk(item, path, found);
      if (value.length > 1) walk(item, `${path}.${index}`, found);
    }
  } else if (isExpression(value)) found.push({ path, expression: value });
  else walkBlock(value, `${path}.`, found);
  return found;
}

/** What leads to no resource. */
const SURROUNDINGS: readonly string[] = ["each", "count", "path", "terraform", "self"];

/** What stands before the first dot, `""` without one. */
function headOf(reference: string): string {
  return reference.slice(0, Math.max(reference.indexOf("."), 0));
}

function topOf(path: string): string {
  const end = path.indexOf(".");
  return end < 0 ? path : path.slice(0, end);
}

/** An empty record is an empty block, or an expression that is no constant and refers to nothing. */
function isExpression(value: Exclude<Expressions, unknown[]>): value is Expression {
  const keys = Object.keys(value);
  return keys.length === 0 || "constant_value" in value || Array.isArray((value as Expression).references);
}

export function merge(into: Found, from: Found): void {
  if (isEmpty(from) && from.via.size === 0) return;
  for (const address of from.exact) into.exact.add(address);
  for (const address of from.candidates) into.candidates.add(address);
  for (const name of from.attributes) into.attributes.add(name);
  for (const hop of from.via) into.via.add(hop);
  for (const reason of from.doubts) into.doubts.add(reason);
  for (const reason of from.hidden) into.hidden.add(reason);
}

/** The same references as candidates, for one reason. */
function mergeDoubtful(into: Found, from: Found, doubt: string): void {
  for (const address of [...from.exact, ...from.candidates]) into.candidates.add(address);
  for (const name of from.attributes) into.attributes.add(name);
  for (const reason of from.doubts) into.doubts.add(reason);
  for (const reason of from.hidden) into.hidden.add(reason);
  if (from.exact.size + from.candidates.size > 0) into.doubts.add(doubt);
}

/** A hop is worth telling when it leads somewhere. */
function mergeHop(into: Found, from: Found, hop: string): void {
  if (from.exact.size + from.candidates.size > 0) into.via.add(hop);
  merge(into, from);
}

function isEmpty(found: Found): boolean {
  return found.exact.size + found.candidates.size + found.hidden.size === 0;
}
