import type { Node } from "web-tree-sitter";
import type { Json } from "../../input/plan.js";

/** What the source says to Safeguard beside a resource, as it is written: a comment, or a member of `//` in JSON. */
export interface SourceNote {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The text of a comment from `safeguard:` on, its lines joined; or what stands in JSON. */
  readonly written: Json;
}

/** A blank behind the colon makes it prose. */
const SPEAKS = /^safeguard:\S/;
/** A line that goes on with the note above: `reason="…"`. */
const CONTINUES = /^[a-z]+\s*=/i;

/** Notes of a file, by the top-level block that they stand in or directly above; those of none under null. */
export function notesIn(root: Node, blocks: readonly Node[], file: string): Map<Node | null, SourceNote[]> {
  const notes = new Map<Node | null, SourceNote[]>();
  const text = root.text;
  if (!text.includes("safeguard:")) return notes;
  const lines = text.split("\n");
  const comments = root.descendantsOfType("comment").filter((node): node is Node => node !== null);
  const alone = new Set<number>();
  for (const comment of comments) {
    const { row, column } = comment.startPosition;
    if ((lines[row] ?? "").slice(0, column).trim() !== "") continue;
    for (let at = row; at <= comment.endPosition.row; at += 1) alone.add(at);
  }
  for (const { row, written } of joined(comments, alone)) {
    const owner = blocks.find((block) => isIn(row, block)) ?? blockBelow(row, blocks, alone) ?? null;
    notes.set(owner, [...(notes.get(owner) ?? []), { file, line: row + 1, written }]);
  }
  return notes;
}

/** Whether a comment is for Safeguard. */
export function speaks(comment: string): boolean {
  return SPEAKS.test(comment);
}

/** Comments that speak to Safeguard, with the lines that go on below. */
function joined(comments: readonly Node[], alone: ReadonlySet<number>): { row: number; written: string }[] {
  const notes: { row: number; written: string }[] = [];
  let last = -1;
  for (const comment of comments) {
    const { row } = comment.startPosition;
    for (const [index, line] of contentOf(comment.text).entries()) {
      const at = row + index;
      const note = notes.at(-1);
      if (speaks(line)) notes.push({ row: at, written: line });
      else if (note !== undefined && last === at - 1 && alone.has(at) && CONTINUES.test(line))
        note.written += ` ${line}`;
      else continue;
      last = at;
    }
  }
  return notes;
}

/** The lines of a comment without what makes it one. */
function contentOf(comment: string): string[] {
  if (!comment.startsWith("/*")) return [comment.replace(/^(#|\/\/)+/, "").trim()];
  const inner = comment.replace(/^\/\*+/, "").replace(/\*+\/$/, "");
  return inner.split("\n").map((line) =>
    line
      .trim()
      .replace(/^\*\s?/, "")
      .trim(),
  );
}

function isIn(row: number, block: Node): boolean {
  return block.startPosition.row <= row && row <= block.endPosition.row;
}

/** The block that begins below a comment, with nothing but comments between. */
function blockBelow(row: number, blocks: readonly Node[], alone: ReadonlySet<number>): Node | undefined {
  if (!alone.has(row)) return undefined;
  let at = row;
  while (alone.has(at)) at += 1;
  return blocks.find((block) => block.startPosition.row === at);
}
