import { writeSync } from "node:fs";
import { handle } from "@oclif/core/handle";
import { run } from "@oclif/core/run";
import { errorText, unknownCommandText } from "./commands/errors.js";
import { COMMANDS } from "./commands/index.js";
import type { Compiling } from "./engine/bundle.js";

export { COMMANDS };

/**
 * Runs the command line.
 * @param root The folder of package.json.
 * @param compiling The policies, where the program has begun to compile them.
 */
export async function main(
  args: readonly string[],
  root: string,
  compiling: Compiling | null = null,
): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.prependListener("error", endUnlessClosed);
  const words = withHelp(args);
  const named = commandOf(words);
  if (compiling !== null) {
    const { takeCompiling } = await import("./check/bundles.js");
    takeCompiling(compiling);
    // What was read of the module is handed out to other threads here, at a turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
  }
  try {
    if (named === null) await run(words, { root });
    else await named.command.start(named.rest, root);
  } catch (thrown) {
    const error = thrown as Error & { oclif?: { exit?: number } };
    if (error.oclif?.exit === 0 || error.message.startsWith("EEXIT")) {
      await handle(error);
      return;
    }
    const unknown = /^command \S+ not found\.?$/i.test(error.message);
    const text = unknown ? unknownCommandText(words, Object.keys(COMMANDS)) : errorText(error, null);
    process.stderr.write(`${text}\n`);
    if (words.includes("--debug")) process.stderr.write(`${error.stack}\n`);
    process.exitCode = 2;
  }
}

/** The command that the words name, and the words after its name; null where that, or what to show instead, is oclif's to say. */
function commandOf(words: readonly string[]) {
  if (asksForHelp(words)) return null;
  for (const length of [2, 1]) {
    const id = words.slice(0, length).join(":");
    if (!Object.hasOwn(COMMANDS, id)) continue;
    const command = COMMANDS[id as keyof typeof COMMANDS];
    command.id = id;
    return { command, rest: words.slice(length) };
  }
  return null;
}

function asksForHelp(words: readonly string[]): boolean {
  return words.slice(0, endOfFlags(words)).includes("--help");
}

/** Behind `--` nothing is a flag. */
function endOfFlags(words: readonly string[]): number {
  const end = words.indexOf("--");
  return end < 0 ? words.length : end;
}

/**
 * A reader that closes early (`| head`) is no error, and changes nothing about the exit code: a failed gate stays one. A
 * report that cannot be written (a full disk) is one: 1 would say that the gate failed.
 */
function endUnlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") return;
  const said = `Error: the output cannot be written (${error.code}).\nMake room, or write it elsewhere: --format terminal=FILE\n`;
  try {
    writeSync(2, said);
  } catch {
    // It goes to the same place.
  }
  process.exit(2);
}

/** `help COMMAND` and `-h`, which oclif leaves to a plugin. */
function withHelp(args: readonly string[]): string[] {
  if (args[0] === "help") return [...args.slice(1), "--help"];
  const end = endOfFlags(args);
  return args.map((word, index) => (word === "-h" && index < end ? "--help" : word));
}
