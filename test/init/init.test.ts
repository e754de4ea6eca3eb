import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { COMMANDS } from "../../src/commands/index.js";
import { checkParameters } from "../../src/config/parameters.js";
import { checkPolicyGlobs } from "../../src/config/policies.js";
import { readConfig } from "../../src/config/read.js";
import { withVendors } from "../../src/config/vendors.js";
import { configFile, uncommented } from "../../src/init/config-file.js";
import { detect, type Found } from "../../src/init/detect.js";
import { githubWorkflow } from "../../src/init/github.js";
import { gitlabJobs } from "../../src/init/gitlab.js";
import { preCommitFile } from "../../src/init/pre-commit.js";
import { BAD, folder, ROOT, SENTENCES, safeguard } from "../commands/support.js";
import { catalogue } from "../policies/support.js";

const VERSION = "1.2.3";
const NOTHING: Found = {
  roots: [],
  terraformVersion: null,
  cdktf: [],
  tarball: null,
  repository: null,
  above: null,
  schema: null,
};
const APP = { folder: "app", output: "app/cdktf.out", npm: true };
const PROVIDER = 'provider "aws" {}\n';

/** What there may be, and what stands for a repository of each kind. */
const KINDS: readonly (readonly [string, Found])[] = [
  ["nothing", NOTHING],
  ["a root", { ...NOTHING, roots: ["infra"] }],
  [
    "this folder",
    { ...NOTHING, roots: ["."], terraformVersion: "1.9.8", tarball: "vendor/safeguard-9.9.9.tgz" },
  ],
  ["several roots", { ...NOTHING, roots: ["live/eu", "live/us east"] }],
  ["an app", { ...NOTHING, cdktf: [APP] }],
  ["both", { ...NOTHING, roots: ["yes", "-x"], cdktf: [APP, { folder: ".", output: "out", npm: false }] }],
];

describe("what a folder holds", () => {
  it.each<[string, Record<string, string>, Partial<Found>]>([
    ["nothing", { "README.md": "" }, NOTHING],
    ["one root", { "infra/main.tf": PROVIDER }, { roots: ["infra"] }],
    ["the folder itself", { "main.tf": PROVIDER }, { roots: ["."] }],
    [
      "a module beside a root",
      { "infra/main.tf": 'module "q" {\n  source = "../queue"\n}', "queue/main.tf": PROVIDER },
      { roots: ["infra"] },
    ],
    [
      "a module of JSON",
      { "infra/main.tf.json": '{"module": {"q": {\n"source": "../queue/"\n}}}', "queue/main.tf": "" },
      { roots: ["infra"] },
    ],
    [
      "examples, tests and modules that nobody calls",
      { "live/main.tf": "", "examples/a/main.tf": PROVIDER, "modules/b/main.tf": "", "test/c/main.tf": "" },
      { roots: ["live"] },
    ],
    [
      "a module with an example",
      { "main.tf": "", "examples/complete/main.tf": 'module "it" {\n  source = "../../"\n}' },
      { roots: ["examples/complete"] },
    ],
    [
      "a folder that configures, and one that does not",
      { "live/main.tf": 'terraform {\n  backend "s3" {}\n}', "notes/x.tf": "" },
      { roots: ["live"] },
    ],
    [
      "what was downloaded and what was synthesized",
      {
        ".terraform/modules/a/main.tf": PROVIDER,
        "node_modules/a/main.tf": PROVIDER,
        "cdktf.out/stacks/a/cdk.tf.json": "{}",
        "out/stacks/a/cdk.tf.json": "{}",
      },
      { roots: [] },
    ],
    [
      "apps of CDKTF",
      { "a/cdktf.json": '{ "output": "dist" }', "a/package-lock.json": "", "b/cdktf.json": "no JSON" },
      {
        cdktf: [
          { folder: "a", output: "a/dist", npm: true },
          { folder: "b", output: "b/cdktf.out", npm: false },
        ],
      },
    ],
    [
      "a version of Terraform",
      { ".terraform-version": "1.9.8\n", "a/main.tf": PROVIDER, "b/main.tf": PROVIDER },
      { roots: ["a", "b"], terraformVersion: "1.9.8" },
    ],
    [
      "versions that differ",
      { "a/.terraform-version": "1.9.8", "a/main.tf": PROVIDER, "b/main.tf": PROVIDER },
      { terraformVersion: null },
    ],
    ["the package", { "tools/safeguard-1.0.0.tgz": "" }, { tarball: "tools/safeguard-1.0.0.tgz" }],
    [
      "the schema",
      { "node_modules/safeguard/schemas/config.v1.schema.json": "" },
      { schema: "node_modules/safeguard/schemas/config.v1.schema.json" },
    ],
    [
      "names that mean something elsewhere",
      { "a$(b)/main.tf": PROVIDER, "it's/main.tf": PROVIDER, "a\\b/main.tf": PROVIDER },
      { roots: [] },
    ],
  ])("%s", async (_, files, expected) => {
    expect(await detect(folder(files))).toMatchObject(expected);
  });

  it("the configuration and the repository of a folder above", async () => {
    const root = folder({ "safeguard.config.yaml": "", ".git/HEAD": "", "a/b/main.tf": PROVIDER });
    expect(await detect(join(root, "a/b"))).toMatchObject({
      above: "../../safeguard.config.yaml",
      repository: "../..",
    });
    expect(await detect(root)).toMatchObject({ repository: null });
  });
});

describe("the configuration", () => {
  const read = async (text: string) => {
    const cwd = folder({
      "safeguard.config.yaml": text,
      "node_modules/@org/hipaa-config/safeguard.config.yaml": "failOn: low",
    });
    const config = withVendors(await readConfig(null, cwd), catalogue);
    checkPolicyGlobs([...config.exclude, ...config.severities], catalogue.policies);
    await checkParameters(config, {}, catalogue);
    return config;
  };

  it.each(KINDS)("for %s is valid as it is, and changes nothing but the inputs", async (_, found) => {
    const { inputs, files, ...rest } = await read(configFile(found));
    const { inputs: none, files: one, ...empty } = await read("");
    expect(rest).toEqual(empty);
    expect(inputs?.inputs).toEqual(
      found === NOTHING
        ? ["plan.json"]
        : [
            ...found.roots.map((root) => (root === "." ? "plan.json" : `${root}/plan.json`)),
            ...found.cdktf.map(({ output }) => output),
          ],
    );
  });

  it("is valid with all its examples in force, and has one of every key", async () => {
    const text = uncommented(configFile(NOTHING));
    const config = await read(text);
    expect(config.files).toHaveLength(2);
    const { properties } = JSON.parse(readFileSync(join(ROOT, "schemas/config.v1.schema.json"), "utf8")) as {
      properties: object;
    };
    const keys = Object.keys(properties).filter((key) => key !== "$schema");
    expect(Object.keys(parse(text)).sort()).toEqual(keys.sort());
    expect(Object.keys(parse(configFile(NOTHING)))).toEqual(["inputs"]);
  });

  it("builds on the one above, and names the schema where an editor finds it", () => {
    const text = configFile({ ...NOTHING, above: "../safeguard.config.yaml", schema: "node_modules/s.json" });
    expect(parse(text)).toMatchObject({ extends: "../safeguard.config.yaml" });
    expect(text).toMatch(/^# yaml-language-server: \$schema=node_modules\/s\.json\n/);
  });
});

const actionlint = spawnSync("actionlint", ["--version"]).status === 0;
const required = process.env.SAFEGUARD_REQUIRE_ACTIONLINT !== undefined;

/** Every call of Safeguard in a text uses a command and flags that exist. */
function expectRealCalls(text: string): void {
  const calls = [...text.matchAll(/safeguard (check|report)((?: --?[\w-]+(?:[= ][\w.=-]+)?)*)/g)];
  expect(calls.length).toBeGreaterThan(0);
  for (const [, name, flags = ""] of calls) {
    const known = Object.keys(COMMANDS[name as "check"].flags);
    for (const [, flag] of flags.matchAll(/ --([a-z-]+)/g)) expect(known).toContain(flag);
  }
}

describe.each(KINDS)("for %s", (_, found) => {
  it("the workflow runs Terraform where it is, installs the package and checks", () => {
    const text = githubWorkflow(found, VERSION);
    const { jobs } = parse(text) as { jobs: { safeguard: { steps: Record<string, string>[] } } };
    const { steps } = jobs.safeguard;
    const planned = steps
      .filter(({ run }) => run?.includes("terraform plan"))
      .map((step) => step["working-directory"]);
    expect(planned).toEqual(found === NOTHING ? ["."] : found.roots);
    const synthesized = steps
      .filter(({ run }) => run?.includes("synth"))
      .map((step) => step["working-directory"]);
    expect(synthesized).toEqual(found.cdktf.map((app) => app.folder));
    expect(steps.map(({ run }) => run)).toContain(
      `npm install --global ./${found.tarball ?? "tools/safeguard-1.2.3.tgz"}`,
    );
    expect(text).not.toContain("upload-artifact");
    expectRealCalls(text);
  });

  it.skipIf(!actionlint && !required)("actionlint has nothing to say of the workflow", () => {
    const cwd = folder({
      ".git/HEAD": "",
      ".github/workflows/safeguard.yml": githubWorkflow(found, VERSION),
    });
    const { status, stdout } = spawnSync("actionlint", ["-no-color", ".github/workflows/safeguard.yml"], {
      cwd,
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });

  it("the jobs for GitLab plan before they check, and nobody downloads a plan", () => {
    const text = gitlabJobs(found, VERSION);
    const jobs = parse(text) as Record<
      string,
      { needs?: string[]; script: string[]; artifacts: Record<string, unknown> }
    >;
    const { safeguard: last, ...producers } = jobs;
    expect(last?.needs).toEqual(Object.keys(producers));
    expect(Object.keys(producers).length).toBeGreaterThan(0);
    for (const { artifacts } of Object.values(producers))
      expect(artifacts).toMatchObject({ access: "none", expire_in: "1 hour" });
    const config = parse(configFile(found)) as { inputs: string[] };
    expect(Object.values(producers).flatMap(({ artifacts }) => artifacts.paths)).toEqual(config.inputs);
    expect(last?.artifacts).not.toHaveProperty("paths");
    for (const line of Object.values(jobs).flatMap(({ script }) => script)) {
      expect(spawnSync("sh", ["-n", "-c", line]).status).toBe(0);
    }
    expectRealCalls(text);
  });

  it("the hook is one command for a shell", async () => {
    const text = (await preCommitFile(found, null)) ?? "";
    const [repo] = (parse(text) as { repos: { repo: string; hooks: Record<string, string>[] }[] }).repos;
    expect(repo?.repo).toBe("local");
    const entry = repo?.hooks[0]?.entry ?? "";
    const [, script = ""] = /^sh -c '([^']*)'$/.exec(entry) ?? [];
    expect(script).toMatch(/&& safeguard check$/);
    expect(spawnSync("sh", ["-n", "-c", script]).status).toBe(0);
  });
});

describe("names of folders", () => {
  const name = fc
    .string({
      unit: fc.constantFrom(..."aZ09 -_.:#&@!%*[]{}|>,?=~", "é", "yes", "null"),
      minLength: 1,
      maxLength: 12,
    })
    .filter((text) => text.trim() === text && !/^\.+$/.test(text));

  it("stay what they are in every file", () => {
    fc.assert(
      fc.property(name, (root) => {
        const found = { ...NOTHING, roots: [root] };
        const workflow = parse(githubWorkflow(found, VERSION)) as {
          jobs: { safeguard: { steps: Record<string, string>[] } };
        };
        const plan = workflow.jobs.safeguard.steps.find(({ run }) => run?.includes("terraform plan"));
        expect(plan).toMatchObject({ "working-directory": root, name: `Plan ${root}` });
        const { inputs } = parse(configFile(found)) as { inputs: string[] };
        expect(inputs).toEqual([`${root}/plan.json`]);
        const jobs = parse(gitlabJobs(found, VERSION)) as Record<string, { script: string[] }>;
        for (const line of jobs["safeguard-plan"]?.script ?? []) expect(line).toContain(root);
      }),
    );
  });
});

const OTHERS = `# Ours.
repos:
  # Formatting.
  - repo: https://github.com/antonbabenko/pre-commit-terraform
    rev: v1.96.1
    hooks:
      - id: terraform_fmt # always
`;

describe("safeguard init", () => {
  it("writes what check then reads", async () => {
    const cwd = folder({ "infra/main.tf": PROVIDER, "infra/plan.json": readFileSync(BAD) });
    const { code, stdout, stderr } = await safeguard(["init"], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^Terraform configurations: infra\. CDKTF apps: none found\.\nWrote safeguard\.config\.yaml\.\n\nNext:\n1\. Plan:\n/,
    );
    expect(stdout).toContain("terraform -chdir=infra show -json plan.tfplan > infra/plan.json");
    expect(stdout).toMatch(/in \.gitignore:\n {5}plan\.json\n {5}\*\.tfplan\n/);
    const checked = await safeguard(["check", "--format", "json"], { cwd });
    expect(checked).toMatchObject({ code: 1, stderr: "" });
    expect(JSON.parse(checked.stdout)).toMatchObject({ inputs: [{ path: "infra/plan.json" }] });
  });

  it("writes every file that is asked for, and says what is left to do", async () => {
    const cwd = folder({ "main.tf": PROVIDER, ".gitignore": "*.tfplan\nplan.json\n" });
    const { stdout } = await safeguard(["init", "--ci", "github", "--ci", "gitlab", "--ci", "pre-commit"], {
      cwd,
    });
    for (const file of [
      "safeguard.config.yaml",
      ".github/workflows/safeguard.yml",
      ".gitlab-ci.safeguard.yml",
      ".pre-commit-config.yaml",
    ]) {
      expect(stdout).toContain(`Wrote ${file}.`);
      expect(() => parse(readFileSync(join(cwd, file), "utf8"))).not.toThrow();
    }
    expect(stdout).toMatch(/tools\/safeguard-\d+\.\d+\.\d+\.tgz/);
    expect(stdout).toContain("- local: .gitlab-ci.safeguard.yml");
    expect(stdout).toContain("pre-commit install --hook-type pre-push");
    expect(stdout).not.toContain(".gitignore");
  });

  it("writes over nothing, unless it is forced to", async () => {
    const ours = "failOn: low\n";
    const cwd = folder({ "safeguard.config.yaml": ours, "main.tf": PROVIDER });
    const first = await safeguard(["init", "--ci", "github"], { cwd });
    expect(first.code).toBe(0);
    expect(first.stdout).toContain("Kept safeguard.config.yaml as it is; --force writes it anew.");
    expect(first.stdout).toContain("Wrote .github/workflows/safeguard.yml.");
    expect(readFileSync(join(cwd, "safeguard.config.yaml"), "utf8")).toBe(ours);
    const second = await safeguard(["init", "--force"], { cwd });
    expect(second.stdout).toContain("Wrote safeguard.config.yaml.");
    expect(readFileSync(join(cwd, "safeguard.config.yaml"), "utf8")).not.toContain("failOn: low");
  });

  it("leaves other hooks alone, says what to add, and adds it once when it is forced to", async () => {
    const cwd = folder({ ".pre-commit-config.yaml": OTHERS, "main.tf": PROVIDER });
    const file = () => readFileSync(join(cwd, ".pre-commit-config.yaml"), "utf8");
    const { stdout } = await safeguard(["init", "--ci", "pre-commit"], { cwd });
    expect(file()).toBe(OTHERS);
    expect(stdout).toContain("Kept .pre-commit-config.yaml as it is; --force puts the hook into it.");
    expect(stdout).toMatch(/Add the hook to repos .+:\n {5}- repo: local\n {7}hooks:\n {9}- id: safeguard\n/);
    await safeguard(["init", "--ci", "pre-commit", "--force"], { cwd });
    const once = file();
    expect(once.startsWith(OTHERS)).toBe(true);
    expect(once.match(/id: safeguard/g)).toHaveLength(1);
    await safeguard(["init", "--ci", "pre-commit", "--force"], { cwd });
    expect(file()).toBe(once);
    expect((await safeguard(["init", "--ci", "pre-commit"], { cwd })).stdout).not.toContain("Add the hook");
  });

  it("builds on the configuration of a folder above, and says where workflows are looked for", async () => {
    const root = folder({
      "safeguard.config.yaml": "failOn: never",
      ".git/HEAD": "",
      "team/main.tf": PROVIDER,
    });
    writeFileSync(join(root, "team/plan.json"), readFileSync(BAD));
    const cwd = join(root, "team");
    const { stdout } = await safeguard(["init", "--ci", "github"], { cwd });
    expect(stdout).toContain("root of the repository, ..,");
    expect((await safeguard(["check", "--quiet"], { cwd })).code).toBe(0);
  });

  it.each<[string, Record<string, string>, string[], string]>([
    [
      "another CI",
      {},
      ["--ci", "githib"],
      "--ci githib is none of github, gitlab, pre-commit; did you mean github?",
    ],
    ["a flag", {}, ["--forse"], "safeguard init has no flag --forse; did you mean --force?"],
    [
      "hooks that are none",
      { ".pre-commit-config.yaml": "repos: none" },
      ["--ci", "pre-commit", "--force"],
      ".pre-commit-config.yaml holds no list of repos and was left as it is.",
    ],
    [
      "a folder that is a file",
      { ".github": "" },
      ["--ci", "github"],
      ".github/workflows/safeguard.yml cannot be written",
    ],
  ])("refuses %s", async (_, files, args, says) => {
    const cwd = folder(files);
    const { code, stdout, stderr } = await safeguard(["init", ...args], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(SENTENCES);
    expect(stderr).toContain(says);
  });

  it("runs where there is nothing, and says so in the file", async () => {
    const cwd = folder();
    mkdirSync(join(cwd, "empty"));
    const { code, stdout } = await safeguard(["init"], { cwd: join(cwd, "empty") });
    expect(code).toBe(0);
    expect(stdout).toContain("Terraform configurations: none found. CDKTF apps: none found.");
    expect(readFileSync(join(cwd, "empty/safeguard.config.yaml"), "utf8")).toContain(
      "No Terraform configuration was found here",
    );
    expect(existsSync(join(cwd, "empty/.github"))).toBe(false);
  });
});
