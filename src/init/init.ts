import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigError, unwritable } from "../errors.js";
import { configFile } from "./config-file.js";
import { detect, type Found } from "./detect.js";
import { GITHUB_FILE, githubWorkflow } from "./github.js";
import { GITLAB_FILE, gitlabJobs } from "./gitlab.js";
import { inputsOf, planOf, rootsToPlan, synthesis, tarballOf, word } from "./plans.js";
import { PRE_COMMIT_FILE, preCommitEntry, preCommitFile } from "./pre-commit.js";

/** Where checks run by themselves. */
export const CI = ["github", "gitlab", "pre-commit"] as const;
export type Ci = (typeof CI)[number];

const CONFIG_FILE = "safeguard.config.yaml";

export interface InitOptions {
  readonly ci: readonly Ci[];
  /** Write over files that are there. */
  readonly force: boolean;
  /** Of Safeguard. */
  readonly version: string;
}

export interface InitResult {
  readonly found: Found;
  /** Files that were written, and those that were there and left as they are. */
  readonly wrote: readonly string[];
  readonly kept: readonly string[];
  /** What to do next, a step each; a step may have several lines. */
  readonly next: readonly string[];
}

/**
 * Sets a folder up: a configuration for what it holds, and what runs the checks. It asks nothing, runs nothing, and writes
 * over no file without `force`. Throws {@link ConfigError} for what cannot be written.
 */
export async function init(folder: string, options: InitOptions): Promise<InitResult> {
  const found = await detect(folder);
  const wrote: string[] = [];
  const kept: string[] = [];
  const unchanged: Ci[] = [];
  for (const ci of ["config", ...CI.filter((one) => options.ci.includes(one))] as const) {
    const name = FILES[ci];
    const path = join(folder, name);
    const existing = existsSync(path) ? readFileSync(path, "utf8") : null;
    if (existing !== null && !options.force) {
      kept.push(name);
      if (ci !== "config") unchanged.push(ci);
      continue;
    }
    write(path, name, await contentOf(ci, found, options.version, existing));
    wrote.push(name);
  }
  return { found, wrote, kept, next: await nextSteps(folder, found, options, unchanged) };
}

const FILES = {
  config: CONFIG_FILE,
  github: GITHUB_FILE,
  gitlab: GITLAB_FILE,
  "pre-commit": PRE_COMMIT_FILE,
} as const;

async function contentOf(
  ci: keyof typeof FILES,
  found: Found,
  version: string,
  existing: string | null,
): Promise<string> {
  if (ci === "config") return configFile(found);
  if (ci === "github") return githubWorkflow(found, version);
  if (ci === "gitlab") return gitlabJobs(found, version);
  const content = await preCommitFile(found, existing);
  if (content !== null) return content;
  throw new ConfigError(
    "pre-commit-file",
    `${PRE_COMMIT_FILE} holds no list of repos and was left as it is.`,
    "Mend it, or move it away.",
  );
}

function write(path: string, name: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (cause) {
    throw unwritable(name, cause, "Check the folder and its permissions.");
  }
}

async function nextSteps(
  folder: string,
  found: Found,
  { ci, version }: InitOptions,
  unchanged: readonly Ci[],
): Promise<string[]> {
  const steps = [
    ...rootsToPlan(found).map((root) => {
      const terraform = root === "." ? "terraform" : `terraform -chdir=${word(root)}`;
      return `Plan:\n${terraform} init && ${terraform} plan -out=plan.tfplan && ${terraform} show -json plan.tfplan > ${word(planOf(root))}`;
    }),
    ...found.cdktf.map(({ folder: at, npm }) => {
      const commands = synthesis(npm).join(" && ");
      return `Synthesize:\n${at === "." ? commands : `(cd ${word(at)} && ${commands})`}`;
    }),
    "Check:\nsafeguard check",
  ];
  if (!ignoresPlans(folder, found))
    steps.push(
      "Keep plans, which may hold secrets, out of the repository; in .gitignore:\nplan.json\n*.tfplan",
    );
  if (found.tarball === null && ci.some((one) => one !== "pre-commit"))
    steps.push(
      `Put the package that npm pack makes in a clone of Safeguard where CI installs it from:\n${tarballOf(found, version)}`,
    );
  if (ci.includes("gitlab"))
    steps.push(`Include the jobs in .gitlab-ci.yml:\ninclude:\n  - local: ${GITLAB_FILE}`);
  if (found.repository !== null && ci.length > 0)
    steps.push(
      `Move what runs the checks to the root of the repository, ${found.repository}, or run safeguard init there: it is looked for there alone.`,
    );
  if (unchanged.includes("pre-commit") && !hasHook(folder))
    steps.push(
      `Add the hook to repos in ${PRE_COMMIT_FILE}, or let --force add it:\n${(await preCommitEntry(found)).trimEnd()}`,
    );
  if (ci.includes("pre-commit"))
    steps.push("Install the hook, which runs before a push:\npre-commit install --hook-type pre-push");
  return steps;
}

function hasHook(folder: string): boolean {
  return /^\s*(- )?id: ["']?safeguard["']?\s*$/m.test(readFileSync(join(folder, PRE_COMMIT_FILE), "utf8"));
}

function ignoresPlans(folder: string, found: Found): boolean {
  const file = join(folder, ".gitignore");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const plans = inputsOf(found).some((input) => input.endsWith(".json"));
  return !plans || (/plan\*?\.json|^\*\.json/m.test(text) && /tfplan/.test(text));
}
