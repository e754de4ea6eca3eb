import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { fixture, folder, ROOT } from "../commands/support.js";
import { run } from "./support.js";

interface Header {
  readonly spec: {
    readonly inputs: Readonly<Record<string, { readonly default: string; readonly options?: string[] }>>;
  };
}

interface Job {
  readonly image: { readonly name: string };
  readonly needs: readonly { readonly job: string }[];
  readonly variables: Readonly<Record<string, string>>;
  readonly script: readonly string[];
  readonly artifacts: { readonly paths: string[]; readonly reports: Readonly<Record<string, string>> };
}

const text = readFileSync(join(ROOT, "templates/safeguard.yml"), "utf8");
const [header, jobs] = parseAllDocuments(text).map((document) => document.toJS()) as [Header, unknown];

const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(join(ROOT, "schemas/vendor/gitlab-ci.json"), "utf8")));

/** The jobs that GitLab makes of the template with these inputs. */
function included(inputs: Readonly<Record<string, string>> = {}): Record<string, Job> {
  const value = (_: string, name: string) => {
    const input = header.spec.inputs[name];
    if (input === undefined) throw new Error(`There is no input ${name}.`);
    return inputs[name] ?? input.default;
  };
  const filled = (part: unknown): unknown => {
    if (typeof part === "string") return part.replace(/\$\[\[ inputs\.([\w-]+) \]\]/g, value);
    if (Array.isArray(part)) return part.map(filled);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [filled(key), filled(inner)]));
  };
  return filled(jobs) as Record<string, Job>;
}

/** Runs the script of the job in a checkout, as a runner does: one shell for all lines. */
async function runJob(inputs: Readonly<Record<string, string>>, config = "") {
  const cwd = folder({ "safeguard.config.yaml": config });
  const bin = folder({ npm: '#!/bin/sh\necho "npm $*"\n' });
  symlinkSync(join(ROOT, "bin/safeguard.cjs"), join(bin, "safeguard"));
  mkdirSync(join(cwd, ".git"));
  cpSync(fixture("hcl/webshop"), join(cwd, "infra"), { recursive: true });
  cpSync(fixture("plans/webshop.json"), join(cwd, "the plan.json"));
  const job = included(inputs)["hipaa check"];
  if (job === undefined) throw new Error("The job is missing.");
  const script = ["set -e", `chmod +x "${bin}/npm"`, ...job.script].join("\n");
  const PATH = `${bin}:${process.env.PATH}`;
  const ran = await run("sh", ["-c", script], { cwd, env: { ...job.variables, PATH, CI_PROJECT_DIR: cwd } });
  return { ...ran, cwd, job };
}

describe("the GitLab template", () => {
  it("is what GitLab takes, with its inputs and without", () => {
    for (const document of [header, jobs, included(), included({ "job-name": "a", "plan-job": "b" })]) {
      validate(document);
      expect(validate.errors ?? []).toEqual([]);
    }
    expect(validate({ safeguard: { ...included().safeguard, script: 1 } })).toBe(false);
  });

  it("uses every input, and no other", () => {
    const names = new Set([...JSON.stringify(jobs).matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name));
    expect([...names].sort()).toEqual(Object.keys(header.spec.inputs).sort());
    // An input that is put into a script would be run.
    const [job] = Object.values(jobs as Record<string, Job>);
    expect(job?.script.join("\n")).not.toContain("$[[");
  });

  it("writes the reports that it names, and fails the job with the gate", async () => {
    const inputs = { "job-name": "hipaa check", plan: "the plan.json", source: "infra" };
    const { code, output, cwd, job } = await runJob(inputs);
    expect(code).toBe(1);
    expect(output).toContain("npm install --global --no-audit --no-fund ./tools/safeguard-0.1.0.tgz");
    expect(output).toContain("Gate failed: 63 failed, 13 unknown");
    const { codequality = "", junit = "" } = job.artifacts.reports;
    const issues = JSON.parse(readFileSync(join(cwd, codequality), "utf8"));
    expect(issues.length).toBe(63 + 13);
    expect(issues[0].location.path).toBe("infra/main.tf");
    expect(readFileSync(join(cwd, junit), "utf8")).toMatch(/^<\?xml/);
    for (const path of job.artifacts.paths) expect(existsSync(join(cwd, path))).toBe(true);
  });

  it("leaves the gate to the configuration", async () => {
    const strict = { "job-name": "hipaa check", plan: "the plan.json", args: "--policy=tagging/owner" };
    expect((await runJob(strict)).code).toBe(0);
    expect((await runJob(strict, "failOn: low\n")).code).toBe(1);
    expect((await runJob({ ...strict, "fail-on": "medium" }, "failOn: low\n")).code).toBe(0);
  });

  it("takes more flags, and an image that has Safeguard", async () => {
    const { code, output } = await runJob({
      "job-name": "hipaa check",
      plan: "the plan.json",
      args: "--policy=sqs/tls-only --policy sqs/*",
      "fail-on": "never",
      package: "",
    });
    expect(output).not.toContain("npm install");
    // The shell makes no file names of the star: the command is told of it.
    expect(output).toMatch(/sqs\/\*/);
    expect(code).toBe(2);
  });
});
