import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** The user's folder for what can be made again; null where the surroundings name none. */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string {
  const base =
    env.XDG_CACHE_HOME ||
    (platform === "win32" ? env.LOCALAPPDATA : undefined) ||
    join(homedir(), platform === "darwin" ? "Library/Caches" : ".cache");
  return join(base, "safeguard");
}

/**
 * What is made of a content, kept by its digest. A file that another run writes at the same time is never seen half; where nothing
 * can be kept, it is made each time.
 */
export async function cached<T>(
  cache: string | null,
  content: string,
  read: (bytes: Uint8Array) => Promise<T>,
  make: () => Promise<Uint8Array>,
): Promise<T> {
  if (cache === null) return read(await make());
  const file = join(cache, "policies", `${createHash("sha256").update(content).digest("hex")}.tar.gz`);
  try {
    return await read(readFileSync(file));
  } catch {
    // There is none, or it is damaged.
  }
  const bytes = await make();
  try {
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, bytes);
    try {
      renameSync(draft, file);
    } catch {
      rmSync(draft, { force: true });
    }
  } catch {
    // A read-only home is no reason to fail.
  }
  return read(bytes);
}
