import type { CommandWords, Values } from "./words.js";

/** A script for fish 3 and newer. */
export function fishCompletion(program: string, commands: readonly CommandWords[]): string {
  const lines = [`# Completion of ${program} for fish: ${program} completion fish | source`, ""];
  lines.push(`complete -c ${program} -f`);
  for (const { name, summary } of commands)
    lines.push(`complete -c ${program} -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`);
  for (const { name, flags, arguments: positional } of commands) {
    const start = `complete -c ${program} -n '__fish_seen_subcommand_from ${name}'`;
    lines.push("");
    for (const { name: flag, char, description, values } of flags) {
      const short = char === null ? "" : ` -s ${char}`;
      lines.push(
        `${start} -l ${flag}${short}${values === null ? "" : ` ${valued(values)}`} -d ${quoted(description)}`,
      );
    }
    if (positional.files) lines.push(`${start} -F`);
    if (positional.words.length > 0) lines.push(`${start} -a ${list(positional.words)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** -r: a value has to follow; -F: files as well; -x: nothing but the words. */
function valued({ words, files }: Values): string {
  const choices = words.length === 0 ? "" : ` -a ${list(words)}`;
  return files ? `-r -F${choices}` : `-x${choices}`;
}

/** The list is evaluated once more. */
function list(words: readonly string[]): string {
  return quoted(words.map((word) => word.replace(/[^\w./@=-]/g, "\\$&")).join(" "));
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
