// Names the lines of the policies that no test reaches, and fails when there are any.
// Usage: opa test --coverage … | node .ci/coverage.mjs
import { readFileSync } from "node:fs";

const { files, coverage } = JSON.parse(readFileSync(0, "utf8"));
const gaps = Object.entries(files).flatMap(([file, { not_covered = [] }]) =>
  not_covered.map(
    ({ start, end }) => `${file}:${start.row}${end.row > start.row ? `-${end.row}` : ""} is not tested.`,
  ),
);
for (const gap of new Set(gaps)) console.log(gap);
console.log(`${coverage} % of the lines are tested.`);
process.exitCode = coverage === 100 ? 0 : 1;
