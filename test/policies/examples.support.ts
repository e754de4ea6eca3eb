import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  callExamples,
  type Example,
  moduleName,
  NOT_PLANNED,
  readExamples,
  type Variant,
} from "../../scripts/examples.js";
import { assets } from "../../src/assets.js";
import type { Json, JsonObject } from "../../src/input/plan.js";
import type { SourceExpression } from "../../src/inventory/source/expression.js";
import { openHclParser } from "../../src/inventory/source/hcl.js";
import { newModule } from "../../src/inventory/source/module.js";
import { addHclFile } from "../../src/inventory/source/read-hcl.js";
import { root } from "./support.js";

interface Module {
  readonly resources?: readonly unknown[];
  readonly child_modules?: readonly { readonly address: string }[];
}

interface Plan {
  readonly resource_changes?: readonly Change[];
  readonly prior_state?: { readonly values?: { readonly root_module?: Module } };
  readonly planned_values?: { readonly root_module?: Module };
  readonly configuration: {
    readonly root_module: { readonly module_calls: Readonly<Record<string, Call>> };
  };
}

interface Change {
  readonly address: string;
  readonly module_address?: string;
  readonly change: { after: unknown; after_unknown: unknown };
}

interface Call {
  readonly module: { readonly resources?: readonly Configured[] };
}

interface Configured {
  readonly address: string;
  expressions: unknown;
}

export const examples = readExamples(root);

const work = mkdtempSync(join(tmpdir(), "safeguard-examples-"));
process.once("exit", () => rmSync(work, { recursive: true, force: true }));

const plans = new Map<string, Plan>();

function planOf(service: string): Plan {
  const known = plans.get(service);
  if (known !== undefined) return known;
  const plan = JSON.parse(readFileSync(join(root, `fixtures/examples/${service}.json`), "utf8")) as Plan;
  plans.set(service, plan);
  return plan;
}

/**
 * What the commands are given of an example: its plan or, where it is not planned, what CDKTF would synthesize.
 * @param hide Values that are not known in it.
 */
export async function inputOf(
  example: Example,
  variant: Variant,
  hide: Example["fact"]["hide"] = {},
): Promise<string> {
  const name = moduleName(example.policy, variant);
  const file = Object.keys(hide).length > 0 ? `${name}-hidden` : name;
  if (example.service === NOT_PLANNED) {
    return written(stackWithHidden(await stackOf(example[variant] ?? ""), hide), `${file}/cdk.tf`);
  }
  return written(withHidden(planOfExample(example, variant), name, hide), file);
}

/** One example, cut out of the plan of all examples of its service. */
function planOfExample({ policy, service }: Example, variant: Variant): Plan {
  const plan = structuredClone(planOf(service));
  const name = moduleName(policy, variant);
  const call = plan.configuration.root_module.module_calls[name];
  if (call === undefined) throw new Error(`fixtures/examples/${service}.json has no ${name}; plan it again.`);
  const inside = ({ address }: { readonly address: string }) => address === `module.${name}`;
  const only = (values: { readonly root_module?: Module } | undefined) => ({
    ...values,
    root_module: { child_modules: values?.root_module?.child_modules?.filter(inside) ?? [] },
  });
  return {
    ...plan,
    resource_changes:
      plan.resource_changes?.filter(({ module_address: at }) => at === `module.${name}`) ?? [],
    planned_values: only(plan.planned_values),
    ...(plan.prior_state && { prior_state: { ...plan.prior_state, values: only(plan.prior_state.values) } }),
    configuration: {
      ...plan.configuration,
      root_module: { ...plan.configuration.root_module, module_calls: { [name]: call } },
    },
  };
}

/** The same plan with values that are known after apply only, and come from elsewhere. */
function withHidden(plan: Plan, module: string, hide: Example["fact"]["hide"]): Plan {
  const copy = structuredClone(plan);
  for (const [address, paths] of Object.entries(hide)) {
    const change = copy.resource_changes?.find((it) => it.address === `module.${module}.${address}`);
    const resources = copy.configuration.root_module.module_calls[module]?.module.resources;
    const configured = resources?.find((it) => it.address === address.replace(/\[.*$/, ""));
    if (change === undefined || configured === undefined) {
      throw new Error(`good.tf plans no ${address}; fact.yaml hides something of it.`);
    }
    for (const path of paths.map((text) => text.split("."))) {
      change.change.after = without(change.change.after, path, address);
      change.change.after_unknown = marked(change.change.after_unknown, path);
      configured.expressions = rewired(configured.expressions, path);
    }
  }
  return copy;
}

/** Folder with the configuration that the plan of the example was made from. */
export function sourceOfExample(example: Example, variant: Variant): string {
  const name = moduleName(example.policy, variant);
  const folder = join(work, example.service, name);
  const files = callExamples([{ ...example, [variant === "good" ? "bad" : "good"]: null }]);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Writes a document where the commands can read it. */
function written(document: Plan | JsonObject, name: string): string {
  const file = join(work, `${name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(document));
  return file;
}

type Stack = { readonly resource: Record<string, Record<string, JsonObject>> };

/** HCL in Terraform's JSON syntax: arguments that are constants, lists of them, or references. */
async function stackOf(text: string): Promise<Stack & JsonObject> {
  const module = newModule();
  const tree = (await openHclParser(assets.hclGrammar, assets.treeSitter)).file(text);
  if (tree !== null) addHclFile(tree, "main.tf", module);
  const resource: Stack["resource"] = {};
  for (const [local, { attributes, blocks }] of module.resources) {
    const [type = "", name = ""] = local.split(".");
    if (blocks.length > 0) throw new Error(`${local} has blocks, which are not put into JSON here.`);
    const values = Object.fromEntries([...attributes].map(([key, value]) => [key, jsonOf(value)]));
    resource[type] = { ...resource[type], [name]: values };
  }
  return { resource, data: { aws_ssm_parameter: { elsewhere: { name: "elsewhere" } } } };
}

function jsonOf(expression: SourceExpression): Json {
  if (expression.kind === "literal") return expression.value;
  if (expression.kind === "tuple") return expression.items.map(jsonOf);
  return `\${${traversalOf(expression)}}`;
}

function traversalOf(expression: SourceExpression): string {
  if (expression.kind === "variable") return expression.name;
  if (expression.kind === "attribute") return `${traversalOf(expression.of)}.${expression.name}`;
  throw new Error(`An expression of kind ${expression.kind} is not put into JSON here.`);
}

function stackWithHidden(stack: Stack & JsonObject, hide: Example["fact"]["hide"]): JsonObject {
  const resource = structuredClone(stack.resource);
  for (const [address, arguments_] of Object.entries(hide)) {
    const [type = "", name = ""] = address.split(".");
    const values = resource[type]?.[name];
    if (values === undefined) throw new Error(`good.tf has no ${address}; fact.yaml hides something of it.`);
    for (const argument of arguments_) values[argument] = `\${${ELSEWHERE.references[0]}}`;
  }
  return { ...stack, resource };
}

type Tree = { readonly [key: string]: unknown };

/** The value goes; in a list `null` keeps the place of the others. */
function without(tree: unknown, [head = "", ...rest]: readonly string[], address: string): unknown {
  if (Array.isArray(tree)) {
    return tree.map((item: unknown, at) =>
      String(at) !== head ? item : rest.length === 0 ? null : without(item, rest, address),
    );
  }
  if (typeof tree !== "object" || tree === null) throw new Error(`${address} has nothing at ${head}.`);
  const { [head]: value, ...others } = tree as Tree;
  if (rest.length === 0) return others;
  return { ...others, [head]: without(value, rest, address) };
}

function marked(tree: unknown, [head = "", ...rest]: readonly string[]): unknown {
  const inner = (value: unknown) => (rest.length === 0 ? true : value === true ? true : marked(value, rest));
  if (/^\d+$/.test(head)) {
    const list = Array.isArray(tree) ? [...(tree as unknown[])] : [];
    while (list.length <= Number(head)) list.push({});
    list[Number(head)] = inner(list[Number(head)]);
    return list;
  }
  const object = (typeof tree === "object" && tree !== null ? tree : {}) as Tree;
  return { ...object, [head]: inner(object[head]) };
}

const ELSEWHERE = {
  references: ["data.aws_ssm_parameter.elsewhere.value", "data.aws_ssm_parameter.elsewhere"],
};

/** Nested blocks stand in `expressions` as lists; an expression refers to something or is a constant. */
function rewired(tree: unknown, [head = "", ...rest]: readonly string[]): unknown {
  if (Array.isArray(tree)) {
    return tree.map((item: unknown, at) => (String(at) === head ? rewired(item, rest) : item));
  }
  const object = (tree ?? {}) as Tree;
  const inner = object[head];
  const nested = rest.length > 0 && (Array.isArray(inner) || isBlock(inner));
  const next = Array.isArray(inner) || !/^\d+$/.test(rest[0] ?? "") ? rest : rest.slice(1);
  return { ...object, [head]: nested ? rewired(inner, next) : ELSEWHERE };
}

function isBlock(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && !("references" in value) && !("constant_value" in value)
  );
}
