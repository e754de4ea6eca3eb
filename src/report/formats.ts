import type { Format } from "./format.js";
import { renderHtml } from "./html/index.js";
import { renderJson } from "./json.js";
import { renderJunit } from "./junit.js";
import { renderMarkdown } from "./markdown.js";
import { renderSarif } from "./sarif.js";
import { renderTerminal } from "./terminal.js";

/** Every output format, sorted by name. */
export const formats: readonly Format[] = [
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
  { name: "sarif", description: "for GitHub code scanning", extension: "sarif", render: renderSarif },
  { name: "terminal", description: "for people", extension: "txt", render: renderTerminal },
];

/** What a package of evidence holds of a report: file → how it is written. */
export const evidenceFormats: readonly { readonly file: string; readonly render: Format["render"] }[] = [
  { file: "report.html", render: renderHtml },
  { file: "report.json", render: renderJson },
  { file: "report.md", render: renderMarkdown },
];

/** The format of that name, or undefined. */
export function findFormat(name: string): Format | undefined {
  return formats.find((format) => format.name === name);
}
