import { readFileSync } from "node:fs";

/**
 * What a provider says of the arguments of its resource types, reduced from `terraform providers schema -json`:
 * `schemas/providers/<provider>.tsv`, first line provider, version and date, then `type<TAB>block` each.
 */
export interface ProviderSchema {
  /** Every resource type. */
  types(): readonly string[];
  /** What is known of an argument, by path without indices; null for a type or path the schema does not have. */
  argument(type: string, path: readonly string[]): Argument | null;
  /** Every top-level argument, attribute and block. */
  names(type: string): readonly string[];
  /** Top-level arguments that the provider gives a value when the configuration does not. */
  computable(type: string): readonly string[];
  /** Paths without indices of what the provider marks as sensitive. */
  sensitive(type: string): ReadonlySet<string>;
}

export interface Argument {
  /** The configuration must set it: it is never null. */
  readonly required: boolean;
  /** The configuration can set it. */
  readonly settable: boolean;
  /** The provider may give it a value of its own when the configuration gives none. */
  readonly computable: boolean;
  readonly sensitive: boolean;
  /** A nested block; without one the plan has an empty list, never an unknown. */
  readonly block: boolean;
}

type ReducedBlock = Partial<Record<"r" | "o" | "oc" | "c" | "rs" | "os" | "ocs" | "cs", string[]>> & {
  blocks?: Record<string, ReducedBlock>;
};

const BLOCK: Argument = { required: false, settable: true, computable: false, sensitive: false, block: true };

/**
 * Reads the files once, and looks up and parses a type's line when it is first asked for.
 * @param files The newest version of a provider first: of a type that two of them have, the first counts.
 */
export function readProviderSchema(files: readonly URL[]): ProviderSchema {
  const tables = files.map((file) => readFileSync(file));
  const lineOf = (type: string): string | null => {
    for (const table of tables) {
      const line = lineIn(table, type);
      if (line !== null) return line;
    }
    return null;
  };
  const blocks = new Map<string, ReducedBlock | null>();
  const sensitive = new Map<string, ReadonlySet<string>>();
  const blockOf = (type: string): ReducedBlock | null => {
    let block = blocks.get(type);
    if (block === undefined) {
      const line = lineOf(type);
      block = line === null ? null : (JSON.parse(line) as ReducedBlock);
      blocks.set(type, block);
    }
    return block;
  };
  return {
    types: () => [...new Set(tables.flatMap(typesIn))],
    argument(type, path) {
      let block = blockOf(type);
      for (const [depth, name] of path.entries()) {
        if (block === null) return null;
        const argument = argumentOf(block, name);
        if (argument !== null) return argument;
        block = block.blocks?.[name] ?? null;
        if (depth === path.length - 1) return block === null ? null : BLOCK;
      }
      return null;
    },
    names(type) {
      const { blocks: inner = {}, ...groups } = blockOf(type) ?? {};
      return [...Object.values(groups).flat(), ...Object.keys(inner)];
    },
    computable(type) {
      const block = blockOf(type);
      return [...(block?.c ?? []), ...(block?.oc ?? []), ...(block?.cs ?? []), ...(block?.ocs ?? [])];
    },
    sensitive(type) {
      let paths = sensitive.get(type);
      if (paths === undefined) {
        paths = new Set(sensitivePaths(blockOf(type) ?? {}, ""));
        sensitive.set(type, paths);
      }
      return paths;
    },
  };
}

const LINE_END = 0x0a;
const TAB = 0x09;

/** What stands behind a type, in lines that are sorted by it, below a first one that tells what they are of. */
function lineIn(table: Buffer, type: string): string | null {
  let low = table.indexOf(LINE_END) + 1;
  let high = table.length;
  while (low < high) {
    // Both are at the start of a line, and so is this.
    const start = table.lastIndexOf(LINE_END, ((low + high) >> 1) - 1) + 1;
    const tab = table.indexOf(TAB, start);
    const end = table.indexOf(LINE_END, start);
    const at = table.toString("latin1", start, tab);
    if (at === type) return table.toString("utf8", tab + 1, end);
    if (at < type) low = end + 1;
    else high = start;
  }
  return null;
}

function typesIn(table: Buffer): string[] {
  const lines = table.toString("utf8").split("\n").slice(1);
  return lines.filter(Boolean).map((line) => line.slice(0, line.indexOf("\t")));
}

function argumentOf(block: ReducedBlock, name: string): Argument | null {
  for (const group of ["r", "o", "oc", "c", "rs", "os", "ocs", "cs"] as const) {
    if (!block[group]?.includes(name)) continue;
    const use = group.replace(/s$/, "");
    return {
      required: use === "r",
      settable: use !== "c",
      computable: use.endsWith("c"),
      sensitive: group.endsWith("s"),
      block: false,
    };
  }
  return null;
}

function* sensitivePaths(block: ReducedBlock, prefix: string): Generator<string> {
  for (const group of ["rs", "os", "ocs", "cs"] as const)
    for (const name of block[group] ?? []) yield prefix + name;
  for (const [name, inner] of Object.entries(block.blocks ?? {}))
    yield* sensitivePaths(inner, `${prefix}${name}.`);
}
