import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inFixtures } from "../check/support.js";
import { folder, ROOT, SENTENCES, safeguard } from "../commands/support.js";
import { CONFIG, PLAN, refusalOf, reportIn, reportWith } from "./support.js";

const plan = readFileSync(PLAN, "utf8");
const NONE = { inputs: [] };
const paths = async (cwd: string, options = {}) =>
  (await reportIn(cwd, { ...NONE, ...options })).inputs.map(({ path }) => path);

describe("inputs", () => {
  it.each([
    ["a file", "inputs: infra/plan.json", ["infra/plan.json"]],
    ["a path with a dot", "inputs: ./infra/plan.json", ["infra/plan.json"]],
    ["a glob", "inputs: '*/plan.json'", ["infra/plan.json", "other/plan.json"]],
    ["a folder", "inputs: [other]", ["other/plan.json"]],
    [
      "a list, in which one counts once",
      "inputs: [other/plan.json, '*/plan.json']",
      ["infra/plan.json", "other/plan.json"],
    ],
  ])("%s", async (_, config, expected) => {
    const cwd = folder({ [CONFIG]: config, "infra/plan.json": plan, "other/plan.json": plan });
    expect(await paths(cwd)).toEqual(expected);
  });

  it("are relative to the configuration, wherever the command runs", async () => {
    const cwd = folder({
      "[a] {b}/safeguard.config.yaml": "inputs: [plan.json, 'x/*.json']",
      "[a] {b}/plan.json": plan,
      "[a] {b}/x/y.json": plan,
      "[a] {b}/sub/z": "",
    });
    expect(await paths(join(cwd, "[a] {b}/sub"))).toEqual(["../plan.json", "../x/y.json"]);
    const config = "[a] {b}/safeguard.config.yaml";
    expect(await paths(cwd, { config })).toEqual(["[a] {b}/plan.json", "[a] {b}/x/y.json"]);
  });

  it("give way to what a command is given", async () => {
    const cwd = folder({ [CONFIG]: "inputs: none.json", "plan.json": plan });
    expect(await paths(cwd, { inputs: ["plan.json"] })).toEqual(["plan.json"]);
  });

  it.each([
    ["inputs: none.json", "safeguard.config.yaml:1, inputs: none.json does not exist."],
    ["inputs: 'x/*.json'", "safeguard.config.yaml:1, inputs: x/*.json matches no file."],
    ["inputs: '-'", "safeguard.config.yaml:1: - is standard input, which a file cannot name."],
    ["inputs: []", "safeguard.config.yaml:1: inputs is empty."],
    ["inputs: ['']", "safeguard.config.yaml:1: inputs[0] is empty."],
    ["inputs: { a: b }", "safeguard.config.yaml:1: inputs must be text or a list."],
    ["", "There is no input; expected a plan, a state, a folder, a glob, or - for standard input."],
  ])("%j is refused", async (config, says) => {
    expect(await refusalOf({ [CONFIG]: config }, NONE)).toBe(says);
  });

  it("an empty name on the command line does not mean those of the configuration", async () => {
    const cwd = folder({ [CONFIG]: "inputs: plan.json", "plan.json": plan });
    const { code, stderr } = await safeguard(["check", ""], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(SENTENCES);
  });

  it("where something is piped in besides: says that it was not read", () => {
    const cwd = folder({ [CONFIG]: "inputs: plan.json", "plan.json": plan });
    const command = `'${process.execPath}' '${join(ROOT, "bin/safeguard.cjs")}' check --quiet`;
    const run = (text: string) => spawnSync("sh", ["-c", text], { cwd, encoding: "utf8" });
    expect(run(`echo x | ${command}`).stderr).toMatch(
      /^Standard input was not read: the inputs of the configuration/,
    );
    expect(run(`${command} < /dev/null`).stderr).toBe("");
    expect(run(`cat plan.json | ${command} -`).stderr).toBe("");
  });

  it("a plan of the configuration that is none says what is wrong with it, and no more", async () => {
    expect(await refusalOf({ [CONFIG]: "inputs: p.json", "p.json": "{}" }, NONE)).not.toMatch(/inputs/);
  });
});

describe("source", () => {
  const lines = async (config: string, options = {}) => {
    const { findings } = await reportWith(
      { [CONFIG]: config },
      { inputs: [inFixtures("plans/webshop.json")], ...options },
    );
    return findings.filter(({ location }) => location !== null).length;
  };

  it("is read like --source, which counts before it", async () => {
    const source = JSON.stringify(inFixtures("hcl/webshop"));
    expect(await lines("")).toBe(0);
    expect(await lines(`source: ${source}`)).toBeGreaterThan(0);
    expect(await lines("source: nowhere", { source: inFixtures("hcl/webshop") })).toBeGreaterThan(0);
  });

  it("that is none is refused with its line", async () => {
    expect(await refusalOf({ [CONFIG]: "\nsource: nowhere" })).toBe(
      "safeguard.config.yaml:2: source nowhere holds no Terraform configuration; expected a folder of .tf files or a cdk.tf.json.",
    );
    expect(await refusalOf({ [CONFIG]: "source: [a]" })).toBe(
      "safeguard.config.yaml:1: source must be text.",
    );
  });
});

describe("failOn and onUnknown", () => {
  it.each<[string, string[], string, string]>([
    ["", [], "medium", "warn"],
    ["failOn: never\nonUnknown: fail", [], "never", "fail"],
    ["failOn: never\nonUnknown: fail", ["--fail-on", "medium", "--on-unknown", "warn"], "medium", "warn"],
    ["failOn: high", ["--on-unknown", "fail"], "high", "fail"],
  ])("%j with %j", async (config, flags, failOn, onUnknown) => {
    const cwd = folder({ [CONFIG]: config });
    const { code, stdout, stderr } = await safeguard(["check", PLAN, "--format", "json", ...flags], { cwd });
    expect(stderr).toBe("");
    const { gate } = JSON.parse(stdout) as { gate: object };
    expect(gate).toMatchObject({ failOn, onUnknown });
    expect(code).toBe(failOn === "never" ? 0 : 1);
  });

  it.each([
    [
      "failOn: hgih",
      "failOn is hgih, which is none of critical, high, medium, low, never; did you mean high?",
    ],
    ["onUnknown: yes", "onUnknown is yes, which is none of warn, fail."],
    ["onUnknown: true", "onUnknown is true, which is none of warn, fail."],
    ["fail-on: high", "the configuration has no key fail-on; did you mean failOn?"],
  ])("%s is refused", async (config, says) => {
    expect(await refusalOf({ [CONFIG]: config })).toBe(`safeguard.config.yaml:1: ${says}`);
  });
});
