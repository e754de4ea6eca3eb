import type { Report, Waiver } from "../report.js";
import { address, day, html, type Markup, table } from "./markup.js";
import { anchor } from "./words.js";

/** Days ahead of the assessment in which an end is worth a word. */
const AHEAD = 90;
const DAY = 86_400_000;

/** Who accepted what until when, what the organisation attests, what of it ends soon, and what the configuration left out. */
export function accepted(report: Report): Markup {
  const waived = report.findings.filter(({ waiver }) => waiver !== null);
  const attested = report.controls.filter(({ attestation }) => attestation !== null);
  return html`<section id="accepted"><h2>Waivers, attestations and exclusions</h2>
${expiring(report)}
${
  waived.length === 0
    ? html`<p>Nothing is waived.</p>`
    : table(
        "Failures that are accepted for a time",
        ["finding", "resource", "accepted by", "until", "on what grounds"],
        waived.map(({ id, title, resource, waiver }) => [
          html`<a href="#${anchor("finding", id)}">${title}</a>`,
          address(resource.address),
          waiver?.owner ?? "",
          day(waiver?.expires ?? ""),
          waiver === null ? "" : grounds(waiver),
        ]),
      )
}
${
  attested.length === 0
    ? html`<p>Nothing is attested.</p>`
    : table(
        "What the organisation attests",
        ["control", "statement", "by", "on", "review by"],
        attested.map(({ id, title, attestation }) => [
          html`<a href="#${anchor("control", id)}">${id}</a> ${title}`,
          html`${attestation?.statement ?? ""}${(attestation?.links ?? []).map((link) => html`<br><code>${link}</code>`)}`,
          attestation?.owner ?? "",
          day(attestation?.date ?? ""),
          day(attestation?.reviewBy ?? ""),
        ]),
      )
}
${adjusted(report)}</section>`;
}

/** What the configuration makes of policies as a whole. */
function adjusted({ excluded, severityChanges }: Report): Markup {
  return html`${
    excluded.length === 0
      ? html`<p>No policy is excluded from the assessment.</p>`
      : table(
          "Policies that the configuration excludes: nothing was judged by them",
          ["policy", "severity", "why", "set by"],
          excluded.map(({ policy, title, severity, reason, by }) => [
            html`<span id="${anchor("policy", policy)}">${title} (<code>${policy}</code>)</span>`,
            severity,
            reason,
            by,
          ]),
        )
  }
${
  severityChanges.length === 0
    ? ""
    : table(
        "Policies that count by another severity than their own",
        ["policy", "severity", "by itself", "why", "set by"],
        severityChanges.map(({ policy, title, from, to, reason, by }) => [
          html`<a href="#${anchor("policy", policy)}">${title}</a>`,
          to,
          from,
          reason ?? "not given",
          by,
        ]),
      )
}`;
}

function grounds({ reason, ticket, rationale, alternative, place }: Waiver): Markup {
  return html`${reason}${ticket === null ? "" : ` (${ticket})`}${place === undefined ? "" : html`<p>Written at <code>${place}</code></p>`}
<br><strong>Why not reasonable and appropriate:</strong> ${rationale ?? "not given"}
<br><strong>Measure in its place:</strong> ${alternative ?? "not given"}`;
}

function expiring({ findings, controls, assessedAt }: Report): Markup {
  const today = Date.parse(assessedAt.slice(0, 10));
  const soon = (date: string) => (Date.parse(date) - today) / DAY <= AHEAD;
  const ends = [
    ...findings.flatMap(({ waiver, title, resource }) =>
      waiver !== null && soon(waiver.expires)
        ? [[waiver.expires, `Waiver of “${title}” on ${resource.address}`, waiver.owner]]
        : [],
    ),
    ...controls.flatMap(({ attestation, id, title }) =>
      attestation !== null && soon(attestation.reviewBy)
        ? [[attestation.reviewBy, `Attestation of ${id} ${title}`, attestation.owner]]
        : [],
    ),
  ].sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return ends.length === 0
    ? html`<p>Nothing expires within ${AHEAD} days of the assessment.</p>`
    : table(
        `What expires within ${AHEAD} days of the assessment`,
        ["on", "what", "owner"],
        ends.map(([date = "", ...rest]) => [day(date), ...rest]),
      );
}
