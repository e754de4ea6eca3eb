import { createHash } from "node:crypto";
import type { RenderOptions } from "../format.js";
import type { Report } from "../report.js";
import { accepted } from "./accepted.js";
import { appendices, changes } from "./appendix.js";
import { controlDetails, matrix } from "./controls.js";
import { cover, method } from "./cover.js";
import { findings } from "./findings.js";
import { flowPicture } from "./flow.js";
import { html, Markup } from "./markup.js";
import { missing } from "./missing.js";
import { resources } from "./resources.js";
import { SCRIPT } from "./script.js";
import { STYLE } from "./style.js";

const CONTENTS = [
  ["matrix", "All standards and specifications"],
  ["missing", "What is missing"],
  ["accepted", "Waivers, attestations and exclusions"],
  ["controls", "What each control rests on"],
  ["resources", "Resources that were judged"],
  ["flow", "Where messages go"],
  ["findings", "Findings"],
  ["changes", "Changes since the previous report"],
  ["method", "Method, limits and words"],
  ["policies", "Appendix: policies"],
  ["diagnostics", "Appendix: diagnostics"],
] as const;

/** For an auditor: one file that needs no network, can be filtered, and prints. */
export function renderHtml(report: Report, options: RenderOptions = {}): string {
  const policy = `default-src 'none'; style-src '${digest(STYLE)}'; script-src '${digest(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Safeguard ${report.tool.version}">
<title>${report.framework.title}: assessment of ${report.assessedAt.slice(0, 10)}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#findings">To the findings</a>
${cover(report)}
<nav aria-label="Contents"><h2>Contents</h2><ol>${CONTENTS.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></nav>
<main>
${matrix(report)}
${missing(report)}
${accepted(report)}
${controlDetails(report)}
${resources(report)}
${flowPicture(report)}
${findings(report)}
${changes(options.changes)}
${method(report)}
${appendices(report)}
</main>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

/** Of a style or script, so that no other may run: https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function digest(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
