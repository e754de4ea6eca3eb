// Prints the test files with skipped tests in a report of vitest. Usage: node .ci/skipped.mjs REPORT.json
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

const [report] = process.argv.slice(2);
const { testResults } = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : { testResults: [] };
for (const { name, assertionResults } of testResults) {
  if (assertionResults.some(({ status }) => status === "skipped" || status === "pending")) {
    console.log(relative(process.cwd(), name));
  }
}
