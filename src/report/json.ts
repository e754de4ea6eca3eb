import { jsonText } from "../json.js";
import type { Report } from "./report.js";

/** The report itself (`safeguard.report/v1`). */
export function renderJson(report: Report): string {
  return `${jsonText(report, 2)}\n`;
}
