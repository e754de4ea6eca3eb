import { type ChildProcess, spawn, spawnSync } from "node:child_process";

/** A program of somebody else: the command of an app, or Terraform. */
export interface Command {
  readonly program: string;
  /** Null: `program` is a line for the shell. */
  readonly args: readonly string[] | null;
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds after which it is ended. */
  readonly timeout: number;
  /** Ends it, and everything that it started. */
  readonly signal: AbortSignal;
}

export interface Output {
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Why a command gave nothing to go on with. */
export type Failure = "missing" | "failed" | "timeout" | "aborted";

export class CommandError extends Error {
  constructor(
    readonly failure: Failure,
    /** What it printed, to both streams; never shown as it is. */
    readonly said: string,
    options?: ErrorOptions,
  ) {
    super(failure, options);
  }
}

/** How long a program may take to end by itself once it is asked to. */
const GRACE = 3_000;
const isWindows = process.platform === "win32";

/** Runs a command to its end. Throws {@link CommandError}. */
export function run({ program, args, cwd, environment, timeout, signal }: Command): Promise<Output> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new CommandError("aborted", ""));
      return;
    }
    // A group of its own, so that what it starts ends with it.
    const options = { cwd, env: environment, detached: !isWindows, windowsHide: true } as const;
    const child =
      args === null
        ? spawn(program, { ...options, shell: true, stdio: ["ignore", "pipe", "pipe"] })
        : spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    let ended: Failure | null = null;
    let force: NodeJS.Timeout | undefined;
    const end = (why: Failure) => {
      ended ??= why;
      endGroup(child, "SIGTERM");
      force ??= setTimeout(() => endGroup(child, "SIGKILL"), GRACE);
    };
    const abort = () => end("aborted");
    const timer = setTimeout(() => end("timeout"), timeout);
    signal.addEventListener("abort", abort);
    const clear = () => {
      clearTimeout(timer);
      clearTimeout(force);
      signal.removeEventListener("abort", abort);
    };
    child.on("error", (cause: NodeJS.ErrnoException) => {
      clear();
      reject(new CommandError(cause.code === "ENOENT" ? "missing" : "failed", "", { cause }));
    });
    child.on("close", (code) => {
      clear();
      const said = Buffer.concat(stderr).toString("utf8");
      if (ended === null && code === 0) resolve({ stdout: Buffer.concat(stdout), stderr: said });
      else reject(new CommandError(ended ?? "failed", `${Buffer.concat(stdout).toString("utf8")}\n${said}`));
    });
  });
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (isWindows) {
    spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}
