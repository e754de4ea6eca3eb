import { execFile } from "node:child_process";
import { ConfigError } from "../errors.js";

/** A program on this machine that compiles and tests Rego. */
export interface Opa {
  readonly command: string;
  /** `1.22.2` */
  readonly version: string;
}

/** What a run of OPA came to; an exit code other than 0 is none of its defects. */
export interface OpaRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The first that compiles with `policies/capabilities.json`. */
const OLDEST = [1, 22] as const;
const INSTALL =
  "Install OPA 1.22 (brew install opa, or go install github.com/open-policy-agent/opa@v1.22.2, or https://www.openpolicyagent.org/docs#1-download-opa), or name it: --opa PATH, or the variable OPA.";

/** Asks OPA for its version. Throws {@link ConfigError} where there is none, or one that is too old. */
export async function findOpa(command: string): Promise<Opa> {
  let said: OpaRun;
  try {
    said = await execute(command, ["version"], process.cwd());
  } catch (cause) {
    throw new ConfigError(
      "no-opa",
      `${command} was not found; Rego is compiled and tested by OPA.`,
      INSTALL,
      {
        cause,
      },
    );
  }
  const version = /^Version: (\S+)$/m.exec(said.stdout)?.[1];
  if (version === undefined)
    throw new ConfigError("no-opa", `${command} is not OPA: it tells no version.`, INSTALL);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw new ConfigError(
      "old-opa",
      `${command} is OPA ${version}; policies are compiled by OPA ${OLDEST.join(".")} or newer.`,
      INSTALL,
    );
  return { command, version };
}

/** Runs OPA in a folder: it embeds the names of files, which are to be relative. */
export async function runOpa({ command }: Opa, args: readonly string[], cwd: string): Promise<OpaRun> {
  return execute(command, args, cwd);
}

/** The same where nothing but success is of use. */
export async function opaOutput(opa: Opa, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await runOpa(opa, args, cwd);
  if (code !== 0) throw new Error(`opa ${args[0]} failed: ${stderr.trim() || stdout.trim()}`);
  return stdout;
}

function execute(command: string, args: readonly string[], cwd: string): Promise<OpaRun> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      // A number is the exit code; text is what kept it from being run at all.
      if (error === null) resolve({ code: 0, stdout, stderr });
      else if (typeof error.code === "number") resolve({ code: error.code, stdout, stderr });
      else reject(error);
    });
  });
}
