import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { reducedSchema } from "../../scripts/provider-schema.js";
import { assets } from "../../src/assets.js";
import { readProviderSchema } from "../../src/inventory/provider-schema.js";

const file = (name: string) =>
  readFileSync(new URL(`../../schemas/providers/${name}`, import.meta.url), "utf8");
const schema = readProviderSchema(assets.providerSchemas);

describe("the schemas of Upstash", () => {
  it.each([
    ["upstash", "2.0.1"],
    ["upstash-1", "1.5.3"],
  ])("%s.tsv is reduced from what version %s of the provider says", (name, version) => {
    const { date } = JSON.parse(file(`${name}.tsv`).split("\n", 1)[0] ?? "") as { date: string };
    const full = file(`upstash-${version}.json`);
    expect(reducedSchema(full, "upstash/upstash", version, date)).toBe(file(`${name}.tsv`));
  });

  it("of a type that both versions have, the newer counts", () => {
    expect(schema.names("upstash_redis_database")).toContain("prod_pack");
  });

  it("a type that only the older has is there too", () => {
    expect(schema.argument("upstash_kafka_topic", ["retention_time"])).toMatchObject({
      settable: true,
      computable: false,
    });
    expect([...schema.sensitive("upstash_kafka_credential")]).toEqual(["password"]);
  });

  it("tell what the provider may give a value of its own", () => {
    expect(schema.argument("upstash_vector_index", ["reserved_price"])).toMatchObject({
      settable: true,
      computable: true,
    });
    expect(schema.argument("upstash_redis_database", ["rest_token"])).toMatchObject({
      settable: false,
      sensitive: true,
    });
    expect(schema.argument("upstash_redis_database", ["tls"])).toMatchObject({ computable: false });
  });
});

it("refuses the schema of another provider by name", () => {
  expect(() => reducedSchema(file("upstash-2.0.1.json"), "hashicorp/aws", "5.100.0", "2026-11-21")).toThrow(
    "the schemas hold registry.terraform.io/upstash/upstash, not registry.terraform.io/hashicorp/aws",
  );
});

it("finds every type of the tables, and none beside them", () => {
  const lines = ["aws", "upstash"].flatMap((name) => file(`${name}.tsv`).trimEnd().split("\n").slice(1));
  const types = new Set(schema.types());
  expect(lines.map((line) => line.split("\t")[0] ?? "").filter((type) => !types.has(type))).toEqual([]);
  for (const line of lines) {
    const [type = "", block = ""] = line.split("\t");
    const { r = [], o = [], oc = [], c = [], rs = [], os = [], ocs = [], cs = [] } = JSON.parse(block);
    const names = [...r, ...o, ...oc, ...c, ...rs, ...os, ...ocs, ...cs];
    expect(schema.names(type)).toEqual(expect.arrayContaining(names));
    const marked = [...schema.sensitive(type)].filter((path) => !path.includes("."));
    expect(marked.sort()).toEqual([...rs, ...os, ...ocs, ...cs].sort());
    for (const beside of [`${type}_`, type.slice(0, -1), `${type}~`])
      if (!types.has(beside)) expect(schema.names(beside)).toEqual([]);
  }
  for (const beside of ["", "a", "zzz", '{"provider"']) expect(schema.names(beside)).toEqual([]);
});
