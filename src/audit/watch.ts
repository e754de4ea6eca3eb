import { createHash } from "node:crypto";
import { type FSWatcher, watch as watchFolder } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { InputError } from "../errors.js";
import { FOREIGN } from "./find.js";

export interface Watch {
  /** Folder whose files count; absolute. */
  readonly folder: string;
  /** Files that do not count, absolute: what a pass writes. */
  readonly written: readonly string[];
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** One pass; `changed` is empty for the first. It is ended by its signal where something changes meanwhile. */
  readonly pass: (changed: readonly string[], signal: AbortSignal) => Promise<void>;
}

/** Editors write a file in several steps, and people save several files. */
const SETTLE = 40;
/** Of editors: swap files, backups, and vim's probe. */
const PASSING = /^(?:\..*|.*~|#.*#|.*\.sw[a-z]|4913)$/;
/** A larger file is known by its size and time. */
const LARGEST = 1_000_000;

/** Runs a pass, and another after each change, until the signal comes. Throws what a pass throws. */
export async function watch({ folder, written, signal, pass }: Watch): Promise<void> {
  const tree = new Tree(folder, new Set(written));
  const end = () => tree.close();
  signal.addEventListener("abort", end);
  try {
    await tree.add(folder);
    let changed: readonly string[] = [];
    while (!signal.aborted) {
      const controller = new AbortController();
      const stop = () => controller.abort();
      signal.addEventListener("abort", stop);
      const running = pass(changed, controller.signal);
      // A pass that fails is told at once, whatever happens to files.
      const next = await Promise.race([tree.next(), running.then(() => tree.next())]);
      controller.abort();
      await running;
      signal.removeEventListener("abort", stop);
      changed = next;
    }
  } finally {
    signal.removeEventListener("abort", end);
    tree.close();
  }
}

/** The folders below one, each watched by itself: a recursive watch would go through node_modules, too. */
class Tree {
  private readonly watchers = new Map<string, FSWatcher>();
  /** What files were at their last change; to write the same again changes nothing. */
  private readonly known = new Map<string, string>();
  private readonly changed = new Set<string>();
  private waiting: { resolve: (changed: string[]) => void; reject: (error: Error) => void } | null = null;
  private timer: NodeJS.Timeout | undefined;
  private failure: Error | null = null;
  private closed = false;

  constructor(
    private readonly root: string,
    private readonly ignored: ReadonlySet<string>,
  ) {}

  async add(folder: string): Promise<void> {
    if (this.closed || this.watchers.has(folder)) return;
    try {
      const watcher = watchFolder(folder, (_event, name) => {
        if (name !== null) void this.see(join(folder, name));
      });
      watcher.on("error", (error) => this.remove(folder, error));
      this.watchers.set(folder, watcher);
    } catch (error) {
      this.fail(error as NodeJS.ErrnoException);
      return;
    }
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (isForeign(entry.name)) continue;
      if (entry.isDirectory()) await this.add(join(folder, entry.name));
      else this.known.set(join(folder, entry.name), PRESENT);
    }
  }

  /** Files that changed since the last call, by their names below the root; none once closed. */
  next(): Promise<string[]> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.deliver();
    });
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
    this.deliver();
  }

  private async see(path: string): Promise<void> {
    const name = basename(path);
    if (isForeign(name) || PASSING.test(name) || this.ignored.has(path)) return;
    const now = await identityOf(path);
    if (now === FOLDER) await this.add(path);
    // What came and went between two looks is a step of an editor.
    if (this.closed || (this.known.get(path) ?? GONE) === now) return;
    this.known.set(path, now);
    this.changed.add(relative(this.root, path).replaceAll("\\", "/"));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.deliver(), SETTLE);
  }

  private deliver(): void {
    const { waiting } = this;
    if (waiting === null) return;
    if (this.failure !== null) waiting.reject(this.failure);
    else if (this.closed || this.changed.size > 0) {
      this.waiting = null;
      const changed = [...this.changed].sort();
      this.changed.clear();
      waiting.resolve(changed);
    }
  }

  /** A folder that went away takes its watcher along. */
  private remove(folder: string, error: Error): void {
    this.watchers.get(folder)?.close();
    this.watchers.delete(folder);
    if ((error as NodeJS.ErrnoException).code !== "EPERM") this.fail(error);
  }

  private fail(cause: NodeJS.ErrnoException): void {
    if (cause.code === "ENOENT") return;
    this.failure = new InputError(
      "cannot-watch",
      `The folders below ${this.root} cannot be watched (${cause.code ?? "unknown error"}).`,
      "Leave --watch out, or name a smaller folder; on Linux, fs.inotify.max_user_watches sets how many there may be.",
      { cause },
    );
    this.deliver();
  }
}

const FOLDER = "folder";
const GONE = "gone";
/** Not looked at yet. */
const PRESENT = "present";

async function identityOf(path: string): Promise<string> {
  const stats = await stat(path).catch(() => null);
  if (stats === null) return GONE;
  if (stats.isDirectory()) return FOLDER;
  if (stats.size > LARGEST) return `${stats.size} ${stats.mtimeMs}`;
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? GONE : createHash("sha256").update(bytes).digest("hex");
}

function isForeign(name: string): boolean {
  return FOREIGN.includes(name) || name.startsWith(".");
}
