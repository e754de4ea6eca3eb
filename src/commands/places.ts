import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { RenderOptions } from "../report/format.js";

/** Environment variables that name the folder of the repository where it is not to be seen. */
const ROOT_VARIABLES = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];

/**
 * How positions become places of the repository, which is what CI servers ask for wherever in it the check runs.
 * @param source The folder or file that `--source` or the configuration names; null where neither does.
 */
export function repositoryPlaces(
  cwd: string,
  source: string | null,
  env: NodeJS.ProcessEnv,
): Pick<RenderOptions, "sourceRoot" | "fallbackUri"> {
  const root = repositoryOf(cwd, env);
  const named = source === null ? null : resolve(cwd, source);
  const isFile = named !== null && /\.tf(\.json)?$/.test(named);
  const folder = named === null ? cwd : isFile ? dirname(named) : named;
  // What lies outside of the working directory has positions relative to itself.
  const base = isInside(cwd, folder) ? cwd : folder;
  const sourceRoot = isInside(root, base) ? relative(root, base) : "";
  const main = isFile ? named : join(folder, existsSync(join(folder, STACK)) ? STACK : "main.tf");
  return named === null || !isInside(root, main)
    ? { sourceRoot }
    : { sourceRoot, fallbackUri: relative(root, main) };
}

const STACK = "cdk.tf.json";

/** The folder of the repository: the nearest with `.git`, else the one that the CI server names, else the working directory. */
function repositoryOf(cwd: string, env: NodeJS.ProcessEnv): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (folder === dirname(folder)) break;
  }
  const named = ROOT_VARIABLES.flatMap((name) => env[name] || []);
  return named.find((folder) => isAbsolute(folder) && isInside(folder, cwd)) ?? cwd;
}

function isInside(folder: string, path: string): boolean {
  const below = relative(folder, path);
  return !isAbsolute(below) && below.split(/[\\/]/)[0] !== "..";
}
