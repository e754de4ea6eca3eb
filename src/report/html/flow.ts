import { Graph, layout } from "@dagrejs/dagre";
import type { Report, ReportFlow } from "../report.js";
import { outcome, plain } from "../text.js";
import { html, type Markup, table } from "./markup.js";

const CHARACTER = 7.2;
const PADDING = 14;
const HEIGHT = 44;
const LONGEST = 40;
/** More than these cannot be read as a picture; the table below says the same. */
const MOST_NODES = 150;

/** Where messages go, as a picture and as a table. */
export function flowPicture(report: Report): Markup {
  const { flows } = report;
  if (flows.length === 0)
    return html`<section id="flow"><h2>Where messages go</h2><p>The documents hold no message flow.</p></section>`;
  const nodes = new Set(flows.flatMap(({ from, to }) => [from, to]));
  return html`<section id="flow"><h2>Where messages go</h2>
${nodes.size > MOST_NODES ? html`<p>${nodes.size} places are too many for a picture; the table lists them.</p>` : picture(report)}
<details><summary>The same as a table</summary>
${table(
  "Where messages go",
  ["from", "how", "to", "certain"],
  flows.map(({ from, kind, to, certain }) => [
    html`<code>${from}</code>`,
    WORDS[kind],
    html`<code>${to}</code>`,
    certain ? "yes" : "no",
  ]),
)}</details></section>`;
}

const WORDS: Readonly<Record<ReportFlow["kind"], string>> = {
  delivers: "delivers to",
  "dead-letters": "hands dead letters to",
  archives: "is archived in",
  alerts: "alerts through",
};

function picture(report: Report): Markup {
  const { flows } = report;
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 18, ranksep: 60, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const address of new Set(flows.flatMap(({ from, to }) => [from, to]))) {
    const lines = label(address);
    const width = Math.max(...lines.map((line) => line.length)) * CHARACTER + PADDING * 2;
    graph.setNode(address, { width, height: HEIGHT });
  }
  flows.forEach(({ from, to, kind }, index) => {
    graph.setEdge(from, to, { kind }, String(index));
  });
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const worst = worstByAddress(report);
  return html`<div class="wide" role="region" tabindex="0" aria-label="Message flow">
<svg role="img" aria-label="Where messages go; the table below says the same" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" width="${Math.ceil(width)}" height="${Math.ceil(height)}">
<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker></defs>
${graph.edges().map((edge: { name?: string }) => {
  const { points, kind } = graph.edge(edge) as { points: { x: number; y: number }[]; kind: string };
  const certain = flows[Number(edge.name)]?.certain ?? true;
  const path = points
    .map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join("");
  return html`<path class="edge ${kind}${certain ? "" : " uncertain"}" d="${path}" marker-end="url(#tip)"/>
`;
})}
${graph.nodes().map((address: string) => {
  const node = graph.node(address) as { x: number; y: number; width: number; height: number };
  const [type = "", name = ""] = label(address);
  const [left, top] = [node.x - node.width / 2, node.y - node.height / 2];
  return html`<g class="node ${worst.get(address) ?? "none"}"><title>${address}: ${worst.get(address) ?? "not judged"}</title><rect x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${node.width.toFixed(1)}" height="${node.height}" rx="6"/><text x="${node.x.toFixed(1)}" y="${(node.y - 4).toFixed(1)}" class="type">${type}</text><text x="${node.x.toFixed(1)}" y="${(node.y + 13).toFixed(1)}">${name}</text></g>
`;
})}</svg></div>
<p class="legend">Solid: messages. Dashed: dead letters. Dotted: archives and alarms. Colour: the worst verdict on the resource (${["failed", "unknown", "passed"].join(", ")}).</p>`;
}

/** Type, and what is left of the address, shortened in the middle. */
function label(address: string): [type: string, name: string] {
  const clean = plain(address);
  const [, rest = clean, type = ""] = /^(.*?)([a-z0-9]+(?:_[a-z0-9]+)+)\.[^.]+$/.exec(clean) ?? [];
  const name = type === "" ? clean : clean.replace(`${type}.`, "").replace(/module\./g, "");
  const words = type.replace(/^[a-z0-9]+_/, "").replaceAll("_", " ");
  return [words, rest === "" && name === "" ? clean : shortened(name)];
}

function shortened(text: string): string {
  const characters = [...text];
  if (characters.length <= LONGEST) return text;
  return `${characters.slice(0, LONGEST / 2 - 1).join("")}…${characters.slice(-(LONGEST / 2)).join("")}`;
}

const RANKS = ["pass", "waived", "unknown", "fail"] as const;

function worstByAddress({ findings }: Report): ReadonlyMap<string, string> {
  const worst = new Map<string, (typeof RANKS)[number]>();
  for (const finding of findings) {
    const now = outcome(finding);
    const before = worst.get(finding.resource.address);
    if (before === undefined || RANKS.indexOf(now) > RANKS.indexOf(before))
      worst.set(finding.resource.address, now);
  }
  return worst;
}
