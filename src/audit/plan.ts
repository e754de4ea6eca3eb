import { existsSync } from "node:fs";
import { cp, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { MadeDocument } from "../check/judge.js";
import { InputError } from "../errors.js";
import { parseDocument } from "../input/parse.js";
import { CommandError, type Output, run } from "./run.js";
import { errorOfTerraform, missingVariables, secretsOf } from "./said.js";
import { type Shadow, shadowOf } from "./shadow.js";
import { inWords, shownFolder, type Task } from "./task.js";

const MODULES = join(".terraform", "modules");
const CREDENTIALS =
  /No valid credential sources|retrieving credentials|Unable to locate credentials|InvalidClientTokenId|ExpiredToken|SignatureDoesNotMatch|no EC2 IMDS role|failed to refresh cached credentials|could not find default credentials|Please run 'az login'/i;
const PROVIDERS =
  /Failed to query available provider packages|Failed to install provider|Failed to download module|Could not load plugin|Inconsistent dependency lock file/i;

/** Plans a folder of Terraform configuration as if nothing were deployed. Throws {@link InputError}. */
export async function plan(folder: string, task: Task): Promise<MadeDocument> {
  const terraform = await findTerraform(folder, task);
  const shadow = await shadowOf(folder, task.temporary);
  const environment = planningEnvironment(task.environment);
  await bringWorkspace(folder, shadow, task.environment);
  const initialized = await bringInstalled(folder, shadow, task.environment);
  const call = (args: readonly string[]) =>
    run({
      program: terraform,
      args,
      cwd: shadow.folder,
      environment,
      timeout: task.timeout,
      signal: task.signal,
    }).catch((error: unknown) => {
      throw error instanceof CommandError ? planError(error, terraform, folder, args[0] ?? "", task) : error;
    });
  const shown = shownFolder(task.cwd, folder);
  task.progress(`${shown}: ${terraform} init`);
  await initialize(call, initialized);
  task.progress(`${shown}: ${terraform} plan`);
  const file = join(task.temporary, "plan.tfplan");
  const variables = [
    ...task.variables.map((variable) => `-var=${variable}`),
    ...task.variableFiles.map((path) => `-var-file=${path}`),
  ];
  const quiet = ["-input=false", "-no-color"];
  await call(["plan", ...quiet, "-refresh=false", "-lock=false", `-out=${file}`, ...variables]);
  const { stdout } = await call(["show", "-json", "-no-color", file]);
  return {
    document: parseDocument(stdout, shown),
    // The user's working directory, as seen from the shadow: positions are as if the folder itself had been read.
    place: { path: shadow.folder, base: shadow.mapped(task.cwd) },
  };
}

type Call = (args: readonly string[]) => Promise<Output>;

/** What the user's folder has installed is used; where it does not do, Terraform gets what it needs. */
async function initialize(call: Call, installed: string | null): Promise<void> {
  const init = ["init", "-input=false", "-no-color"];
  if (installed !== null) {
    try {
      await call([...init, `-plugin-dir=${installed}`]);
      return;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  await call(init);
}

/** `TERRAFORM` names the executable; else it is terraform, or OpenTofu where that is absent. */
async function findTerraform(folder: string, task: Task): Promise<string> {
  const names = task.terraform === null ? ["terraform", "tofu"] : [task.terraform];
  for (const program of names) {
    try {
      const { environment, timeout, signal } = task;
      await run({ program, args: ["version"], cwd: folder, environment, timeout, signal });
      return program;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      if (error.failure === "aborted") throw error;
      if (error.failure !== "missing") return program;
    }
  }
  const shown = shownFolder(task.cwd, folder);
  throw new InputError(
    "no-terraform",
    `Planning the Terraform configuration of ${inWords(shown)} takes ${names.join(" or ")}, and the PATH has none.`,
    "Install it, name it in TERRAFORM, or bring a plan: terraform show -json plan.tfplan | safeguard check - --source DIR",
  );
}

/**
 * The user's environment, credentials included, without what would turn Terraform to other folders or change what it is
 * asked: https://developer.hashicorp.com/terraform/cli/config/environment-variables
 */
function planningEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^TF_(?:CLI_ARGS|DATA_DIR$|LOG|INPUT$|WORKSPACE$|STATE)/;
  const kept = Object.entries(environment).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
}

function dataFolder(folder: string, environment: NodeJS.ProcessEnv): string {
  return resolve(folder, environment.TF_DATA_DIR ?? ".terraform");
}

/** The selected workspace, which expressions may ask for: it exists where its folder of states does. */
async function bringWorkspace(folder: string, shadow: Shadow, environment: NodeJS.ProcessEnv): Promise<void> {
  const selected = await readFile(join(dataFolder(folder, environment), "environment"), "utf8").catch(
    () => "",
  );
  const workspace = environment.TF_WORKSPACE ?? selected.trim();
  if (workspace === "" || workspace === "default" || !/^[\w.-]+$/.test(workspace)) return;
  await mkdir(join(shadow.folder, "terraform.tfstate.d", workspace), { recursive: true });
  await mkdir(join(shadow.folder, ".terraform"), { recursive: true });
  await writeFile(join(shadow.folder, ".terraform", "environment"), workspace);
}

/** Modules that were fetched already; and the folder of installed providers, or null. */
async function bringInstalled(
  folder: string,
  shadow: Shadow,
  environment: NodeJS.ProcessEnv,
): Promise<string | null> {
  // The list of modules names folders relative to the configuration.
  if (environment.TF_DATA_DIR === undefined && existsSync(join(folder, MODULES))) {
    await cp(join(folder, MODULES), join(shadow.folder, MODULES), { recursive: true });
  }
  const providers = join(dataFolder(folder, environment), "providers");
  return (await stat(providers).catch(() => null))?.isDirectory() ? providers : null;
}

function planError(
  error: CommandError,
  terraform: string,
  folder: string,
  command: string,
  task: Task,
): Error {
  if (error.failure === "aborted") return error;
  const shown = shownFolder(task.cwd, folder);
  const there = shown === "." ? "" : `cd ${shown} && `;
  if (error.failure === "timeout") {
    return new InputError(
      "plan-timeout",
      `${terraform} ${command} in ${inWords(shown)} did not end within ${task.timeout / 1000} seconds.`,
      "--timeout gives it more.",
      { cause: error },
    );
  }
  const said = errorOfTerraform(error.said, secretsOf(task.environment, task.variables));
  const missing = missingVariables(error.said);
  const message =
    missing.length > 0
      ? `The configuration of ${inWords(shown)} cannot be planned: no value for the variable${missing.length > 1 ? "s" : ""} ${missing.join(", ")}.`
      : `The configuration of ${inWords(shown)} cannot be planned: ${said === "" ? `${terraform} ${command} failed` : said}.`;
  return new InputError("plan-failed", message, hintFor(error.said, missing, there, terraform), {
    cause: error,
  });
}

function hintFor(said: string, missing: readonly string[], there: string, terraform: string): string {
  if (missing.length > 0)
    return `Give ${missing.length > 1 ? "them" : "it"}: --var ${missing[0]}=VALUE, or --var-file FILE.`;
  if (CREDENTIALS.test(said)) {
    return "Give Terraform credentials that may read (such as AWS_PROFILE), or bring a plan from where there are some: safeguard check plan.json";
  }
  if (PROVIDERS.test(said))
    return `What is installed there is used; install it by: ${there}${terraform} init -backend=false`;
  return `See all of it: ${there}${terraform} plan -refresh=false -lock=false`;
}
