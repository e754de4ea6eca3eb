// Names the lines of the policies that no test reaches, and fails when there are any.
// Usage: opa test --coverage … | node .ci/coverage.mjs
import { readFileSync } from "node:fs";

const { files, coverage } = JSON.parse(readFileSync(0, "utf8"));
for (const [file, { not_covered: gaps = [] }] of Object.entries(files)) {
  for (const { start, end } of gaps) {
    console.log(`${file}:${start.row}${end.row > start.row ? `-${end.row}` : ""} is not tested.`);
  }
}
console.log(`${coverage} % of the lines are tested.`);
process.exitCode = coverage === 100 ? 0 : 1;
