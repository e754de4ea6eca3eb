import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { COMMANDS } from "../../src/commands/index.js";
import { folder, ROOT, safeguard } from "../commands/support.js";
import { action } from "../integrations/action.js";

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const text = read("docs/ci.md");
const example = (file: string) =>
  new RegExp(`^\`\`\`yaml\n# ${file.replaceAll(".", "\\.")}\n(.*?)^\`\`\``, "ms").exec(text)?.[1] ??
  expect.fail(`There is no example of ${file}.`);

/** First cells of the table below a heading, and their defaults. */
function tableOf(heading: string): Map<string, string> {
  const section = text.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = [...section.matchAll(/^\| `([\w-]+)` *\|([^|]*)\|/gm)];
  return new Map(rows.map(([, name = "", standard = ""]) => [name, standard.replaceAll("`", "").trim()]));
}

// Made by others to say what GitHub would; the variable ACTIONLINT names it where it is not on the PATH.
const actionlint = process.env.ACTIONLINT ?? "actionlint";
const hasActionlint =
  process.env.SAFEGUARD_REQUIRE_ACTIONLINT !== undefined ||
  spawnSync(actionlint, ["-version"], { stdio: "ignore" }).status === 0;

describe("the GitHub workflow", () => {
  const workflow = example(".github/workflows/hipaa.yml");

  it.skipIf(!hasActionlint)("is one to actionlint", () => {
    // With the action as a local one, actionlint knows its inputs and outputs.
    const file = ".github/workflows/hipaa.yml";
    const cwd = folder({ "safeguard/action.yml": read("action.yml"), [file]: "" });
    spawnSync("git", ["init", "--quiet"], { cwd });
    const local = workflow.replace("your-org/safeguard@v0.1.0", "./safeguard");
    const lint = (content: string) => {
      writeFileSync(join(cwd, file), content);
      const { status, stdout } = spawnSync(actionlint, ["-no-color", "-shellcheck=", "-pyflakes=", file], {
        cwd,
        encoding: "utf8",
      });
      return { status, stdout };
    };
    const others = [...read("README.md").matchAll(/^```yaml\n(.*?)^```/gms)]
      .map(([, content = ""]) => content)
      .filter((content) => content.includes("runs-on:"));
    for (const one of [workflow, ...others]) expect(lint(one)).toEqual({ status: 0, stdout: "" });
    expect(lint(local)).toEqual({ status: 0, stdout: "" });
    expect(lint(local.replace("source: infra", "sauce: infra")).stdout).toContain(
      'input "sauce" is not defined',
    );
  });

  it("gives the action what it takes", () => {
    const steps = parse(workflow).jobs.safeguard.steps as { uses?: string; with?: object }[];
    const step = steps.find(({ uses }) => uses?.startsWith("your-org/safeguard@"));
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? {})));
    expect(step?.with).toHaveProperty("input");
  });

  it("is explained: every input with its default, every output", () => {
    const documented = tableOf("GitHub");
    const shown = Object.entries(action.inputs).map(([name, { default: standard = "", required }]) => [
      name,
      required ? "required" : standard === "${{ github.token }}" ? "the token of the job" : standard,
    ]);
    expect([...documented]).toEqual(shown);
    for (const name of Object.keys(action.outputs)) expect(text).toContain(`\`${name}\``);
  });
});

describe("the GitLab pipeline", () => {
  const pipeline = parse(example(".gitlab-ci.yml"));
  const [header] = parseAllDocuments(read("templates/safeguard.yml")).map((document) => document.toJS());

  it("is what GitLab takes, with inputs that the template has", () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(JSON.parse(read("schemas/vendor/gitlab-ci.json")));
    validate(pipeline);
    expect(validate.errors ?? []).toEqual([]);
    const given = Object.keys(pipeline.include[0].inputs);
    expect(Object.keys(header.spec.inputs)).toEqual(expect.arrayContaining(given));
    expect(Object.keys(pipeline)).toContain(pipeline.include[0].inputs["plan-job"]);
  });

  it("is explained: every input with its default", () => {
    const inputs = header.spec.inputs as Record<string, { default: string }>;
    const shown = Object.entries(inputs).map(([name, { default: standard }]) => [name, standard]);
    expect(new Map(tableOf("GitLab"))).toEqual(new Map(shown as [string, string][]));
  });
});

it("the pre-commit configuration names a hook that there is", () => {
  const hooks = parse(read(".pre-commit-hooks.yaml")) as { id: string }[];
  const ids = hooks.map(({ id }) => id);
  const { repos } = parse(example(".pre-commit-config.yaml")) as { repos: { hooks: { id: string }[] }[] };
  for (const { id } of repos.flatMap((repo) => repo.hooks)) expect(ids).toContain(id);
  for (const id of ids) expect(text).toContain(`\`${id}\``);
});

it("the commands and flags exist", async () => {
  const calls = [...text.matchAll(/safeguard (check|serve-run-task)( .*)/g)];
  expect(calls.length).toBeGreaterThan(3);
  for (const [, name = "", rest = ""] of calls) {
    const flags = [...rest.matchAll(/ --([a-z-]+)/g)].map(([, flag]) => flag);
    expect(Object.keys(COMMANDS[name as keyof typeof COMMANDS].flags)).toEqual(expect.arrayContaining(flags));
  }
  const { stdout } = await safeguard(["serve-run-task", "--help"]);
  const section = text.split("\n## HCP Terraform\n")[1]?.split("\n## ")[0] ?? "";
  for (const [, flag] of section.matchAll(/(?<=[| `])(--[a-z][a-z-]+)/g)) expect(stdout).toContain(`${flag}`);
});
