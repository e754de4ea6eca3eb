import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

export const ROOT = join(import.meta.dirname, "../..");

export const fixture = (path: string) => join(ROOT, "fixtures", path);

/** A plan on which the gate passes, one on which it fails, and the source of the first. */
export const GOOD = fixture("plans/sqs-production.json");
export const BAD = fixture("plans/sqs-broken-public.json");
export const SOURCE = fixture("stacks/sqs-production");

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Options {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** The folder of the package; default: this one. */
  readonly root?: string;
  /** Closes standard output at the first bytes, as `head` does. */
  readonly closeEarly?: boolean;
}

/** Runs the built command line in a process of its own, with no variable that would change what it prints. */
export function safeguard(args: readonly string[], options: Options = {}): Promise<Result> {
  const { PATH = "", HOME = "", SystemRoot = "" } = process.env;
  const child = spawn(process.execPath, [join(options.root ?? ROOT, "bin/safeguard.cjs"), ...args], {
    cwd: options.cwd ?? folder(),
    env: { PATH, HOME, SystemRoot, ...options.env },
  });
  child.stdin.on("error", () => {});
  child.stdin.end(options.stdin ?? "");
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    if (options.closeEarly) child.stdout.destroy();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** A folder with these files, gone after the test. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "safeguard-cli-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** A copy of the package as it is installed, with its dependencies, changed. */
export function packageWith(change: (root: string) => void): string {
  const root = folder();
  for (const part of ["bin", "dist", "policies/dist", "schemas", "package.json"]) {
    cpSync(join(ROOT, part), join(root, part), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"), "junction");
  change(root);
  return root;
}

/** Two lines: what was found, and what to do. */
export const SENTENCES = /^Error: [^\n]+[.?]\n[^\n]+\n$/;
