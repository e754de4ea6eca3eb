import type { ReportDiff } from "../diff.js";
import type { Report } from "../report.js";
import { outcome } from "../text.js";
import { html, type Markup, table } from "./markup.js";
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
        rows.map(({ title, address, before, after }) => [
          title,
          html`<code>${address}</code>`,
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

/** What could not be decided, and why. */
export function unknowns({ findings }: Report): Markup {
  const open = findings.filter((finding) => outcome(finding) === "unknown");
  return html`<section id="unknowns"><h2>What is not known</h2>
${
  open.length === 0
    ? html`<p>Everything was decided.</p>`
    : table(
        "Verdicts that could not be decided",
        ["severity", "what", "resource", "why"],
        open.map(({ id, severity, title, resource, message }) => [
          severity,
          html`<a href="#${anchor("finding", id)}">${title}</a>`,
          html`<code>${resource.address}</code>`,
          message,
        ]),
      )
}</section>`;
}

/** Policies with what they ask for, and what reading and evaluating had to say. */
export function appendices({ policies, diagnostics }: Report): Markup {
  return html`<section id="policies"><h2>Appendix: policies</h2>
${policies.map(
  ({
    id,
    title,
    description,
    severity,
    references,
    subjects,
  }) => html`<details class="policy" id="${anchor("policy", id)}"><summary><code>${id}</code> ${title}</summary>
<p>${description}</p><p>Severity ${severity}; judged ${subjects} resources. ${references.map((url) => html`<br><code>${url}</code>`)}</p></details>
`,
)}</section>
<section id="diagnostics"><h2>Appendix: diagnostics</h2>
${
  diagnostics.length === 0
    ? html`<p>There is nothing to report.</p>`
    : table(
        "What reading and evaluating had to say",
        ["level", "what"],
        diagnostics.map(({ level, message, address }) => [
          level,
          address === undefined ? message : `${address}: ${message}`,
        ]),
      )
}</section>`;
}
