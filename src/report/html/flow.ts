import { Graph, layout } from "@dagrejs/dagre";
import type { Report, ReportFlow } from "../report.js";
import { columns, type Outcome, outcome, plain } from "../text.js";
import { html, Markup, address as shownAddress, table } from "./markup.js";
import { kindOf } from "./resources.js";
import { badge, OUTCOME, SIGN } from "./words.js";

const CHARACTER = 7.3;
const PADDING = 12;
const MARGIN = 6;
const LINE = 16;
const LONGEST = 28;
/** A wider picture is not made smaller on a screen; it scrolls. */
const WIDEST = 1700;
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
    shownAddress(from),
    WORDS[kind],
    shownAddress(to),
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

type Point = { readonly x: number; readonly y: number };

/** The ways that a picture draws, each once. */
const KEY: Readonly<Record<ReportFlow["kind"] | "uncertain", string>> = {
  delivers: "messages",
  "dead-letters": "messages that could not be delivered (dead letters)",
  archives: "a copy that is kept",
  alerts: "an alarm",
  uncertain: "perhaps: the documents do not tell",
};

function picture(report: Report): Markup {
  const { flows } = report;
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 16, ranksep: 44, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const worst = worstByAddress(report);
  for (const address of new Set(flows.flatMap(({ from, to }) => [from, to]))) {
    const lines = label(address, worst.get(address));
    const width = Math.max(...lines.map((line) => columns(line))) * CHARACTER + PADDING * 2;
    graph.setNode(address, { width, height: lines.length * LINE + PADDING, lines });
  }
  flows.forEach(({ from, to, kind }, index) => {
    graph.setEdge(from, to, { kind }, String(index));
  });
  layout(graph);
  const edges: readonly Edge[] = graph.edges().map((edge: { name?: string }) => ({
    flow: flows[Number(edge.name)] as ReportFlow,
    points: (graph.edge(edge) as { points: readonly Point[] }).points,
  }));
  const nodes: readonly Node[] = graph
    .nodes()
    .map((address: string) => ({ address, ...(graph.node(address) as Box) }));
  const box = around(
    edges.flatMap(({ points }) => points),
    nodes,
  );
  return html`<p>Each box is a place where messages are; an arrow says where they go next. Its colour and sign tell the worst verdict on it: ${Object.entries(SIGN).map(([kind, sign]) => html`<span class="nowrap">${badge(kind, `${sign} ${OUTCOME[kind as Outcome]}`)}</span> `)}</p>
<ul class="key">${Object.entries(KEY).map(([kind, word]) => html`<li><svg class="flow" aria-hidden="true" viewBox="0 0 44 12" width="44" height="12"><path class="edge ${kind}" d="M1 6L38 6" marker-end="url(#tip)"/></svg> ${word}</li>`)}</ul>
<div class="wide" role="region" tabindex="0" aria-label="Message flow">
<svg class="flow ${box.width > WIDEST ? "large" : ""}" role="img" aria-label="Where messages go; the table below says the same" viewBox="${box.left} ${box.top} ${box.width} ${box.height}" width="${box.width}" height="${box.height}">
<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker></defs>
${edges.map(
  ({ flow: { kind, certain, from, to }, points }) =>
    html`<path class="edge ${kind}${certain ? "" : " uncertain"}" d="${line(points)}" marker-end="url(#tip)"><title>${from} ${WORDS[kind]} ${to}${certain ? "" : ", perhaps"}</title></path>
`,
)}
${nodes.map((node) => drawn(node, worst.get(node.address)))}</svg></div>`;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

interface Node extends Box {
  readonly address: string;
}

interface Edge {
  readonly flow: ReportFlow;
  readonly points: readonly Point[];
}

function drawn({ address, x, y, width, height, lines }: Node, worst?: Outcome): Markup {
  const [left, top] = [x - width / 2, y - height / 2];
  const text = (words: string, index: number) =>
    html`<text x="${x.toFixed(1)}" y="${(top + PADDING / 2 + LINE * (index + 0.75)).toFixed(1)}"${new Markup(index === 0 ? ' class="type"' : "")}>${words}</text>`;
  return html`<g class="node ${worst ?? "none"}"><title>${address}: ${worst === undefined ? "not judged" : OUTCOME[worst]}</title><rect x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" rx="6"/>${lines.map(text)}</g>
`;
}

function line(points: readonly Point[]): string {
  return points
    .map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join("");
}

/** Edges may bend outside of what the boxes take. */
function around(points: readonly Point[], boxes: readonly Box[]) {
  const xs = [
    ...points.map(({ x }) => x),
    ...boxes.flatMap(({ x, width }) => [x - width / 2, x + width / 2]),
  ];
  const ys = [
    ...points.map(({ y }) => y),
    ...boxes.flatMap(({ y, height }) => [y - height / 2, y + height / 2]),
  ];
  const [left, top] = [Math.floor(Math.min(...xs)) - MARGIN, Math.floor(Math.min(...ys)) - MARGIN];
  return {
    left,
    top,
    width: Math.ceil(Math.max(...xs)) + MARGIN - left,
    height: Math.ceil(Math.max(...ys)) + MARGIN - top,
  };
}

/** Kind with the sign of the verdict, then the modules, then the name; what is long is shortened in the middle. */
function label(address: string, worst: Outcome | undefined): string[] {
  const clean = plain(address);
  const [, modules = "", type = "", name = clean] =
    /^(.*?\.)?([a-z0-9]+(?:_[a-z0-9]+)+)\.([^.[]+(?:\[.*\])?)$/.exec(clean) ?? [];
  const sign = worst === undefined ? "" : `${SIGN[worst]} `;
  const path = modules.replace(/(^|\.)module\./g, "$1").replace(/\.$/, "");
  return [`${sign}${kindOf(type)}`, path, name].filter((words) => words !== "").map(shortened);
}

function shortened(text: string): string {
  const characters = [...text];
  if (characters.length <= LONGEST) return text;
  return `${characters.slice(0, LONGEST / 2 - 1).join("")}…${characters.slice(-(LONGEST / 2)).join("")}`;
}

const RANKS: readonly Outcome[] = ["pass", "waived", "unknown", "fail"];

function worstByAddress({ findings }: Report): ReadonlyMap<string, Outcome> {
  const worst = new Map<string, Outcome>();
  for (const finding of findings) {
    const now = outcome(finding);
    const before = worst.get(finding.resource.address);
    if (before === undefined || RANKS.indexOf(now) > RANKS.indexOf(before))
      worst.set(finding.resource.address, now);
  }
  return worst;
}
