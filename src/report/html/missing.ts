import { worstFirst } from "../ranking.js";
import type { ControlResult, Finding, Report } from "../report.js";
import { outcome } from "../text.js";
import { address, html, type Markup, some, table } from "./markup.js";
import { anchor, badge, STATUS } from "./words.js";

const MOST = 6;

/** What does not hold, what could not be decided, and what only the organisation can show. */
export function missing(report: Report): Markup {
  return html`<section id="missing"><h2>What is missing</h2>
${open(report)}
${unknowns(report)}
${others(report)}</section>`;
}

function open({ controls, findings }: Report): Markup {
  const lacking = controls.filter(({ status }) => status === "not-satisfied" || status === "indeterminate");
  if (lacking.length === 0) return html`<p>No standard and no specification fails or is undecided.</p>`;
  const worst = worstFirst(findings).filter(({ verdict }) => verdict !== "pass");
  return table(
    "Standards and specifications that do not hold, or are undecided",
    ["control", "title", "kind", "status", "what does not hold, or is not known"],
    lacking.map((control) => [
      link(control),
      control.title,
      control.designation ?? "standard",
      badge(control.status, STATUS[control.status].word),
      some(titlesFor(control, worst), MOST, (title) => title, "; "),
    ]),
  );
}

/** Titles of the policies that keep a control from holding, worst first. */
function titlesFor({ policies }: ControlResult, open: readonly Finding[]): string[] {
  const own = new Set(policies);
  return [...new Set(open.filter(({ policy }) => own.has(policy)).map(({ title }) => title))];
}

function unknowns({ findings }: Report): Markup {
  const unknown = findings.filter((finding) => outcome(finding) === "unknown");
  if (unknown.length === 0) return html`<p>Every verdict was decided.</p>`;
  return table(
    "Verdicts that could not be decided",
    ["severity", "what", "resource", "why"],
    unknown.map(({ id, severity, title, resource, message }) => [
      severity,
      html`<a href="#${anchor("finding", id)}">${title}</a>`,
      address(resource.address),
      message,
    ]),
  );
}

function others({ controls }: Report): Markup {
  const left = controls.filter(
    ({ id, status }) =>
      (status === "not-assessed" || status === "not-exercised") &&
      !controls.some(({ standard }) => standard === id),
  );
  if (left.length === 0) return html`<p>Everything else is assessed or attested.</p>`;
  return table(
    "What these documents do not show, and the organisation has to",
    ["control", "title", "kind", "status", "what it takes"],
    left.map((control) => [
      link(control),
      control.title,
      control.designation ?? "standard",
      badge(control.status, STATUS[control.status].word),
      control.excluded.length > 0
        ? html`${control.statement}${control.organisation === null ? "" : html`<br>${control.organisation}`}`
        : (control.organisation ?? control.statement),
    ]),
  );
}

function link({ id }: ControlResult): Markup {
  return html`<a class="nowrap" href="#${anchor("control", id)}">${id}</a>`;
}
