import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** Builds `dist/` once before the tests, when a source is newer than it. */
export default function setup(): void {
  const sources = [...filesBelow("src"), "scripts/build.ts", "package-lock.json"];
  const newest = Math.max(...sources.map(modified));
  if (modified("dist/cli.cjs") > newest) return;
  execFileSync(process.execPath, ["--import", "tsx", "scripts/build.ts", "--no-types"], {
    cwd: ROOT,
    stdio: "inherit",
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));
}

/** Milliseconds; 0 for what does not exist. */
function modified(file: string): number {
  return statSync(join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
