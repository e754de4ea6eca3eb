/** How deep `resource.<type>.<name>` stands. */
const DEPTH = 3;

/**
 * Line of each key of a JSON document, three levels deep: its path joined by NUL → 1-based line. `JSON.parse` keeps no
 * positions; one scan of the text that minds strings does.
 */
export function locateKeys(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  const path: (string | null)[] = [];
  let line = 1;
  let at = 0;
  let lastString = "";
  let stringLine = 1;
  while (at < text.length) {
    const character = text[at];
    if (character === "\n") line += 1;
    else if (character === '"') {
      const start = at;
      at += 1;
      while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
      lastString = text.slice(start, at + 1);
      stringLine = line;
    } else if (character === ":" && path.length <= DEPTH) {
      const key = JSON.parse(lastString) as string;
      path[path.length - 1] = key;
      lines.set(path.join("\0"), stringLine);
    } else if (character === "{" || character === "[") path.push(null);
    else if (character === "}" || character === "]") path.pop();
    at += 1;
  }
  return lines;
}
