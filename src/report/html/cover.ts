import { isSecurityRule } from "../../assessment/framework.js";
import { quantity } from "../../assessment/order.js";
import type { ControlStatus, Report } from "../report.js";
import { day, html, type Markup, some, table } from "./markup.js";
import { badge, GLOSSARY, KIND, STATUS } from "./words.js";

/** What was assessed, when, by what, and what came out. */
export function cover(report: Report): Markup {
  const { framework, gate, summary, assessedAt, tool } = report;
  const of = (status: ControlStatus) => report.controls.filter((control) => control.status === status).length;
  const statuses = (Object.keys(STATUS) as ControlStatus[]).filter((status) => of(status) > 0);
  return html`<header class="cover">
<p class="product">Safeguard</p>
<h1>Assessment against the ${framework.title}</h1>
<p>${framework.citation}. Assessed at <time datetime="${assessedAt}">${assessedAt}</time>.</p>
${answers(report)}
<dl class="figures">
${(
  [
    ["fail", "failed", summary.fail],
    ["unknown", "unknown", summary.unknown],
    ["waived", "waived", summary.waived],
    ["pass", "passed", summary.pass],
  ] as const
).map(([kind, word, count]) => html`<div class="${kind}"><dt>${word}</dt><dd>${count}</dd></div>`)}
</dl>
<p class="legend">Findings: each is one policy decided on one resource.</p>
<p class="verdict">Gate ${badge(gate.result === "passed" ? "pass" : "fail", gate.result)} ${gate.failOn === "never" ? "No failure was set to stop the change." : `A failure of severity ${gate.failOn} or above was set to stop the change.`}</p>
${gate.reasons.length === 0 ? "" : html`<ul>${gate.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`}
<h2 id="scope">Scope</h2>
${table(
  "Documents that were assessed",
  ["document", "kind", "resources", "judged", "digest"],
  report.inputs.map((input) => [
    html`<span class="address">${input.path}</span>`,
    `${KIND[input.kind]}${input.complete ? "" : "; covers a part only"}${input.errored ? "; stopped at an error, resources are missing" : ""}`,
    input.resources,
    input.subjects,
    html`<code>${input.digest}</code>`,
  ]),
)}
<p>A resource that is not judged is of a kind that no policy speaks to; <a href="#resources">the resources that were judged</a>
are listed one by one. What is in no document was not looked at.
By ${quantity(tool.policyBundle.policies, "policy", "policies")} of Safeguard ${tool.version}, policy bundle <code>${tool.policyBundle.digest}</code>.
${report.excluded.length === 0 ? "" : html`<a href="#accepted">${quantity(report.excluded.length, "policy is", "policies are")} excluded</a> by the configuration.`}</p>
${bundles(tool.policyBundle.bundles)}<h2>Standards and specifications at a glance</h2>
${table(
  "How many standards and specifications have which status",
  ["status", "number", "what it means"],
  statuses.map((status) => [badge(status, STATUS[status].word), of(status), STATUS[status].meaning]),
)}
</header>`;
}

/** Where the policies are from, when not all of them ship with Safeguard. */
function bundles(list: Report["tool"]["policyBundle"]["bundles"]): Markup | string {
  if (list === undefined) return "";
  return html`${table(
    "Where the policies are from",
    ["bundle", "policies", "digest"],
    list.map(({ name, policies, digest }) => [name, policies, html`<code>${digest}</code>`]),
  )}
`;
}

/** The four questions of whoever opens the report, each with its answer in a sentence. */
function answers({ controls, findings, inputs }: Report): Markup {
  const of = (...statuses: ControlStatus[]) =>
    controls.filter(({ status }) => statuses.includes(status)).length;
  const total = (name: "resources" | "subjects") => inputs.reduce((sum, input) => sum + input[name], 0);
  const waivers = findings.flatMap(({ waiver }) => waiver ?? []);
  const owners = [...new Set(waivers.map(({ owner }) => owner))].sort();
  const [first] = waivers.map(({ expires }) => expires).sort();
  return html`<dl class="answers">
<div><dt><a href="#scope">What was in scope?</a></dt>
<dd>${quantity(total("resources"), "resource")} in ${quantity(inputs.length, "document")}; ${total("subjects")} of them were judged.</dd></div>
<div><dt><a href="#matrix">What holds?</a></dt>
<dd>${of("satisfied")} of ${controls.length} standards and specifications, as far as assessed; ${of("attested")} more by attestation.</dd></div>
<div><dt><a href="#missing">What is missing?</a></dt>
<dd>${of("not-satisfied")} are not satisfied, ${of("indeterminate")} could not be decided, ${of("not-assessed", "not-exercised")} are not shown by these documents.</dd></div>
<div><dt><a href="#accepted">Who accepted what?</a></dt>
<dd>${
    first === undefined
      ? "No failure is accepted."
      : html`${quantity(waivers.length, "failure")}, by ${some(owners, 3, (owner) => owner)}; the first waiver ends on ${day(first)}.`
  }</dd></div>
</dl>`;
}

/** How verdicts come about, and what this report does not say. */
export function method(report: Report): Markup {
  const { crosswalk } = report.framework;
  return html`<section id="method"><h2>Method, limits and words</h2>
<p>Safeguard reads what Terraform is about to build, or has built, and decides each policy on each resource from that
document alone. A verdict is <strong>passed</strong> (the document proves it), <strong>failed</strong> (the document disproves it) or
<strong>unknown</strong> (it does neither; the reason stands beside it). Nothing unknown is counted as passed. The same document and the
same policies give the same report, byte for byte; <code>safeguard verify</code> checks it and repeats the assessment.</p>
<ul>
<li>This report does not say that a system complies with HIPAA. It says what was assessed, by which policies, with which result.</li>
<li>Most of the ${report.controls.length} standards and specifications ask for people, procedures and contracts. They are
“not assessed” unless the organisation attests them, and never count as satisfied.</li>
<li>“Satisfied” always means: as far as assessed. Systems that are not in the documents were not looked at.</li>
<li>What was changed by hand, or outside of Terraform, is not in a plan.</li>
<li>Values that are marked sensitive were not read by any policy, and stand nowhere in this report.</li>
${crosswalk === null ? "" : html`<li>Controls of NIST SP 800-53 come through a crosswalk: ${crosswalk.title}.</li>`}
</ul>
${
  isSecurityRule(report.framework)
    ? html`<p>A waiver does not settle a required specification (45 CFR 164.306(d)(2)). For an addressable one it needs the reason why the
specification is not reasonable and appropriate, and the equivalent measure in its place (164.306(d)(3)).</p>`
    : ""
}
<h3 class="title">Words</h3>
<dl class="glossary">${GLOSSARY.map(([word, meaning]) => html`<div><dt>${word}</dt><dd>${meaning}</dd></div>\n`)}</dl>
</section>`;
}
