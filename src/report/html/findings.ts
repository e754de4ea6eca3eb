import { describe } from "../../assessment/value.js";
import type { Evidence } from "../../engine/verdict.js";
import { worstFirst } from "../ranking.js";
import type { Finding, Report } from "../report.js";
import { outcome } from "../text.js";
import { address, html, type Markup, plainTable } from "./markup.js";
import { anchor, badge, OUTCOME } from "./words.js";

/** Every finding, worst first, with filters. */
export function findings(report: Report): Markup {
  const all = worstFirst(report.findings);
  const values = (of: (finding: Finding) => readonly string[]) => [...new Set(all.flatMap(of))].sort();
  return html`<section id="findings"><h2>Findings</h2>
<form id="filters" class="screen" role="search" aria-label="Filter the findings">
<label>text <input type="search" name="text" autocomplete="off"></label>
${select("verdict", Object.keys(OUTCOME), (name) => OUTCOME[name as keyof typeof OUTCOME])}
${select("severity", ["critical", "high", "medium", "low"])}
${select(
  "service",
  values(({ policy }) => [serviceOf(policy)]),
)}
${select(
  "module",
  values(({ resource }) => [resource.module || ROOT]),
)}
${select(
  "control",
  values(({ controls }) => controls),
)}
<button type="reset">Show all</button>
<output name="count" aria-live="polite">${all.length} of ${all.length} findings</output>
</form>
<div id="list">
${all.map((finding) => article(finding, report.inputs.length > 1))}</div></section>`;
}

const ROOT = "(root)";

function select(
  name: string,
  options: readonly string[],
  word: (option: string) => string = (it) => it,
): Markup {
  return html`<label>${name} <select name="${name}"><option value="">all</option>${options.map((option) => html`<option value="${option}">${word(option)}</option>`)}</select></label>
`;
}

function serviceOf(policy: string): string {
  return policy.slice(0, policy.indexOf("/"));
}

function article(finding: Finding, several: boolean): Markup {
  const {
    id,
    title,
    policy,
    severity,
    resource,
    message,
    evidence,
    controls,
    location,
    input,
    waiver,
    remediation,
  } = finding;
  const what = outcome(finding);
  const where = [location === null ? "" : `${location.file}:${location.line}`, several ? input : ""];
  const parameters = Object.entries(finding.parameters);
  return html`<article id="${anchor("finding", id)}" data-verdict="${what}" data-severity="${severity}" data-service="${serviceOf(policy)}" data-module="${resource.module || ROOT}" data-control="${controls.join(" ")}">
<h3>${badge(what, OUTCOME[what])}${finding.baseline === null ? "" : html` <span class="severity">${finding.baseline}</span>`} <span class="severity ${severity}">${severity}</span> ${title}</h3>
<p>${address(resource.address)} ${where.filter((text) => text !== "").join(", ")}</p>
<p>${message}</p>
${waiver === null ? "" : html`<p><strong>Waived</strong> by ${waiver.owner} until ${waiver.expires}${waiver.ticket === null ? "" : ` (${waiver.ticket})`}${waiver.place === undefined ? "" : html` at <code>${waiver.place}</code>`}: ${waiver.reason}</p>`}
${what === "fail" ? html`<p><strong>Fix:</strong> ${remediation.text} <a class="screen" href="#${anchor("policy", policy)}">How to write it</a></p>` : ""}
<details><summary>Evidence</summary>
${plainTable("What the verdict rests on", ["argument", "found", "expected", "why"], evidence.map(row))}
${parameters.length === 0 ? "" : html`<p>Judged by ${parameters.map(([name, { value, from }]) => html`<code>${name} = ${JSON.stringify(value)}</code> (${from}) `)}</p>`}
<p>Policy <a href="#${anchor("policy", policy)}">${policy}</a>; controls ${controls.map((control) => html`<a href="#${anchor("control", control)}">${control}</a> `)}; finding <code>${id}</code>.</p>
</details>
</article>
`;
}

const STATES: Readonly<Record<Evidence["state"], string>> = {
  satisfied: "as expected",
  violated: "not as expected",
  undetermined: "not known",
};

function row({ path, state, observed, expected, because }: Evidence): (Markup | string)[] {
  const found = observed === null && path === "" ? STATES[state] : `${describe(observed)} (${STATES[state]})`;
  return [path === "" ? "(the resource)" : html`<code>${path}</code>`, found, expected, because.join(" ")];
}
