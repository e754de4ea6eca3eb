import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { assets } from "../assets.js";
import { readCatalogue } from "../engine/bundle.js";
import type { Policy } from "../engine/verdict.js";
import { ConfigError } from "../errors.js";
import type { RegoFiles } from "./compile.js";
import { defaultsText } from "./metadata.js";
import type { Fault } from "./module.js";

/** A folder of policies that somebody wrote: `<service>/<rule>.rego`, `<rule>_test.rego` beside it, `lib/<name>.rego`. */
export interface PolicyFolder {
  /** Absolute. */
  readonly path: string;
  /** As given, for people. */
  readonly shown: string;
  /** With `/`, relative to the folder; sorted. */
  readonly policies: readonly string[];
  readonly libraries: readonly string[];
  readonly tests: readonly string[];
  /** Files that stand where none is read. */
  readonly faults: readonly Fault[];
}

const LIB = /^lib\/[a-z][a-z0-9_]*\.rego$/;
/** Folders of Safeguard's own. */
const RESERVED = /^(?:lib|canary)\//;

/** What lies in a folder. Throws {@link ConfigError} where there is none, or no policy in it. */
export function readFolder(path: string, shown: string): PolicyFolder {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new ConfigError(
      "no-policies-folder",
      `${shown} is no folder.`,
      "Name a folder of Rego policies; safeguard policy new SERVICE/RULE begins one.",
    );
  const files = globSync("**/*.rego", { cwd: path, ignore: ["**/node_modules/**"] })
    .map((file) => file.replaceAll("\\", "/"))
    .sort();
  const tests = files.filter((file) => file.endsWith("_test.rego"));
  const libraries = files.filter((file) => LIB.test(file) && !tests.includes(file));
  const rest = files.filter((file) => !tests.includes(file) && !libraries.includes(file));
  const policies = rest.filter((file) => /^[^/]+\/[^/]+$/.test(file) && !RESERVED.test(file));
  if (policies.length === 0 && rest.length === 0)
    throw new ConfigError(
      "no-policies-folder",
      `${shown} holds no policies; expected <service>/<rule>.rego.`,
      "safeguard policy new SERVICE/RULE writes the first.",
    );
  const faults = rest
    .filter((file) => !policies.includes(file))
    .map((file) =>
      fault(shown, file, "a policy stands in <service>/<rule>.rego, and a library in lib/<name>.rego."),
    );
  const ships = new Set(shippedLibrary().map((file) => `lib/${file}`));
  for (const file of libraries)
    if (ships.has(file))
      faults.push(fault(shown, file, "the library that ships with Safeguard has this name; choose another."));
  return { path, shown, policies, libraries, tests, faults };
}

function fault(shown: string, file: string, message: string): Fault {
  return { file: `${shown}/${file}`, line: null, message };
}

/** Files of the library that ships, without its tests. */
function shippedLibrary(): string[] {
  return globSync("*.rego", {
    cwd: fileURLToPath(new URL("lib/", assets.policySources)),
    ignore: ["*_test.rego"],
  }).sort();
}

/**
 * The folder beside the library, as OPA is given both: everything below `policies/`, so that no name depends on where the
 * folder lies.
 * @param own The policies of the folder, whose defaults the library reads.
 */
export function staged(folder: PolicyFolder, own: readonly Policy[], tests: boolean): RegoFiles {
  const library = fileURLToPath(new URL("lib/", assets.policySources));
  const files = new Map<string, { path: string } | { text: string }>();
  files.set("policies/canary/canary.rego", {
    path: fileURLToPath(new URL("canary/canary.rego", assets.policySources)),
  });
  for (const file of shippedLibrary())
    if (tests || file !== "testing.rego") files.set(`policies/lib/${file}`, { path: join(library, file) });
  const { policies } = readCatalogue(assets.policies);
  files.set("policies/lib/defaults.rego", { text: defaultsText([...policies, ...own]) });
  for (const file of [...folder.policies, ...folder.libraries, ...(tests ? folder.tests : [])])
    files.set(`policies/${file}`, { path: join(folder.path, file) });
  return files;
}

/** A fault in a file as OPA knows it, by the name that the author knows. */
export function asShown(folder: PolicyFolder, found: Fault): Fault {
  const file = found.file.replace(/^policies\//, "");
  const isOwn = [...folder.policies, ...folder.libraries, ...folder.tests].includes(file);
  return isOwn ? { ...found, file: `${folder.shown}/${file}` } : found;
}

/** Everything that decides what the folder is compiled to, as text. */
export function contentOf(folder: PolicyFolder): string {
  const texts = [...staged(folder, [], false)].map(([name, file]) => [
    name,
    "path" in file ? readFileSync(file.path, "utf8") : file.text,
  ]);
  return JSON.stringify([...texts, readFileSync(assets.capabilities, "utf8")]);
}
