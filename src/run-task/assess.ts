import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assets } from "../assets.js";
import { ConfigError, InputError } from "../errors.js";
import type { Report } from "../report/report.js";

export interface AssessOptions {
  /** Flags of `safeguard check`, with absolute paths. */
  readonly flags: readonly string[];
  /** Absolute; null for none. */
  readonly config: string | null;
  /** Milliseconds that a check may take. */
  readonly timeOut: number;
}

/**
 * Judges plans, each in a process of its own: a large one does not keep the server from answering, and takes nothing
 * down with it. That process sees no Terraform configuration, which would be another workspace's, and no secret of
 * the server.
 */
export function newAssessor({
  flags,
  config,
  timeOut,
}: AssessOptions): (plan: Uint8Array) => Promise<Report> {
  return async (plan) => {
    const folder = await mkdtemp(join(tmpdir(), "safeguard-run-task-"));
    try {
      const named = config ?? join(folder, "safeguard.config.json");
      if (config === null) await writeFile(named, "{}\n");
      const args = ["check", "--format=json", `--config=${named}`, ...flags, "-"];
      return await reportOf(args, plan, folder, timeOut);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** Variables that a check may see. */
const VARIABLES = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "SOURCE_DATE_EPOCH"];
const LARGEST_REPORT = 2 ** 29;

function reportOf(args: readonly string[], plan: Uint8Array, cwd: string, timeout: number): Promise<Report> {
  const env = Object.fromEntries(VARIABLES.flatMap((name) => [[name, process.env[name]]]));
  const child = spawn(process.execPath, [fileURLToPath(assets.command), ...args], {
    cwd,
    env,
    timeout,
    killSignal: "SIGKILL",
  });
  const out: Buffer[] = [];
  let size = 0;
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > LARGEST_REPORT) child.kill("SIGKILL");
    else out.push(chunk);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(0, 10_000);
  });
  // A check that ends early reads no further.
  child.stdin.on("error", () => {});
  child.stdin.end(plan);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (signal !== null) return reject(tookTooLong());
      const report = code === 0 || code === 1 ? parsed(Buffer.concat(out)) : null;
      // Node ends with 1 too, where something is thrown that nobody catches.
      if (report === null || (report.gate.result === "passed") !== (code === 0)) reject(asError(said));
      else resolve(report);
    });
  });
}

function parsed(out: Buffer): Report | null {
  try {
    return JSON.parse(out.toString("utf8")) as Report;
  } catch {
    return null;
  }
}

function tookTooLong(): InputError {
  return new InputError("too-long", "The check took too long.", "Split the workspace, or allow more time.");
}

/** The two lines that the command line shows of an error; there the plan comes from standard input. */
function asError(said: string): ConfigError {
  const text = said.replace(/^Error: /, "").replaceAll(/\bstandard input\b/gi, "The plan");
  const [message = "", hint = ""] = text.split("\n");
  return new ConfigError("not-assessed", message || "Safeguard could not assess.", hint);
}
