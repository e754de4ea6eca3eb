import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { assess } from "../../src/assessment/assess.js";
import { renderJson } from "../../src/report/json.js";
import { anyAssessment } from "../assessment/support.js";
import { clean, sample } from "./samples.js";

type Schema = { readonly [keyword: string]: unknown };

const schema = JSON.parse(
  readFileSync(new URL("../../schemas/report.v1.schema.json", import.meta.url), "utf8"),
) as Schema;
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
formats.default(ajv);
const validate = ajv.compile(schema);

describe("the JSON report", () => {
  it.each([
    ["with something of everything", sample],
    ["where all passes", clean],
  ])("%s follows its schema", (_, report) => {
    const text = renderJson(report);
    expect(text.endsWith("}\n")).toBe(true);
    validate(JSON.parse(text));
    expect(validate.errors ?? []).toEqual([]);
    expect(JSON.parse(text)).toEqual(report);
  });

  it("follows its schema whatever is assessed", () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        validate(JSON.parse(renderJson(assess(assessment))));
        expect(validate.errors ?? []).toEqual([]);
      }),
    );
  });

  it.each<[string, (report: Record<string, unknown>) => void]>([
    ["an unknown key", (report) => Object.assign(report, { note: "x" })],
    ["a missing key", (report) => Reflect.deleteProperty(report, "gate")],
    [
      "an unknown verdict",
      (report) => Object.assign((report.findings as object[])[0] ?? {}, { verdict: "ok" }),
    ],
    [
      "an id that is no UUID v5",
      (report) => Object.assign((report.findings as object[])[0] ?? {}, { id: "1" }),
    ],
    ["a time without zone", (report) => Object.assign(report, { assessedAt: "2026-11-21T12:00:00" })],
  ])("with %s does not follow it", (_, change) => {
    const report = structuredClone(sample) as unknown as Record<string, unknown>;
    change(report);
    expect(validate(report)).toBe(false);
  });
});

describe("the schema of the report", () => {
  it("says the same as its type", () => {
    expect(differences(schema)).toEqual([]);
  });

  it("describes every property, and allows no other", () => {
    const $defs = schema.$defs as Record<string, Schema>;
    const bare: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== "object" || value === null) return;
      const { properties, additionalProperties } = value as Schema;
      if (typeof properties === "object" && properties !== null && !path.endsWith("/properties")) {
        if (additionalProperties !== false) bare.push(`${path} is open`);
        for (const [name, one] of Object.entries(properties as Record<string, Schema>)) {
          const named = typeof one.$ref === "string" ? $defs[one.$ref.slice("#/$defs/".length)] : undefined;
          if (one.description === undefined && named?.description === undefined) bare.push(`${path}/${name}`);
        }
      }
      for (const [name, inner] of Object.entries(value)) visit(inner, `${path}/${name}`);
    };
    visit(schema, "");
    expect(bare).toEqual([]);
  });

  it("would be caught saying something else", () => {
    const changed = structuredClone(schema) as unknown as { $defs: Record<string, Record<string, unknown>> };
    const finding = changed.$defs.Finding as { properties: Record<string, unknown>; required: string[] };
    delete finding.properties.message;
    finding.properties.extra = { type: "string" };
    finding.properties.verdict = { enum: ["pass", "fail"] };
    finding.required = finding.required.filter((name) => name !== "location");
    finding.properties.baseline = { enum: ["new", "known"] };
    expect(differences(changed as unknown as Schema).sort()).toEqual([
      "report.findings[].baseline: should allow null",
      "report.findings[].extra: not in the type",
      "report.findings[].location: is required",
      "report.findings[].message: not in the schema",
      "report.findings[].verdict: should be one of fail,pass,unknown",
    ]);
  });
});

/** Where `schemas/report.v1.schema.json` and the interface `Report` differ. */
function differences(schema: Schema): string[] {
  const file = new URL("../../src/report/report.ts", import.meta.url).pathname;
  const program = ts.createProgram([file], {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.NodeNext,
    noLib: false,
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const symbol = source && checker.getSymbolAtLocation(source);
  const report = symbol && checker.getExportsOfModule(symbol).find(({ name }) => name === "Report");
  if (report === undefined) throw new Error("report.ts exports no Report");
  const found: string[] = [];
  const seen = new Set<string>();

  const resolve = (one: Schema): Schema => {
    const ref = one.$ref;
    if (typeof ref !== "string") return one;
    const target = (schema.$defs as Record<string, Schema>)[ref.slice("#/$defs/".length)];
    return target === undefined ? one : resolve(target);
  };
  const differ = (path: string, text: string) => found.push(`${path}: ${text}`);

  const walk = (type: ts.Type, given: Schema, path: string): unknown => {
    if (type.aliasSymbol?.name === "Value") {
      if (given.$ref !== "#/$defs/Value") differ(path, "should be any value");
      return;
    }
    const key = `${checker.typeToString(type)} ${JSON.stringify(given)}`;
    if (seen.has(key)) return;
    seen.add(key);
    const members = type.isUnion() ? type.types : [type];
    const nullable = members.some((member) => member.flags & ts.TypeFlags.Null);
    const rest = members.filter((member) => !(member.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)));
    const { schema: bare, nullable: allowed } = withoutNull(resolve(given), resolve);
    if (nullable !== allowed) differ(path, nullable ? "should allow null" : "should not allow null");

    if (rest.every((member) => member.isStringLiteral())) {
      const literals = rest.map((member) => (member as ts.StringLiteralType).value).sort();
      const listed = (bare.const === undefined ? (bare.enum as string[] | undefined) : [bare.const]) ?? [];
      if (JSON.stringify(literals) !== JSON.stringify([...listed].sort()))
        differ(path, `should be one of ${literals}`);
      return;
    }
    if (rest.every((member) => member.flags & ts.TypeFlags.BooleanLike))
      return expectType(bare, ["boolean"], path);
    const [only] = rest;
    if (only === undefined || rest.length > 1)
      return differ(path, `cannot compare ${checker.typeToString(type)}`);
    if (only.flags & ts.TypeFlags.String) return expectType(bare, ["string"], path);
    if (only.flags & ts.TypeFlags.Number) return expectType(bare, ["integer", "number"], path);
    if (checker.isArrayType(only)) {
      expectType(bare, ["array"], path);
      const [element] = checker.getTypeArguments(only as ts.TypeReference);
      if (element) walk(element, (bare.items ?? {}) as Schema, `${path}[]`);
      return;
    }
    walkObject(only, bare, path);
  };

  const walkObject = (type: ts.Type, given: Schema, path: string): unknown => {
    expectType(given, ["object"], path);
    const index = checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (index) return walk(index, (given.additionalProperties ?? {}) as Schema, `${path}.*`);
    if (given.additionalProperties !== false) differ(path, "should allow no other keys");
    const properties = (given.properties ?? {}) as Record<string, Schema>;
    const required = new Set(given.required as string[]);
    const members = checker.getPropertiesOfType(type);
    for (const name of Object.keys(properties)) {
      if (!members.some((member) => member.name === name)) differ(`${path}.${name}`, "not in the type");
    }
    for (const member of members) {
      const property = properties[member.name];
      const optional = (member.flags & ts.SymbolFlags.Optional) !== 0;
      if (property === undefined) differ(`${path}.${member.name}`, "not in the schema");
      else walk(checker.getTypeOfSymbol(member), property, `${path}.${member.name}`);
      if (optional === required.has(member.name))
        differ(`${path}.${member.name}`, optional ? "is optional" : "is required");
    }
  };

  const expectType = (given: Schema, types: string[], path: string): void => {
    if (!types.includes(given.type as string)) differ(path, `should be ${types[0]}`);
  };

  walk(checker.getDeclaredTypeOfSymbol(report), schema, "report");
  return found;
}

function withoutNull(
  given: Schema,
  resolve: (schema: Schema) => Schema,
): { schema: Schema; nullable: boolean } {
  const { anyOf, type, enum: values } = given;
  if (Array.isArray(anyOf)) {
    const others = (anyOf as Schema[]).filter((one) => one.type !== "null");
    return { schema: resolve(others[0] ?? {}), nullable: others.length < anyOf.length };
  }
  if (Array.isArray(type)) {
    const others = type.filter((one) => one !== "null");
    return { schema: { ...given, type: others[0] }, nullable: others.length < type.length };
  }
  if (Array.isArray(values)) {
    const others = values.filter((one) => one !== null);
    return { schema: { ...given, enum: others }, nullable: others.length < values.length };
  }
  return { schema: given, nullable: false };
}
