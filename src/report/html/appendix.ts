import { quantity } from "../../assessment/order.js";
import type { ReportDiff } from "../diff.js";
import type { PolicyResult, Report } from "../report.js";
import { address, code, html, type Markup, table } from "./markup.js";
import { anchor, badge, OUTCOME, STATUS } from "./words.js";

/** What changed since the report before this one. */
export function changes(diff: ReportDiff | undefined): Markup {
  if (diff === undefined)
    return html`<section id="changes"><h2>Changes since the previous report</h2><p>No previous report was given.</p></section>`;
  const rows = [...diff.appeared, ...diff.fixed, ...diff.changed];
  return html`<section id="changes"><h2>Changes since the previous report</h2>
<p>The previous report is of <time datetime="${diff.before}">${diff.before}</time>. ${diff.appeared.length} failures are new, ${diff.fixed.length} are gone, ${diff.changed.length} verdicts changed otherwise.</p>
${
  rows.length === 0
    ? ""
    : table(
        "Findings that changed",
        ["finding", "resource", "before", "now"],
        rows.map(({ title, address: at, before, after }) => [
          title,
          address(at),
          before === null ? "not judged" : badge(before, OUTCOME[before]),
          after === null ? "not judged" : badge(after, OUTCOME[after]),
        ]),
      )
}
${
  diff.controls.length === 0
    ? ""
    : table(
        "Controls that moved",
        ["control", "before", "now"],
        diff.controls.map(({ id, title, before, after }) => [
          html`<a href="#${anchor("control", id)}">${id}</a> ${title}`,
          before === null ? "" : badge(before, STATUS[before].word),
          after === null ? "" : badge(after, STATUS[after].word),
        ]),
      )
}</section>`;
}

/** Policies with what they ask for, and what reading and evaluating had to say. */
export function appendices({ policies, diagnostics }: Report): Markup {
  const idle = policies.filter(({ exercised }) => !exercised);
  return html`<section id="policies"><h2>Appendix: policies</h2>
${policies.filter(({ exercised }) => exercised).map(policyDetails)}
${
  idle.length === 0
    ? ""
    : html`<h3 class="title">Policies that found nothing to judge</h3>
<ul class="compact">${idle.map(({ id, title, severity }) => html`<li id="${anchor("policy", id)}">${title} (<code>${id}</code>, ${severity})</li>\n`)}</ul>`
}</section>
<section id="diagnostics"><h2>Appendix: diagnostics</h2>
${
  diagnostics.length === 0
    ? html`<p>There is nothing to report.</p>`
    : table(
        "What reading and evaluating had to say",
        ["level", "what"],
        diagnostics.map(({ level, message, address: at }) => [
          level,
          at === undefined ? message : `${at}: ${message}`,
        ]),
      )
}</section>`;
}

function policyDetails({
  id,
  title,
  description,
  severity,
  references,
  subjects,
  remediation,
}: PolicyResult): Markup {
  const { text, terraform, cdktf } = remediation;
  return html`<details class="policy" id="${anchor("policy", id)}"><summary><h3>${title}</h3> <code>${id}</code></summary>
<p>${description}</p><p><strong>Fix:</strong> ${text}</p>
${terraform === undefined ? "" : html`<p class="legend">In Terraform</p>${code(terraform)}`}${cdktf === undefined ? "" : html`<p class="legend">In CDKTF</p>${code(cdktf)}`}
<p>Severity ${severity}; judged ${quantity(subjects, "resource")}. ${references.map((url) => html`<br><code>${url}</code>`)}</p></details>
`;
}
