import type { ControlResult, Finding, Report } from "../report.js";
import { outcome } from "../text.js";
import { html, type Markup, table } from "./markup.js";
import { anchor, badge, OUTCOME, STATUS } from "./words.js";

/** Every standard and specification with its status, on one table. */
export function matrix({ controls, framework }: Report): Markup {
  return html`<section id="matrix"><h2>All standards and specifications</h2>
${table(
  `Status of every standard and specification of the ${framework.title}`,
  ["control", "title", "kind", "status", "failed", "unknown", "waived", "passed"],
  controls.map((control) => [
    html`<a href="#${anchor("control", control.id)}" class="${control.standard === null ? "standard" : "specification"}">${control.id}</a>`,
    control.title,
    control.designation ?? "standard",
    badge(control.status, STATUS[control.status].word),
    control.counts.fail,
    control.counts.unknown,
    control.counts.waived,
    control.counts.pass,
  ]),
)}</section>`;
}

/** What each control rests on: policies with their reasons, and what did not pass. */
export function controlDetails(report: Report): Markup {
  const byPolicy = new Map<string, Finding[]>();
  for (const finding of report.findings)
    byPolicy.set(finding.policy, [...(byPolicy.get(finding.policy) ?? []), finding]);
  return html`<section id="controls"><h2>What each control rests on</h2>
${report.controls.map((control) => detail(control, byPolicy))}</section>`;
}

function detail(control: ControlResult, byPolicy: ReadonlyMap<string, readonly Finding[]>): Markup {
  const { id, title, status, statement, rationale, attestation, nist80053r5, organisation } = control;
  const open = rationale.flatMap(({ policy }) =>
    (byPolicy.get(policy) ?? []).filter((finding) => finding.verdict !== "pass"),
  );
  return html`<details class="control" id="${anchor("control", id)}"><summary><h3>${id} ${title}</h3> ${badge(status, STATUS[status].word)}</summary>
<p>${statement}</p>
${organisation === null ? "" : html`<p><strong>What infrastructure cannot show:</strong> ${organisation}</p>`}
${
  attestation === null
    ? ""
    : html`<p><strong>Attested</strong> by ${attestation.owner} on ${attestation.date}, to be reviewed by ${attestation.reviewBy}: ${attestation.statement} ${attestation.links.map((link) => html`<br><code>${link}</code>`)}</p>`
}
${
  rationale.length === 0
    ? ""
    : table(
        `Policies that speak to ${id}`,
        ["policy", "role", "why", "failed", "unknown", "waived", "passed"],
        rationale.map(({ policy, role, text }) => [
          html`<a href="#${anchor("policy", policy)}">${policy}</a>`,
          role,
          text,
          ...counts(byPolicy.get(policy) ?? []),
        ]),
      )
}
${
  open.length === 0
    ? ""
    : table(
        `What did not pass for ${id}`,
        ["verdict", "resource", "what was found"],
        open.map((finding) => [
          badge(outcome(finding), OUTCOME[outcome(finding)]),
          html`<a href="#${anchor("finding", finding.id)}"><code>${finding.resource.address}</code></a>`,
          finding.message,
        ]),
      )
}
${nist80053r5.length === 0 ? "" : html`<p>NIST SP 800-53r5: ${nist80053r5.join(", ")}.</p>`}
</details>
`;
}

function counts(findings: readonly Finding[]): number[] {
  const having = (what: string) => findings.filter((finding) => outcome(finding) === what).length;
  return [having("fail"), having("unknown"), having("waived"), having("pass")];
}
