import { Command, Flags } from "@oclif/core";
import { SafeguardError } from "../errors.js";
import type { Surroundings } from "../input/read.js";

/** What every command shares: how errors are shown, and what it may touch of the outside. */
export abstract class BaseCommand extends Command {
  static override baseFlags = {
    debug: Flags.boolean({ description: "show where an error came from", helpGroup: "GLOBAL" }),
  };

  protected surroundings(): Surroundings {
    return { cwd: process.cwd(), stdin: readStdin, terraform: process.env.TERRAFORM ?? "terraform" };
  }

  /** A sentence on standard error and exit code 2; a stack trace with --debug only. */
  protected override async catch(error: Error & { oclif?: { exit?: number } }): Promise<void> {
    const debug = this.argv.includes("--debug");
    if (error instanceof SafeguardError) {
      this.logToStderr(`Error: ${error.message}\n${error.hint}`);
    } else if (error.oclif?.exit !== undefined) {
      // oclif's own: a wrong flag or argument, or an exit code on its way.
      if (error.oclif.exit === 0 || error.message.startsWith("EEXIT")) throw error;
      this.logToStderr(`Error: ${error.message.split("\n", 1)[0]}\nSee: safeguard ${this.id ?? ""} --help`);
    } else {
      this.logToStderr(
        "Error: Safeguard met a defect of its own and could not assess.\nRun again with --debug and report what it prints.",
      );
    }
    if (debug && error.stack !== undefined) this.logToStderr(error.stack);
    process.exitCode = 2;
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
