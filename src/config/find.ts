import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const CONFIG_NAMES = ["safeguard.config.yaml", "safeguard.config.yml", "safeguard.config.json"];

/**
 * The configuration of a folder: its own, or that of the nearest folder above; null when there is none. What lies above the
 * repository is somebody else's.
 */
export function findConfig(folder: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = CONFIG_NAMES.map((name) => join(at, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (dirname(at) === at || existsSync(join(at, ".git"))) return null;
  }
}
