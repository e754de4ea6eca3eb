import { plain } from "../text.js";

/** Markup that is safe as it is; everything else is escaped when it is put into a template. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Part = Markup | string | number | readonly Part[];

/** HTML in which every value is escaped; values of other templates, and lists of them, are put in as they are. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(
    strings.reduce((text, string, index) => `${text}${partText(values[index - 1] ?? "")}${string}`),
  );
}

function partText(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return part.map(partText).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Nobody reads a longer value, and it would stand in the page many times. */
const LONGEST = 2000;

function escaped(text: string): string {
  const all = plain(text);
  const short =
    all.length <= LONGEST ? all : `${all.slice(0, LONGEST)}… (${all.length - LONGEST} more characters)`;
  return short.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Code keeps its lines. */
export function code(text: string): Markup {
  return html`<pre><code>${new Markup(text.trimEnd().split(/\r?\n/).map(escaped).join("\n"))}</code></pre>`;
}

/** The address of a resource, which may break anywhere and has a width of its own in a table. */
export function address(text: string): Markup {
  return html`<code class="address">${text}</code>`;
}

/** A table that scrolls within itself where it is wider than the page. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Part[])[]): Markup {
  return html`<div class="wide" role="region" tabindex="0" aria-label="${caption}">${plainTable(caption, head, rows)}</div>`;
}

/** A table inside of something that repeats: no landmark and no stop for the keyboard. */
export function plainTable(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Part[])[],
): Markup {
  return html`<table>
<caption>${caption}</caption>
<thead><tr>${head.map((title, column) => (typeof rows[0]?.[column] === "number" ? html`<th scope="col" class="number">${title}</th>` : html`<th scope="col">${title}</th>`))}</tr></thead>
<tbody>
${rows.map((cells) => html`<tr>${cells.map(cell)}</tr>\n`)}</tbody>
</table>`;
}

function cell(content: Part): Markup {
  if (typeof content !== "number") return html`<td>${content}</td>`;
  return html`<td class="${content === 0 ? "number none" : "number"}">${content}</td>`;
}

/** The first of many, and how many more there are. */
export function some<T>(all: readonly T[], most: number, show: (one: T) => Part, between = ", "): Markup {
  const rest = all.length - most;
  return html`${all.slice(0, most).map((one, index) => html`${index === 0 ? "" : between}${show(one)}`)}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** A day that stays on one line. */
export function day(date: string): Markup {
  return html`<time datetime="${date}">${date}</time>`;
}
