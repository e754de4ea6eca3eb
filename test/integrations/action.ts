import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { folder, ROOT } from "../commands/support.js";
import { run } from "./support.js";

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | boolean>>;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const action = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as Action;

export interface Outcome {
  /** Of the job: of the first step that fails. */
  readonly code: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Steps of other actions that would have run, with what they were given. */
  readonly used: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Runs the steps of `action.yml` as the runner does: in their order, with what it sets, those of other actions left out. */
export async function runAction(
  inputs: Readonly<Record<string, string>>,
  {
    workspace,
    event,
    env = {},
  }: { workspace: string; event: object; env?: Readonly<Record<string, string>> },
): Promise<Outcome> {
  const temp = folder({ "event.json": JSON.stringify(event), summary: "", output: "" });
  const runner = {
    PATH: process.env.PATH ?? "",
    HOME: temp,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION_PATH: ROOT,
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: "clinic/shop",
    GITHUB_RUN_ID: "77",
    GITHUB_SHA: "0123456789abcdef",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_EVENT_PATH: join(temp, "event.json"),
    GITHUB_STEP_SUMMARY: join(temp, "summary"),
    RUNNER_TEMP: temp,
    ...env,
  };
  const values = new Map<string, string>([["github.token", "job-token"]]);
  for (const [name, { default: standard = "" }] of Object.entries(action.inputs)) {
    values.set(`inputs.${name}`, inputs[name] ?? filled(standard, values));
  }
  const used: Record<string, Record<string, string>> = {};
  let log = "";
  let code = 0;
  for (const [index, step] of action.runs.steps.entries()) {
    if (step.if !== undefined && !holds(step.if, values)) continue;
    if (step.uses !== undefined) {
      used[step.uses] = filledAll(step.with ?? {}, values);
      continue;
    }
    const script = join(temp, `step-${index}.sh`);
    const output = join(temp, `output-${index}`);
    writeFileSync(script, step.run ?? "");
    writeFileSync(output, "");
    const ran = await run("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
      cwd: workspace,
      env: { ...runner, GITHUB_OUTPUT: output, ...filledAll(step.env ?? {}, values) },
    });
    log += ran.output;
    for (const line of readFileSync(output, "utf8").split("\n").filter(Boolean)) {
      const at = line.indexOf("=");
      values.set(`steps.${step.id}.outputs.${line.slice(0, at)}`, line.slice(at + 1));
    }
    code = ran.code ?? 1;
    if (code !== 0) break;
  }
  const outputs = Object.fromEntries(
    Object.entries(action.outputs).map(([name, { value }]) => [name, filled(value, values)]),
  );
  return { code, log, summary: readFileSync(join(temp, "summary"), "utf8"), outputs, used };
}

function filledAll(
  record: Readonly<Record<string, string | boolean>>,
  values: ReadonlyMap<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, filled(String(value), values)]),
  );
}

function filled(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{ *(.*?) *\}\}/g, (_, name: string) => values.get(name) ?? "");
}

/** As much of GitHub's expressions as the action uses: comparisons with text, and `&&`. */
function holds(expression: string, values: ReadonlyMap<string, string>): boolean {
  return expression.split("&&").every((part) => {
    const [, name = "", operator, text = ""] = /^\s*([\w.-]+) (==|!=) '([^']*)'\s*$/.exec(part) ?? [];
    if (operator === undefined) throw new Error(`This test cannot evaluate ${part}.`);
    return ((values.get(name) ?? "") === text) === (operator === "==");
  });
}
