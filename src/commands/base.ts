import { Command } from "@oclif/core/command";
import { Config } from "@oclif/core/config";
import * as Flags from "@oclif/core/flags";
import type * as Interfaces from "@oclif/core/interfaces";
import { ConfigError } from "../errors.js";
import type { Surroundings } from "../input/read.js";
import { cacheFolder } from "../rego/cache.js";
import { plainLines } from "../report/text.js";
import { errorText } from "./errors.js";

export const frameworkFlag = Flags.string({
  description:
    "whose controls: hipaa (the Security Rule, default), nist-800-53r5 (as mapped from it), hipaa-nprm-2025 (as proposed in 2025, not in force), or a file of your own",
  helpValue: "NAME",
});

export const policiesFlag = Flags.string({
  description:
    "policies of your own, beside those of the configuration: a folder of Rego, or what safeguard policy build wrote; repeatable",
  helpValue: "PATH",
  multiple: true,
  multipleNonGreedy: true,
});

// biome-ignore lint/suspicious/noExplicitAny: oclif's own bound of what is parsed.
type Values = Record<string, any>;

/** What a command asks of oclif: there are no plugins, and so no hooks. */
class PlainConfig extends Config {
  override bin = "safeguard";
  override async runHook(): Promise<{ successes: []; failures: [] }> {
    return { successes: [], failures: [] };
  }
}

/** What every command shares: how errors are shown, and what it may touch of the outside. */
export abstract class BaseCommand extends Command {
  static override baseFlags = {
    debug: Flags.boolean({ description: "show where an error came from", helpGroup: "GLOBAL" }),
  };

  /** Runs a command whose name is known already, without oclif's search for plugins, which takes longer than reading a plan. */
  static async start(
    this: new (
      argv: string[],
      config: Config,
    ) => BaseCommand,
    argv: readonly string[],
    root: string,
  ): Promise<void> {
    const command = new this([...argv], new PlainConfig({ root }));
    await command._run();
  }

  protected surroundings(): Surroundings {
    return {
      cwd: process.cwd(),
      stdin: readStdin,
      terraform: process.env.TERRAFORM ?? "terraform",
      opa: process.env.OPA ?? "opa",
      cache: cacheFolder(process.env),
    };
  }

  /** An empty value is a variable that is not set, and would mean the working directory, or every address. */
  protected override async parse<F extends Values, B extends Values, A extends Values>(
    options?: Interfaces.Input<F, B, A>,
    argv?: string[],
  ): Promise<Interfaces.ParserOutput<F, B, A>> {
    const parsed = await super.parse(options, argv);
    for (const [name, value] of Object.entries(parsed.flags)) {
      if (![value].flat().some((one) => typeof one === "string" && one.trim() === "")) continue;
      throw new ConfigError(
        "empty-flag",
        `--${name} has an empty value.`,
        "Give it one, or leave the flag out; is a variable not set?",
      );
    }
    return parsed;
  }

  /** What went wrong on standard error and exit code 2; a stack trace with --debug only. */
  protected override async catch(error: Error & { oclif?: { exit?: number } }): Promise<void> {
    // An exit code on its way is no error.
    if (error.oclif?.exit === 0 || error.message.startsWith("EEXIT")) throw error;
    const flags = Object.keys({ ...this.ctor.baseFlags, ...this.ctor.flags });
    this.logToStderr(errorText(error, { id: this.id ?? "", flags }));
    if (this.argv.includes("--debug") && error.stack !== undefined)
      this.logToStderr(plainLines(error.stack).join("\n"));
    process.exitCode = 2;
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
