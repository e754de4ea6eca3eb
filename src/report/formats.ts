import { renderAsff } from "./asff.js";
import { renderCsv, renderNdjson } from "./csv.js";
import type { Format } from "./format.js";
import { renderGithub } from "./github.js";
import { renderGitlab } from "./gitlab.js";
import { renderHtml } from "./html/index.js";
import { renderJson } from "./json.js";
import { renderJunit } from "./junit.js";
import { renderMarkdown } from "./markdown.js";
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
  { name: "sarif", description: "for GitHub code scanning", extension: "sarif", render: renderSarif },
  { name: "terminal", description: "for people", extension: "txt", render: renderTerminal },
];

/** What a package of evidence holds of a report: file → how it is written. */
export const evidenceFormats: readonly { readonly file: string; readonly render: Format["render"] }[] = [
  { file: "findings.csv", render: renderCsv },
  { file: "report.html", render: renderHtml },
  { file: "report.json", render: renderJson },
  { file: "report.md", render: renderMarkdown },
];

/** The format of that name, or undefined. */
export function findFormat(name: string): Format | undefined {
  return formats.find((format) => format.name === name);
}
