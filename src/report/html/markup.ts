import { plain } from "../text.js";

/** Markup that is safe as it is; everything else is escaped when it is put into a template. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | readonly Part[];

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

function escaped(text: string): string {
  return plain(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Code keeps its lines. */
export function code(text: string): Markup {
  return html`<pre><code>${new Markup(text.trimEnd().split(/\r?\n/).map(escaped).join("\n"))}</code></pre>`;
}

/** A table with a caption for those who cannot see it. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Part[])[]): Markup {
  return html`<div class="wide" role="region" tabindex="0" aria-label="${caption}"><table>
<caption class="quiet">${caption}</caption>
<thead><tr>${head.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table></div>`;
}
