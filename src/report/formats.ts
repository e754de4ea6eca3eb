import type { Framework } from "../assessment/framework.js";
import { renderAsff } from "./asff.js";
import { renderCsv, renderNdjson } from "./csv.js";
import type { Format, RenderOptions } from "./format.js";
import { renderGithub } from "./github.js";
import { renderGitlab } from "./gitlab.js";
import { renderHtml } from "./html/index.js";
import { renderJson } from "./json.js";
import { renderJunit } from "./junit.js";
import { renderMarkdown } from "./markdown.js";
import { renderOscal } from "./oscal/assessment-results.js";
import { renderOscalCatalog } from "./oscal/catalog.js";
import { renderOscalComponents } from "./oscal/component-definition.js";
import type { Report } from "./report.js";
import { renderSarif } from "./sarif.js";
import { renderTerminal } from "./terminal.js";

/** Every output format, sorted by name. */
export const formats: readonly Format[] = [
  { name: "asff", description: "for AWS Security Hub", extension: "json", render: renderAsff },
  { name: "csv", description: "for spreadsheets, a finding a line", extension: "csv", render: renderCsv },
  { name: "github", description: "annotations in a GitHub workflow", extension: "txt", render: renderGithub },
  { name: "gitlab", description: "GitLab Code Quality", extension: "json", render: renderGitlab },
  {
    name: "html",
    description: "for auditors: one file to read, filter and print",
    extension: "html",
    render: renderHtml,
  },
  { name: "json", description: "the whole report as JSON", extension: "json", render: renderJson },
  { name: "junit", description: "test results for CI servers", extension: "xml", render: renderJunit },
  {
    name: "markdown",
    description: "for a step summary or a pull request",
    extension: "md",
    render: renderMarkdown,
  },
  {
    name: "ndjson",
    description: "for DuckDB, Athena and Spark, a finding a line",
    extension: "ndjson",
    render: renderNdjson,
  },
  {
    name: "oscal",
    description: "for tools of compliance: NIST OSCAL assessment results",
    extension: "json",
    render: renderOscal,
  },
  { name: "sarif", description: "for GitHub code scanning", extension: "sarif", render: renderSarif },
  { name: "terminal", description: "for people", extension: "txt", render: renderTerminal },
];

/** A file of a package of evidence; unlike a format it may tell of the whole framework. */
export interface EvidenceFormat {
  readonly file: string;
  readonly render: (report: Report, options: RenderOptions, framework: Framework) => string;
}

/** What a package of evidence holds of a report. */
export const evidenceFormats: readonly EvidenceFormat[] = [
  { file: "findings.csv", render: renderCsv },
  { file: "oscal/assessment-results.json", render: renderOscal },
  {
    file: "oscal/catalog.json",
    render: (report, _options, framework) => renderOscalCatalog(report, framework),
  },
  { file: "oscal/component-definition.json", render: renderOscalComponents },
  { file: "report.html", render: renderHtml },
  { file: "report.json", render: renderJson },
  { file: "report.md", render: renderMarkdown },
];

/** The format of that name, or undefined. */
export function findFormat(name: string): Format | undefined {
  return formats.find((format) => format.name === name);
}
