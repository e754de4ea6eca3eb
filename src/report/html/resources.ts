import { byResource } from "../ranking.js";
import type { Finding, Report } from "../report.js";
import { outcome } from "../text.js";
import { address, html, type Markup, table } from "./markup.js";

/** Every resource that was judged, with what came out. */
export function resources(report: Report): Markup {
  const several = report.inputs.length > 1;
  const groups = byResource(report.findings);
  return html`<section id="resources"><h2>Resources that were judged</h2>
${
  groups.length === 0
    ? html`<p>No resource of these documents is of a kind that a policy speaks to.</p>`
    : table(
        "Resources, worst first; the numbers are findings",
        [
          "resource",
          "kind",
          "where it is written",
          ...(several ? ["document"] : []),
          "failed",
          "unknown",
          "waived",
          "passed",
        ],
        groups.map(({ findings }) => row(findings, several)),
      )
}</section>`;
}

function row(findings: readonly Finding[], several: boolean): (Markup | string | number)[] {
  const [{ resource, location, input }] = findings as readonly [Finding];
  const having = (what: string) => findings.filter((finding) => outcome(finding) === what).length;
  return [
    html`<a href="#findings" data-filter-text="${resource.address}">${address(resource.address)}</a>`,
    kindOf(resource.type),
    location === null ? "" : `${location.file}:${location.line}`,
    ...(several ? [input] : []),
    having("fail"),
    having("unknown"),
    having("waived"),
    having("pass"),
  ];
}

/** `aws_sqs_queue` in words. */
export function kindOf(type: string): string {
  return type.replace(/^aws_/, "").replaceAll("_", " ");
}
