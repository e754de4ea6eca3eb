import { type PackageFiles, sha256 } from "./digest.js";

export const SUMS = "SHA256SUMS";

/** The digests of all files as `sha256sum --check` reads them, sorted by path. */
export function sumsText(files: PackageFiles): string {
  return [...files]
    .filter(([path]) => path !== SUMS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`)
    .join("");
}

/** Path → digest; null when the text is not as {@link sumsText} writes it. */
export function parseSums(text: string): ReadonlyMap<string, string> | null {
  const entries: [string, string][] = [];
  for (const line of text.split("\n").slice(0, -1)) {
    const [, digest, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (digest === undefined || path === undefined) return null;
    entries.push([path, digest]);
  }
  const sorted = entries.every(([path], index) => index === 0 || (entries[index - 1]?.[0] ?? "") < path);
  return sorted && text.endsWith("\n") ? new Map(entries) : null;
}
