import type { RenderOptions } from "./format.js";
import type { Finding } from "./report.js";
import { plain } from "./text.js";

/** A line of a file of the repository. */
export interface Place {
  /** Relative to the root of the repository, with `/`. */
  readonly path: string;
  readonly line: number;
}

/** No path of a repository is longer than what an operating system takes. */
const LONGEST = 4096;

/**
 * Where a finding is shown. CI servers take files of the repository alone, so what lies elsewhere (in a downloaded module, in
 * no known place) is shown at the first line of a file that stands in.
 */
export function placeOf({ location }: Finding, { sourceRoot = "", fallbackUri }: RenderOptions): Place {
  const path = location === null ? null : inRepository(sourceRoot, location.file);
  if (location !== null && path !== null) return { path, line: Math.max(1, location.line) };
  const fallback = fallbackUri === undefined ? inRepository(sourceRoot, MAIN) : inRepository("", fallbackUri);
  return { path: fallback ?? MAIN, line: 1 };
}

const MAIN = "main.tf";

/** A path below the root of the repository, or null when it leads out of it, into a downloaded module, or is no text to show. */
function inRepository(root: string, file: string): string | null {
  const whole = `${root}/${file}`;
  if (/^([a-z]+:|[\\/])/i.test(file) || file.length > LONGEST || plain(whole) !== whole) return null;
  const parts: string[] = [];
  for (const part of whole.split(/[\\/]/)) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.length === 0 || parts.includes(".terraform") ? null : parts.join("/");
}
