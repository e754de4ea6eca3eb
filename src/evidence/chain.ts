import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { PackageFiles } from "./digest.js";
import { readPackage } from "./folder.js";
import { linkTo, MANIFEST, readManifest } from "./manifest.js";
import { verifyPackage } from "./verify.js";

export interface Chain {
  /** Names of the folders, from the newest package to the oldest that was found. */
  readonly names: readonly string[];
  /** Those of them that are not as they were sealed. */
  readonly broken: readonly string[];
  /** Digest of the manifest that no package has, or null when the chain reaches its beginning. */
  readonly missing: string | null;
}

/**
 * Follows a package back to the beginning of its chain, through the packages of a folder. A package whose manifest was
 * changed is another package: its link is missing.
 */
export function readChain(folder: string, files: PackageFiles, others: string): Chain {
  const byLink = new Map<string, { name: string; files: PackageFiles }>();
  for (const { name } of readdirSync(others, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )) {
    const other = readPackage(join(others, name), name);
    const link = other.has(MANIFEST) ? linkTo(other) : null;
    if (link !== null) byLink.set(link.manifest, { name, files: other });
  }
  const names = [basename(folder)];
  const broken: string[] = [];
  for (let at = files; ; ) {
    const previous = readManifest(at)?.previous?.manifest ?? null;
    const found = previous === null ? undefined : byLink.get(previous);
    if (found === undefined) return { names, broken, missing: previous };
    names.push(found.name);
    if (verifyPackage(found.files, null).problems.length > 0) broken.push(found.name);
    at = found.files;
  }
}
