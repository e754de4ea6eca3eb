import type { PackageFiles } from "./digest.js";
import { linkTo, readManifest } from "./manifest.js";

/** A package under the name of its folder. */
export interface NamedPackage {
  readonly name: string;
  readonly files: PackageFiles;
}

export interface Chain {
  /** From the newest to the oldest that was found. */
  readonly names: readonly string[];
  /** The digest of a manifest that no package has, or null when the chain reaches its beginning. */
  readonly missing: string | null;
}

/** Follows the chain from a package back to its beginning through the others. */
export function walkChain(start: NamedPackage, others: readonly NamedPackage[]): Chain {
  const byLink = new Map(
    others.flatMap((other) => {
      const link = linkTo(other.files);
      return link === null ? [] : [[link.manifest, other] as const];
    }),
  );
  const names: string[] = [];
  for (let at: NamedPackage | undefined = start; at !== undefined; ) {
    names.push(at.name);
    const previous: string | undefined = readManifest(at.files)?.previous?.manifest;
    if (previous === undefined) return { names, missing: null };
    at = byLink.get(previous);
    if (at === undefined) return { names, missing: previous };
  }
  return { names, missing: null };
}
