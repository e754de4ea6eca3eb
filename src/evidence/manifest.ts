import type { Report } from "../report/report.js";
import { jsonBytes, type PackageFiles, sha256, textOf } from "./digest.js";

export const MANIFEST = "manifest.json";

/** What a package holds and what it was made from (`safeguard.manifest/v1`). */
export interface Manifest {
  readonly schema: "safeguard.manifest/v1";
  readonly tool: Report["tool"];
  readonly framework: string;
  readonly assessedAt: string;
  /** What was assessed; the documents themselves stay outside. */
  readonly inputs: readonly { readonly path: string; readonly digest: string }[];
  /** The package before this one, in a chain of evidence. */
  readonly previous: Link | null;
  /** Sorted by path; everything but the manifest, what signs it, and the sums. */
  readonly files: readonly FileEntry[];
}

export interface Link {
  /** `sha256:<hex>` of its `manifest.json`. */
  readonly manifest: string;
  readonly assessedAt: string;
}

export interface FileEntry {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

export function makeManifest(files: PackageFiles, report: Report, previous: Link | null): Manifest {
  return {
    schema: "safeguard.manifest/v1",
    tool: report.tool,
    framework: report.framework.id,
    assessedAt: report.assessedAt,
    inputs: report.inputs.map(({ path, digest }) => ({ path, digest })),
    previous,
    files: [...files]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, bytes]) => ({ path, size: bytes.length, sha256: sha256(bytes) })),
  };
}

/** The manifest of a package; null when there is none, or it is not as it was written. */
export function readManifest(files: PackageFiles): Manifest | null {
  const bytes = files.get(MANIFEST);
  if (bytes === undefined) return null;
  try {
    const manifest = JSON.parse(textOf(bytes)) as Manifest;
    const intact = manifest.schema === "safeguard.manifest/v1" && Array.isArray(manifest.files);
    return intact && sha256(jsonBytes(manifest)) === sha256(bytes) ? manifest : null;
  } catch {
    return null;
  }
}

/** How the next package refers to this one. Null for what is no package. */
export function linkTo(files: PackageFiles): Link | null {
  const manifest = readManifest(files);
  const bytes = files.get(MANIFEST);
  if (manifest === null || bytes === undefined) return null;
  return { manifest: `sha256:${sha256(bytes)}`, assessedAt: manifest.assessedAt };
}
