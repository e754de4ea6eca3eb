import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { compare } from "../assessment/order.js";
import { assets } from "../assets.js";
import { ConfigError, InputError } from "../errors.js";
import { ownRoots } from "../init/detect.js";
import { hasSource, localCalls } from "../inventory/source/load.js";

/** A CDKTF app: its folder, and the command of its `cdktf.json`. */
export interface App {
  readonly folder: string;
  readonly command: string;
  /** What the constructs may ask for by `node.tryGetContext`. */
  readonly context: Readonly<Record<string, unknown>>;
}

/** What there is to audit; folders are absolute and sorted. */
export interface Targets {
  readonly apps: readonly App[];
  /** Folders of Terraform configuration that are planned by themselves. */
  readonly roots: readonly string[];
  /** What else nothing calls: below a root, or beside roots and there to be shown, tested or called. */
  readonly left: readonly string[];
}

/** The successor of CDKTF, cdktn, keeps the name: https://cdktn.io/docs/release/upgrade-guide-v0-22 */
const APP = "cdktf.json";
/** Of no interest to an audit: what others made or fetched. */
export const FOREIGN = ["node_modules", "cdktf.out", ".git", ".terraform", ".gen", ".safeguard"];

/**
 * The app or the Terraform root in a folder, else all of them below. Throws {@link InputError} where there is none.
 * @param shown The folder as the user names it.
 */
export async function findTargets(folder: string, shown: string): Promise<Targets> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new InputError(
      "no-such-folder",
      `${shown} is no folder; expected one with a cdktf.json or Terraform configuration.`,
      "A plan is checked by: safeguard check plan.json",
    );
  }
  if (existsSync(join(folder, APP))) return { apps: [readApp(folder, shown)], roots: [], left: [] };
  const isRoot = hasSource(folder);
  const { glob } = await import("tinyglobby");
  const files = await glob([`**/${APP}`, "**/*.tf", "**/*.tf.json"], {
    cwd: folder,
    ignore: FOREIGN.map((name) => `**/${name}/**`),
  });
  const folderOf = (file: string) => resolve(folder, dirname(file));
  const isApp = (file: string) => file === APP || file.endsWith(`/${APP}`);
  const apps = [...new Set(files.filter(isApp).map(folderOf))].sort(compare);
  const configured = [...new Set(files.filter((file) => !isApp(file)).map(folderOf))].sort(compare);
  const called = await calledFolders(configured);
  const uncalled = configured.filter((path) => !called.has(path) && path !== folder);
  if (isRoot) return { apps: [], roots: [folder], left: uncalled };
  const roots = rootsAmong(uncalled, folder);
  if (apps.length > 0 || roots.length > 0)
    return {
      apps: apps.map((path) => readApp(path, join(shown, relative(folder, path)))),
      roots,
      left: uncalled.filter((path) => !roots.includes(path)),
    };
  throw new InputError(
    "nothing-to-audit",
    `${shown === "." ? "This folder" : shown} holds neither a ${APP} nor Terraform configuration.`,
    "Name the folder that does, or check a plan: safeguard check plan.json",
  );
}

/** The same that `init` finds. */
function rootsAmong(uncalled: readonly string[], folder: string): string[] {
  const described = uncalled.map((path) => ({
    at: relative(folder, path).replaceAll("\\", "/"),
    text: readdirSync(path)
      .filter((name) => name.endsWith(".tf") || name.endsWith(".tf.json"))
      .map((name) => readFileSync(join(path, name), "utf8"))
      .join("\n"),
  }));
  return ownRoots(folder, described).map((at) => join(folder, at));
}

/** Folders that others call as modules; each is planned where it is called. */
async function calledFolders(folders: readonly string[]): Promise<Set<string>> {
  if (folders.length < 2) return new Set();
  const { openHclParser } = await import("../inventory/source/hcl.js");
  const parser = await openHclParser(assets.hclGrammar, assets.treeSitter);
  return new Set(folders.flatMap((folder) => localCalls(folder, parser)));
}

function readApp(folder: string, shown: string): App {
  const file = join(shown, APP);
  let json: { app?: unknown; context?: unknown };
  try {
    json = JSON.parse(readFileSync(join(folder, APP), "utf8")) as typeof json;
  } catch (cause) {
    throw new ConfigError("broken-json", `${file} is no JSON.`, "Mend it; cdktf synth reads it too.", {
      cause,
    });
  }
  const { app, context } = json ?? {};
  if (typeof app !== "string" || app.trim() === "") {
    throw new ConfigError(
      "no-app",
      `${file} names no app; expected the command that synthesizes it.`,
      'As in "app": "npx tsx main.ts".',
    );
  }
  const isObject = typeof context === "object" && context !== null && !Array.isArray(context);
  return { folder, command: app, context: isObject ? (context as Record<string, unknown>) : {} };
}
