import { stripVTControlCharacters } from "node:util";
import { didYouMean } from "../check/closest.js";
import { SafeguardError } from "../errors.js";
import { plain } from "../report/text.js";

/** The command that an error came from, as far as there is one. */
export interface Origin {
  readonly id: string;
  /** Names of its flags. */
  readonly flags: readonly string[];
}

/** What went wrong and what to do, a line each: every error of the command line is shown in this form. */
export function errorText(error: Error, origin: Origin | null): string {
  if (error instanceof SafeguardError) return lines(error.message, error.hint);
  if (isUsageError(error)) {
    const command = origin === null ? "safeguard" : `safeguard ${origin.id}`;
    return lines(usage(error, command, origin?.flags ?? []), `See: ${command} --help`);
  }
  return lines(
    "Safeguard met a defect of its own and could not assess.",
    "Run again with --debug and report what it prints.",
  );
}

/** An unknown command, or one behind its flags. */
export function unknownCommandText(words: readonly string[], commands: readonly string[]): string {
  const [first, second = ""] = words.filter((word) => !word.startsWith("-"));
  const [flag = ""] = words;
  if (first === undefined)
    return lines(`safeguard has no flag ${flag}${didYouMean(flag, ROOT_FLAGS)}`, "See: safeguard --help");
  if (flag.startsWith("-"))
    return lines(`${flag} stands before the command; flags come after it.`, "See: safeguard --help");
  const parts = commands
    .filter((name) => name.startsWith(`${first}:`))
    .map((name) => name.slice(first.length + 1));
  if (parts.length > 0) {
    const known = `it has ${parts.join(", ")}`;
    const near = second === "" ? "." : didYouMean(second, parts);
    const what =
      second === ""
        ? `safeguard ${first} needs a command: ${known}.`
        : `safeguard ${first} has no ${second}${near === "." ? `: ${known}.` : near}`;
    return lines(what, `See: safeguard ${first} --help`);
  }
  return lines(`There is no command ${first}${didYouMean(first, commands)}`, "See: safeguard --help");
}

const ROOT_FLAGS = ["--help", "--version"];

/** oclif's own errors: a wrong flag or a missing argument. */
interface UsageError extends Error {
  readonly oclif: { readonly exit?: number };
  readonly args?: readonly unknown[];
  readonly flags?: readonly string[];
}

export function isUsageError(error: Error): error is UsageError {
  return "oclif" in error;
}

function usage(error: UsageError, command: string, known: readonly string[]): string {
  const [missing] = error.args ?? [];
  if (typeof missing === "object" && missing !== null && "name" in missing && "description" in missing) {
    return `${command} needs ${String(missing.name).toUpperCase()}: ${missing.description}.`;
  }
  if (typeof missing === "string") return `${command} takes no argument ${missing}.`;
  const [flag] = error.flags ?? [];
  if (flag !== undefined) return `${command} has no flag ${flag}${didYouMean(flag, known.map(asFlag))}`;
  const said = stripVTControlCharacters(error.message)
    .replace(/\nSee more help with --help$/, "")
    .replace(/^The following errors? occurred:/, "")
    .trim();
  const option = /^Expected (?:(--[\w-]+)=)?(.*) to be one of: (.+)$/s.exec(said);
  if (option === null) return `${said.split(/\s*\n\s*/).join("; ")}.`;
  const [, name = "The value", value = "", options = ""] = option;
  return `${name} ${value} is none of ${options}${didYouMean(value, options.split(", "))}`;
}

function asFlag(name: string): string {
  return `--${name}`;
}

function lines(message: string, hint: string): string {
  return `Error: ${plain(message)}\n${plain(hint)}`;
}
