import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { ConfigError } from "../errors.js";
import type { Report } from "../report/report.js";

/** The report of a package, or a report as JSON. Throws {@link ConfigError}. */
export function readReport(given: string): Report {
  const path = resolve(given);
  const file = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? join(path, "report.json") : path;
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as Partial<Report>;
    if (report.schema === "safeguard.report/v1" && Array.isArray(report.findings)) return report as Report;
  } catch (cause) {
    throw unreadable(given, cause);
  }
  throw unreadable(given, undefined);
}

function unreadable(given: string, cause: unknown): ConfigError {
  return new ConfigError(
    "no-report",
    `${given} is no report of Safeguard.`,
    "Name a folder that safeguard report wrote, or what safeguard check --format json=FILE wrote.",
    { cause },
  );
}
