import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { synthesize } from "../../fixtures/cases/case.js";
import { cases } from "../../fixtures/cases/index.js";

const FIXTURES = join(import.meta.dirname, "../../fixtures");
const MODULES = join(import.meta.dirname, "../../modules");
const modules = readdirSync(MODULES).filter((name) => existsSync(join(MODULES, name, "props.ts")));
const read = (path: string) => readFileSync(join(FIXTURES, path), "utf8");
const index: Record<string, unknown> = JSON.parse(read("plans/index.json"));

describe("fixtures", () => {
  it("has a plan for every case, and no other", () => {
    const planned = readdirSync(join(FIXTURES, "plans")).map((file) => file.replace(/\.json$/, ""));
    const toPlan = Object.keys(cases).filter((name) => cases[name]?.planned !== false);
    const sources = [...toPlan, ...readdirSync(join(FIXTURES, "hcl"))];
    expect(planned.filter((name) => name !== "index").sort()).toEqual(sources.sort());
    expect(Object.keys(index)).toEqual(sources.sort());
  });

  it.each(Object.entries(cases))("%s: the stack is what the case synthesizes", (name, written) => {
    expect(`${synthesize(name, written)}\n`).toBe(read(`stacks/${name}/cdk.tf.json`));
    if (written.deployed === undefined) return;
    const before = synthesize(name, { build: written.deployed });
    expect(`${before}\n`).toBe(read(`stacks/${name}/before/cdk.tf.json`));
  });
});

describe.each(modules)("README of %s", (module) => {
  it("lists every prop", () => {
    const props = readFileSync(join(MODULES, module, "props.ts"), "utf8");
    const tags = readFileSync(join(MODULES, "shared/tags.ts"), "utf8");
    const shared = /extends TagProps/.test(props) ? tags : "";
    const names = [...`${props}${shared}`.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name);
    const readme = readFileSync(join(MODULES, module, "README.md"), "utf8");
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
