import type { Note, Value } from "./inventory.js";
import type { SourceBlock, SourceModule } from "./source/module.js";
import type { SourceNote } from "./source/notes.js";

/**
 * What the source says to Safeguard, each once however often its file is a module.
 * @param blocks The block of each resource of the document, by address.
 */
export function notesOf(
  source: SourceModule,
  blocks: () => Iterable<readonly [address: string, block: SourceBlock | null]>,
): Note[] {
  const found = new Map<string, { note: SourceNote; stray: boolean; resources: Set<string> }>();
  const add = (note: SourceNote, stray: boolean) => {
    const key = JSON.stringify([note.file, note.line, note.written, stray]);
    const known = found.get(key) ?? { note, stray, resources: new Set<string>() };
    found.set(key, known);
    return known;
  };
  for (const module of modulesIn(source)) {
    for (const note of module.strayNotes) add(note, true);
    for (const { notes = [] } of module.resources.values()) for (const note of notes) add(note, false);
  }
  if (found.size > 0) {
    for (const [address, block] of blocks())
      for (const note of block?.notes ?? []) add(note, false).resources.add(address);
  }
  return [...found]
    .sort(([a, { note: x }], [b, { note: y }]) => order(x.file, y.file) || x.line - y.line || order(a, b))
    .map(([, { note, stray, resources }]) => ({
      file: note.file,
      line: note.line,
      written: note.written as Value,
      resources: [...resources].sort(),
      stray,
    }));
}

function* modulesIn(module: SourceModule): Generator<SourceModule> {
  yield module;
  for (const { module: child } of module.calls.values()) if (child !== null) yield* modulesIn(child);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
