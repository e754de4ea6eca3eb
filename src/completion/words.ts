/** What may follow a command, for every shell. */
export interface CommandWords {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly FlagWords[];
  /** What its arguments are. */
  readonly arguments: Values;
}

export interface FlagWords {
  /** Without its dashes. */
  readonly name: string;
  readonly char: string | null;
  readonly description: string;
  /** Null: it takes no value. */
  readonly values: Values | null;
}

/** Words to choose from, and whether files are among them. */
export interface Values {
  readonly words: readonly string[];
  readonly files: boolean;
}

/** What is known of a command of oclif. */
export interface CommandShape {
  readonly summary?: string | undefined;
  readonly args?: object;
  readonly flags?: object;
  readonly baseFlags?: object;
}

interface FlagShape {
  readonly type: "boolean" | "option";
  readonly char?: string;
  readonly description?: string;
  readonly options?: readonly string[];
  readonly helpValue?: string | readonly string[];
  readonly allowNo?: boolean;
  readonly hidden?: boolean;
}

/** Words that the program knows and its flags do not list. */
export interface Known {
  readonly policies: readonly string[];
  readonly services: readonly string[];
  readonly controls: readonly string[];
  readonly frameworks: readonly string[];
  readonly formats: readonly string[];
}

const NO_VALUES: Values = { words: [], files: false };
const FILES: Values = { words: [], files: true };

/** Every command with its flags, sorted by name. */
export function wordsOf(commands: Readonly<Record<string, CommandShape>>, known: Known): CommandWords[] {
  const single = Object.entries(commands).filter(([name]) => !name.includes(":"));
  const words = single.map(([name, command]) => ({
    name,
    summary: command.summary ?? "",
    flags: flagsOf({ ...command.baseFlags, ...command.flags } as Record<string, FlagShape>, known),
    arguments: argumentsOf(name, command, known),
  }));
  return [...words, ...topics(commands, known)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Commands of two words, as one that takes the second: `policy` with `build`, `new` and `test`. */
function topics(commands: Readonly<Record<string, CommandShape>>, known: Known): CommandWords[] {
  const names = Object.keys(commands).filter((name) => name.includes(":"));
  return [...new Set(names.map((name) => name.split(":")[0] ?? ""))].map((topic) => {
    const parts = names.filter((name) => name.startsWith(`${topic}:`));
    const flags = Object.assign(
      {},
      ...parts.map((name) => ({ ...commands[name]?.baseFlags, ...commands[name]?.flags })),
    );
    const words = parts.map((name) => name.slice(topic.length + 1));
    return {
      name: topic,
      summary: words.join(", "),
      flags: flagsOf(flags as Record<string, FlagShape>, known),
      arguments: { words, files: true },
    };
  });
}

function flagsOf(flags: Readonly<Record<string, FlagShape>>, known: Known): FlagWords[] {
  const all = Object.entries(flags)
    .filter(([, { hidden }]) => hidden !== true)
    .flatMap(([name, flag]): FlagWords[] => {
      const words = {
        name,
        char: flag.char ?? null,
        description: flag.description ?? "",
        values: flag.type === "boolean" ? null : valuesOf(name, flag, known),
      };
      const not = { ...words, name: `no-${name}`, char: null, description: `do not ${words.description}` };
      return flag.allowNo ? [words, not] : [words];
    });
  const help = { name: "help", char: null, description: "show help", values: null };
  return [...all, help].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function valuesOf(name: string, { options, helpValue }: FlagShape, known: Known): Values {
  if (options !== undefined) return { words: options, files: false };
  switch (name) {
    case "policy":
      return { words: known.policies, files: false };
    case "service":
      return { words: known.services, files: false };
    case "control":
      return { words: known.controls, files: false };
    case "framework":
      return { words: known.frameworks, files: true };
    case "format":
      return { words: known.formats, files: false };
    default:
      return /FILE|DIR|PATH|PLAN/.test(String(helpValue ?? "")) ? FILES : NO_VALUES;
  }
}

function argumentsOf(name: string, { args = {} }: CommandShape, known: Known): Values {
  const options = Object.values(args as Record<string, { options?: readonly string[] }>).flatMap(
    (argument) => argument.options ?? [],
  );
  if (options.length > 0) return { words: options, files: false };
  if (name === "explain") return { words: [...known.policies, ...known.controls], files: true };
  if (name === "waive") return { words: known.policies, files: false };
  return Object.keys(args).length === 0 ? NO_VALUES : FILES;
}
