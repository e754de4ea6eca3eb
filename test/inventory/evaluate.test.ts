import { describe, expect, it } from "vitest";
import { assets } from "../../src/assets.js";
import type { Value } from "../../src/inventory/inventory.js";
import { readProviderSchema } from "../../src/inventory/provider-schema.js";
import { buildScopes } from "../../src/inventory/scopes.js";
import { Evaluator } from "../../src/inventory/source/evaluate.js";
import { openHclParser } from "../../src/inventory/source/hcl.js";
import { newModule } from "../../src/inventory/source/module.js";
import { mayBeNull, plannedValue } from "../../src/inventory/source/node.js";
import { addHclFile } from "../../src/inventory/source/read-hcl.js";

const UNKNOWN = { $unknown: true };
const parser = await openHclParser(assets.hclGrammar, assets.treeSitter);

/** The value of `local.x`, where `aws_kms_key.k.arn` and `aws_cloudwatch_event_bus.b.name` are known after apply. */
function evaluate(
  expression: string,
  typed: { type: string; settings: unknown } = { type: "any", settings: {} },
): { value: unknown; nullable: boolean } {
  const instance = {
    module: "",
    key: null,
    provider: "",
    mode: "managed",
    change: "create",
    values: {},
    unknown: false,
    sensitive: false,
  } as const;
  const key = { ...instance, address: "aws_kms_key.k", type: "aws_kms_key", name: "k" };
  const bus = {
    ...instance,
    address: "aws_cloudwatch_event_bus.b",
    type: "aws_cloudwatch_event_bus",
    name: "b",
  };
  const source = newModule();
  const text = `resource "aws_kms_key" "k" {\n}\nvariable "settings" {\n}\nvariable "typed" {\n  type = ${typed.type}\n}\nlocals {\n  x = ${expression}\n}\n`;
  const root = parser.file(text);
  if (root === null) throw new Error("no HCL");
  addHclFile(root, "main.tf", source);
  const { root: scope } = buildScopes({}, [key, bus]);
  const evaluator = new Evaluator({
    root: scope,
    source,
    variables: {
      settings: { name: "orders", missing: null },
      secret: { $sensitive: true },
      typed: typed.settings as Value,
    },
    valuesOf: () => ({ arn: UNKNOWN, tags: { a: "b" }, name: UNKNOWN, description: UNKNOWN }),
    schema: readProviderSchema(assets.providerSchemas),
    keeps: () => true,
  });
  const local = source.locals.get("x");
  if (local === undefined) throw new Error("no local");
  const each = { key: null, value: () => ({ kind: "invalid", found: null }) as const };
  const node = evaluator.evaluate(local, { scope, source, each, bound: new Map() });
  return { value: plannedValue(node), nullable: mayBeNull(node) };
}

describe("expressions are evaluated as far as they are certain", () => {
  it.each<[expression: string, value: unknown]>([
    ['"a-${1 + 2}"', "a-3"],
    ["[for k, v in { a = 1, b = 2 } : k if v > 1]", ["b"]],
    ["{ for k, v in { a = 1 } : upper(k) => v * 2 }", { A: 2 }],
    ["merge({ a = 1 }, { b = aws_kms_key.k.arn })", { a: 1, b: UNKNOWN }],
    ["concat([1], [aws_kms_key.k.arn])", [1, UNKNOWN]],
    ["var.settings.name", "orders"],
    ["<<EOT\n  a ${1 + 2} b\n\n$${c}\nEOT", "  a 3 b\n\n${c}\n"],
    ["<<-EOT\n    a ${1 + 2} b\n  \n      c\n    ${4}\n  EOT", "a 3 b\n  \n  c\n4\n"],
    ["<<EOT\n%{ if true }a%{ endif }\nEOT", UNKNOWN],
    ["<<EOT\n  ${~ 1 }\nEOT", UNKNOWN],
    ['"a ${ 1 ~} b"', UNKNOWN],
    ["<<EOT\nEOT", ""],
    ["aws_kms_key.k.tags.a", "b"],
    ["aws_kms_key.k.arn != null ? 1 : 2", 1],
    ['true || aws_kms_key.k.arn == "x"', true],
    ["{ a = aws_kms_key.k.arn } == null ? 1 : 2", 2],
    ["{} != null ? 1 : 2", 1],
    ["null == null ? 1 : 2", 1],
    ["length([aws_kms_key.k.arn])", 1],
    ['lookup({ a = 1 }, "b", 3)', 3],
    ['coalesce(null, "", 4)', 4],
    ["try(aws_kms_key.other.arn, 5)", 5],
    ['format("%s-%d", "a", 6)', "a-6"],
    ["jsondecode(jsonencode({ a = aws_kms_key.k.arn, b = 7 })).b", 7],
    ["[1, 2, 3][*]", [1, 2, 3]],
    ["-(2 - 5) >= 3 && !false", true],
    ['element(["a", "b"], 3)', "b"],
    ["flatten([[1], [2, [3]]])", [1, 2, 3]],
    ["try(var.settings.absent, 1)", 1],
    ["try([var.settings.absent], [])", []],
    ["try({ a = 1 }.b, 2)", 2],
    ["try(merge({ a = 1 }, null, var.settings).b, 2)", 2],
    ["try(coalesce(null, null), 3)", 3],
    ["can(var.settings.absent)", false],
    ['compact([aws_kms_key.k.arn, "", null])', [UNKNOWN]],
    ["slice([1, aws_kms_key.k.arn, 3], 1, 2)", [UNKNOWN]],
    ["coalescelist([], [aws_kms_key.k.arn])", [UNKNOWN]],
    ["{ a = 1 }[*]", [{ a: 1 }]],
  ])("%s", (expression, value) => {
    expect(evaluate(expression).value).toEqual(value);
  });

  it.each([
    "aws_kms_key.k.arn",
    'aws_kms_key.k.arn == "x" ? 1 : 2',
    "try(aws_kms_key.k.tags.absent, 1)",
    "try([aws_kms_key.k.tags.absent], [])",
    'try("${aws_kms_key.k.tags.absent}-a", "b")',
    "can(aws_kms_key.k.tags.absent)",
    "try(merge({ a = 1 }, aws_kms_key.k.tags).b, 2)",
    "compact([aws_cloudwatch_event_bus.b.description])",
    "coalescelist(aws_kms_key.k.arn, [1])",
    "timestamp()",
    'filebase64("x")',
    "[1] == [1]",
    '[for a in [1] : a if aws_kms_key.k.arn == "x"]',
    "concat([1], aws_kms_key.k.arn)",
    "flatten([1, aws_kms_key.k.arn])",
  ])("%s is not known", (expression) => {
    expect(evaluate(expression).value).toEqual(UNKNOWN);
  });

  it.each<[expression: string, nullable: boolean]>([
    ["aws_kms_key.k.arn", false],
    ["try(coalesce(null, aws_kms_key.k.arn), null)", false],
    ['aws_kms_key.k.arn == "x" ? aws_kms_key.k.arn : null', true],
    ["jsonencode({ a = aws_kms_key.k.arn })", false],
    ["var.settings.optional == null ? null : jsonencode({ a = aws_kms_key.k.arn })", true],
    ["aws_cloudwatch_event_bus.b.name", false],
    ["aws_cloudwatch_event_bus.b.description", true],
    ["var.settings.missing", true],
    ["try(var.settings.absent, aws_kms_key.k.arn)", false],
    ["try(aws_kms_key.k.tags.absent, aws_kms_key.k.arn)", true],
    ["aws_kms_key.other.arn", true],
  ])("%s may be null: %s", (expression, nullable) => {
    expect(evaluate(expression).nullable).toBe(nullable);
  });

  it.each<[type: string, settings: unknown, expression: string, value: unknown]>([
    ["any", { a: 1 }, "try(var.typed.b, 2)", 2],
    ["map(any)", { a: 1 }, "try(var.typed.b, 2)", 2],
    ["map(any)", { a: 1, b: "x" }, "var.typed.a", "1"],
    ["map(string)", { a: 1 }, "var.typed", { a: "1" }],
    ["list(object({ a = optional(string) }))", [{}], "try(var.typed[0].a, 3)", null],
    ["list(object({ a = optional(number, 7) }))", [{ a: null }, { a: "8" }], "var.typed[*].a", [7, 8]],
    ["object({ a = string })", { a: "x", b: "dropped" }, "try(var.typed.b, 4)", 4],
    ["object({ a = optional(object({ b = optional(bool, true) }), {}) })", {}, "var.typed.a.b", true],
    ["set(string)", ["b", "a", "b"], "[for x in var.typed : x]", ["a", "b"]],
    ["set(number)", [1, 1], "length(var.typed)", UNKNOWN],
    ["tuple([string, number])", [1, "2"], "var.typed", ["1", 2]],
    ["list(string)", { a: 1 }, "var.typed", UNKNOWN],
    ["object({ a = string })", ["a"], "var.typed", UNKNOWN],
    ["something(else)", { a: 1 }, "try(var.typed.b, 5)", UNKNOWN],
    ["bool", "true", "var.typed ? 1 : 2", 1],
  ])("a variable of type %s that is %j: %s", (type, settings, expression, value) => {
    expect(evaluate(expression, { type, settings }).value).toEqual(value);
  });

  it.each<[nullable: boolean, value: unknown]>([
    [true, null],
    [false, 6],
  ])("null given to a variable with a default, nullable = %s", (nullable, value) => {
    const typed = { type: `number\n  default = 6\n  nullable = ${nullable}`, settings: null };
    expect(evaluate("var.typed", typed).value).toBe(value);
  });

  it("a sensitive variable stays a marker", () => {
    expect(evaluate("var.secret").value).toEqual({ $sensitive: true });
    expect(evaluate('"x-${var.secret}"').value).toEqual({ $sensitive: true });
  });
});
