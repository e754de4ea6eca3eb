import { jsonFile } from "../json.js";
import type { Report } from "./report.js";

/** The report itself (`safeguard.report/v1`). */
export function renderJson(report: Report): string {
  return jsonFile(report);
}
