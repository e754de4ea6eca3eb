import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { HclParser } from "./hcl.js";
import { newModule, type SourceModule } from "./module.js";
import { addHclFile } from "./read-hcl.js";
import { addJsonFile } from "./read-json.js";

/** Deeper nesting than anyone writes; a module that calls itself ends here. */
const DEEPEST = 32;
/** https://developer.hashicorp.com/terraform/language/modules/sources#local-paths */
const LOCAL = /^\.\.?\//;

/** True when a folder holds Terraform configuration, or when the path is a file of it. */
export function hasSource(path: string): boolean {
  if (!existsSync(path)) return false;
  return statSync(path).isDirectory() ? configurationFiles(path).length > 0 : isConfiguration(path);
}

/**
 * The module at a folder (or the one file) with the modules that it calls, where their files are at hand: local paths,
 * and what `terraform init` noted in `.terraform/modules/modules.json`.
 * @param base Positions are relative to this folder where the source is below it, else to the source.
 */
export function loadSource(path: string, base: string, parser: HclParser): SourceModule {
  const isFolder = statSync(path).isDirectory();
  const folder = isFolder ? path : dirname(path);
  const loader = newLoader(folder, base, parser);
  const module = newModule();
  for (const file of isFolder ? configurationFiles(folder) : [basename(path)]) {
    loader.add(readFileSync(join(folder, file), "utf8"), join(folder, file), module);
  }
  loader.addCalls(module, folder, "", 0);
  return module;
}

/** The same for a synthesized stack whose text was read already; `path` is where it came from, `-` for nowhere. */
export function loadStack(text: string, path: string, base: string, parser: HclParser): SourceModule {
  const folder = path === "-" ? base : dirname(resolve(base, path));
  const loader = newLoader(folder, base, parser);
  const module = newModule();
  loader.add(
    text,
    path === "-" ? join(folder, "stdin.tf.json") : `${resolve(base, path).replace(/\.gz$/, "")}`,
    module,
  );
  loader.addCalls(module, folder, "", 0);
  return module;
}

/** Folders that the configuration in a folder calls as modules by a local path, absolute. */
export function localCalls(folder: string, parser: HclParser): string[] {
  const module = newModule();
  const loader = newLoader(folder, folder, parser);
  for (const file of configurationFiles(folder)) {
    try {
      loader.add(readFileSync(join(folder, file), "utf8"), join(folder, file), module);
    } catch {
      // Broken JSON calls nothing; Terraform will say what is wrong with it.
    }
  }
  return [...module.calls.values()].flatMap(({ source }) =>
    LOCAL.test(source) ? [resolve(folder, source)] : [],
  );
}

interface Loader {
  add(text: string, path: string, module: SourceModule): void;
  addCalls(module: SourceModule, folder: string, key: string, depth: number): void;
}

function newLoader(root: string, base: string, parser: HclParser): Loader {
  const installed = installedModules(root);
  const shown = (path: string): string => {
    const below = relative(base, path);
    return (below.startsWith("..") || isAbsolute(below) ? relative(root, path) : below).replaceAll("\\", "/");
  };
  const loader: Loader = {
    add(text, path, module) {
      if (path.endsWith(".json")) {
        addJsonFile(text, shown(path), module, parser);
        return;
      }
      const tree = parser.file(text);
      if (tree !== null) addHclFile(tree, shown(path), module);
    },
    addCalls(module, folder, key, depth) {
      if (depth === DEEPEST) return;
      for (const [name, call] of module.calls) {
        const childKey = key === "" ? name : `${key}.${name}`;
        const child = LOCAL.test(call.source) ? join(folder, call.source) : installed.get(childKey);
        if (child === undefined || !existsSync(child)) continue;
        call.module = newModule();
        for (const file of configurationFiles(child)) {
          loader.add(readFileSync(join(child, file), "utf8"), join(child, file), call.module);
        }
        loader.addCalls(call.module, child, childKey, depth + 1);
      }
    },
  };
  return loader;
}

function configurationFiles(folder: string): string[] {
  return readdirSync(folder).filter(isConfiguration).sort();
}

function isConfiguration(path: string): boolean {
  return /\.tf(\.json)?$/.test(path);
}

/** `terraform init` keeps a list of where modules are: key `a.b`, folder relative to the root. */
function installedModules(root: string): Map<string, string> {
  const file = join(root, ".terraform", "modules", "modules.json");
  if (!existsSync(file)) return new Map();
  try {
    const { Modules } = JSON.parse(readFileSync(file, "utf8")) as {
      Modules?: { Key: string; Dir: string }[];
    };
    return new Map((Modules ?? []).map((module) => [module.Key, resolve(root, module.Dir)]));
  } catch {
    return new Map();
  }
}
