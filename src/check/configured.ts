import { existsSync } from "node:fs";
import { isAbsolute, posix, relative, resolve } from "node:path";
import type { Config, ConfigInputs } from "../config/config.js";
import { ConfigError, InputError, SafeguardError } from "../errors.js";
import type { InventoryOptions } from "./judge.js";

interface Configured extends InventoryOptions {
  /** Throws an error again; where what the configuration names is wrong, it says so. */
  readonly explained: (error: unknown) => never;
}

/** What is wrong with an input by itself, and not with what stands in it. */
const OF_THE_NAME = ["no-input", "no-such-file", "no-match", "no-plans"];

/** Inputs and source, those of the configuration where none are given. */
export async function withConfigured(
  { inputs, source, made }: InventoryOptions,
  config: Config,
  cwd: string,
): Promise<Configured> {
  if (made !== undefined) return { inputs, source, made, explained: rethrown };
  const fromConfig = inputs.length === 0 ? config.inputs : null;
  return {
    inputs: fromConfig === null ? inputs : await inputsFrom(fromConfig, cwd),
    source: source ?? config.source?.value ?? null,
    explained(error) {
      if (error instanceof InputError && fromConfig !== null && OF_THE_NAME.includes(error.code)) {
        throw new InputError(
          error.code,
          `${fromConfig.place}, inputs: ${error.message}`,
          "Make the plan first, mend inputs, or name what to assess: safeguard check plan.json",
          { cause: error },
        );
      }
      if (isNoSource(error) && source === null && config.source !== null) {
        const { place, value } = config.source;
        throw new ConfigError(
          "no-source",
          `${place}: source ${relative(cwd, value).replaceAll("\\", "/") || "."} holds no Terraform configuration; expected a folder of .tf files or a cdk.tf.json.`,
          "Name the folder that the plan was made in, relative to the configuration.",
          { cause: error },
        );
      }
      throw error;
    },
  };
}

function rethrown(error: unknown): never {
  throw error;
}

function isNoSource(error: unknown): boolean {
  return error instanceof SafeguardError && error.code === "no-source";
}

/** Relative to the working directory, as if they were given there. */
async function inputsFrom({ inputs, folder }: ConfigInputs, cwd: string): Promise<string[]> {
  const { escapePath } = await import("tinyglobby");
  const from = relative(cwd, folder).replaceAll("\\", "/");
  return inputs.map((input) => {
    if (isAbsolute(input) || input.trim() === "") return input;
    const path = input.replace(/^(\.\/)+(?=.)/, "");
    if (from === "") return path;
    // The folder's own name is no glob, whatever it holds.
    return existsSync(resolve(folder, input)) ? posix.join(from, path) : `${escapePath(from)}/${path}`;
  });
}
