import { basename, relative, resolve } from "node:path";
import { ConfigError } from "../errors.js";
import { type Config, type ConfigFile, NO_CONFIG } from "./config.js";
import { extendedFile } from "./extends.js";
import { findConfig } from "./find.js";
import { readLayer } from "./layer.js";
import { laidOver } from "./merge.js";

/** Files that extend one another, one after the other. More is a mistake, or a loop through links. */
const DEEPEST = 10;

/**
 * Reads the named configuration, or the one that holds for the folder, and what it extends.
 * Throws {@link ConfigError}, which names file, line and key of what is wrong.
 */
export async function readConfig(named: string | null, cwd: string): Promise<Config> {
  const file = named === null ? findConfig(cwd) : resolve(cwd, named);
  if (file === null) return NO_CONFIG;
  const root = { file, name: basename(file) };
  const layers = new Map<string, Config>();
  await collect(root, []);
  return together([...layers.values()]);

  /** What a file extends comes before it. A file that several extend counts once, where it is met first. */
  async function collect(at: ConfigFile, above: readonly ConfigFile[]): Promise<void> {
    const { bases, config, lineOf } = await readLayer(at, cwd);
    for (const [index, base] of bases.entries()) {
      const place = lineOf(["extends", index]);
      const found = extendedFile(base, at, root, place);
      refuseLoop(found, [...above, at], place);
      if (!layers.has(found.file)) await collect(found, [...above, at]);
    }
    layers.set(at.file, config);
  }

  function refuseLoop(found: ConfigFile, above: readonly ConfigFile[], place: string): void {
    const loop = above.findIndex((one) => one.file === found.file);
    const shown = (files: readonly ConfigFile[]) =>
      files.map((one) => relative(cwd, one.file).replaceAll("\\", "/") || one.file).join(" -> ");
    if (loop >= 0) {
      throw new ConfigError(
        "extends",
        `${place}: the configuration extends itself: ${shown([...above.slice(loop), found])}.`,
        "Take one extends of the circle away.",
      );
    }
    if (above.length > DEEPEST) {
      throw new ConfigError(
        "extends",
        `${place}: more than ${DEEPEST} files extend one another: ${shown([...above, found])}.`,
        "Extend the file with the settings itself.",
      );
    }
  }
}

/**
 * Reads a configuration that was recorded: these files, the base first, and nothing else. What they name by a path is not
 * where it was, and left out.
 */
export async function readRecorded(files: readonly ConfigFile[], cwd: string): Promise<Config> {
  const layers: Config[] = [];
  for (const file of files) layers.push((await readLayer(file, cwd)).config);
  const nowhere = {
    inputs: null,
    source: null,
    waivers: null,
    attestations: null,
    baseline: null,
    framework: null,
    policies: [],
  };
  return { ...together(layers), ...nowhere };
}

function together(layers: readonly Config[]): Config {
  return layers.reduce(laidOver, NO_CONFIG);
}
