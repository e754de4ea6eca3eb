import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigError, unwritable } from "../errors.js";
import type { PackageFiles } from "./digest.js";

/** Writes a package into a folder that is new or empty. Throws {@link ConfigError} otherwise. */
export function writePackage(folder: string, shown: string, files: PackageFiles): void {
  if (entriesOf(folder, shown).length > 0) {
    throw new ConfigError(
      "folder-in-use",
      `${shown} is not empty; a package of evidence has a folder of its own.`,
      "Name a new folder, such as evidence/2026-01-31.",
    );
  }
  try {
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
  } catch (cause) {
    throw unwritable(shown, cause);
  }
}

/** All files below a folder. Throws {@link ConfigError} when there is no such folder. */
export function readPackage(folder: string, shown: string): PackageFiles {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new ConfigError(
      "no-package",
      `${shown} is no folder.`,
      "Name a folder that safeguard report wrote.",
    );
  }
  const files = new Map<string, Uint8Array>();
  const walk = (path: string): void => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const inner = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) walk(inner);
      else files.set(inner, readFileSync(join(folder, inner)));
    }
  };
  walk("");
  return files;
}

function entriesOf(folder: string, shown: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw unwritable(shown, cause);
  }
}
