import type { ControlResult, Finding, PolicyResult, Report } from "../report.js";
import { outcome } from "../text.js";
import { html, type Markup, type Part, plainTable, some, table } from "./markup.js";
import { anchor, badge, OUTCOME, STATUS } from "./words.js";

/** Resources of one outcome that a row names; the findings have them all. */
const MOST = 8;

/** Every standard and specification with its status, on one table. */
export function matrix({ controls, framework }: Report): Markup {
  return html`<section id="matrix"><h2>All standards and specifications</h2>
${table(
  `Status of every standard and specification of the ${framework.title}; the numbers are findings`,
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

/** What each control rests on: policies with their reasons, and the resources that they judged. */
export function controlDetails(report: Report): Markup {
  const byPolicy = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const found = byPolicy.get(finding.policy);
    if (found === undefined) byPolicy.set(finding.policy, [finding]);
    else found.push(finding);
  }
  const policies = new Map(report.policies.map((policy) => [policy.id, policy]));
  return html`<section id="controls"><h2>What each control rests on</h2>
<p>A policy is “primary” where it checks what the control asks for, and “supporting” where the control depends on it. Each resource
leads to its evidence.</p>
${report.controls.map((control) => detail(control, { report, byPolicy, policies }))}</section>`;
}

interface Known {
  readonly report: Report;
  readonly byPolicy: ReadonlyMap<string, readonly Finding[]>;
  readonly policies: ReadonlyMap<string, PolicyResult>;
}

function detail(control: ControlResult, known: Known): Markup {
  const { id, title, designation, status, statement, rationale, attestation, nist80053r5, organisation } =
    control;
  const below = known.report.controls.filter(({ standard }) => standard === id);
  const judged = rationale.filter(({ policy }) => known.byPolicy.has(policy));
  const idle = rationale.filter(({ policy }) => !known.byPolicy.has(policy));
  return html`<details class="control" id="${anchor("control", id)}"><summary><h3>${id} ${title}</h3> ${badge(status, STATUS[status].word)}</summary>
<p>${designation === null ? "Standard" : `Specification, ${designation}`}. ${statement}</p>
${below.length === 0 ? "" : html`<p><strong>Its specifications:</strong> ${below.map((part) => html`<span class="nowrap"><a href="#${anchor("control", part.id)}">${part.id}</a> ${badge(part.status, STATUS[part.status].word)}</span> `)}</p>`}
${organisation === null ? "" : html`<p><strong>What infrastructure cannot show:</strong> ${organisation}</p>`}
${
  attestation === null
    ? ""
    : html`<p><strong>Attested</strong> by ${attestation.owner} on ${attestation.date}, to be reviewed by ${attestation.reviewBy}: ${attestation.statement} ${attestation.links.map((link) => html`<br><code>${link}</code>`)}</p>`
}
${
  judged.length === 0
    ? ""
    : plainTable(
        `What was found for ${id}`,
        ["policy", "role", "why it counts", "what was found"],
        judged.map(({ policy, role, text }) => [
          html`<a href="#${anchor("policy", policy)}">${known.policies.get(policy)?.title ?? policy}</a>`,
          role,
          text,
          found(known.byPolicy.get(policy) ?? []),
        ]),
      )
}
${judged.length === 0 ? "" : html`<p class="screen"><a href="#findings" data-filter-control="${id}">All findings for ${id}</a></p>`}
${idle.length === 0 ? "" : html`<p>Found nothing to judge: ${idle.map(({ policy }, index) => html`${index === 0 ? "" : ", "}<a href="#${anchor("policy", policy)}">${known.policies.get(policy)?.title ?? policy}</a>`)}.</p>`}
${nist80053r5.length === 0 ? "" : html`<p>NIST SP 800-53r5: ${nist80053r5.join(", ")}.</p>`}
</details>
`;
}

/** The resources by outcome, worst first; passed ones too, for they are the evidence of what holds. */
function found(findings: readonly Finding[]): Part {
  return (["fail", "unknown", "waived", "pass"] as const).map((kind) => {
    const having = findings.filter((finding) => outcome(finding) === kind);
    if (having.length === 0) return "";
    return html`<p>${badge(kind, `${having.length} ${OUTCOME[kind]}`)} ${some(
      having,
      MOST,
      ({ id, resource }) => html`<a href="#${anchor("finding", id)}"><code>${resource.address}</code></a>`,
    )}</p>`;
  });
}
