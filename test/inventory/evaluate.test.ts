import { describe, expect, it } from "vitest";
import { assets } from "../../src/assets.js";
import { readProviderSchema } from "../../src/inventory/provider-schema.js";
import { buildScopes } from "../../src/inventory/scopes.js";
import { Evaluator } from "../../src/inventory/source/evaluate.js";
import { openHclParser } from "../../src/inventory/source/hcl.js";
import { newModule } from "../../src/inventory/source/module.js";
import { mayBeNull, plannedValue } from "../../src/inventory/source/node.js";
import { addHclFile } from "../../src/inventory/source/read-hcl.js";

const UNKNOWN = { $unknown: true };
const parser = await openHclParser(assets.hclGrammar, assets.treeSitter);

/** The value of `local.x`, where `aws_kms_key.k.arn` is known after apply. */
function evaluate(expression: string): { value: unknown; nullable: boolean } {
  const key = {
    address: "aws_kms_key.k",
    type: "aws_kms_key",
    name: "k",
    module: "",
    key: null,
    provider: "",
    mode: "managed",
    change: "create",
    values: {},
    unknown: false,
    sensitive: false,
  } as const;
  const source = newModule();
  const text = `resource "aws_kms_key" "k" {\n}\nvariable "settings" {\n}\nlocals {\n  x = ${expression}\n}\n`;
  const root = parser.file(text);
  if (root === null) throw new Error("no HCL");
  addHclFile(root, "main.tf", source);
  const { root: scope } = buildScopes({}, [key]);
  const evaluator = new Evaluator({
    root: scope,
    source,
    variables: { settings: { name: "orders", missing: null }, secret: { $sensitive: true } },
    valuesOf: () => ({ arn: UNKNOWN, tags: { a: "b" } }),
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
  ])("%s", (expression, value) => {
    expect(evaluate(expression).value).toEqual(value);
  });

  it.each([
    "aws_kms_key.k.arn",
    'aws_kms_key.k.arn == "x" ? 1 : 2',
    "var.settings.optional",
    "timestamp()",
    'filebase64("x")',
    '[for a in [1] : a if aws_kms_key.k.arn == "x"]',
    "try(var.settings.optional, 1)",
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
    ["var.settings.missing", true],
    ["aws_kms_key.other.arn", true],
  ])("%s may be null: %s", (expression, nullable) => {
    expect(evaluate(expression).nullable).toBe(nullable);
  });

  it("a sensitive variable stays a marker", () => {
    expect(evaluate("var.secret").value).toEqual({ $sensitive: true });
    expect(evaluate('"x-${var.secret}"').value).toEqual({ $sensitive: true });
  });
});
