// Prints the total of tests and steps as the last line, `N passed, N failed`; exit code 1 when anything failed.
// Usage: node .ci/total.mjs FOLDER STEPS_PASSED STEPS_FAILED
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, stepsPassed, stepsFailed] = process.argv.slice(2);

/** Each test once: when it ran again, the later result counts. */
const results = new Map();
for (const report of ["vitest.json", "vitest-opa.json"]) {
  for (const file of read(report)?.testResults ?? []) {
    for (const test of file.assertionResults) results.set(`${file.name} ${test.fullName}`, test.status);
    // A file that does not load has no tests to count.
    if (file.assertionResults.length === 0 && file.status === "failed") results.set(file.name, "failed");
  }
}
const tests = [...results.values()];
const opa = (read("opa.json") ?? []).map(({ fail, error, skip }) =>
  skip ? "skipped" : fail || error ? "failed" : "passed",
);

const of = (list, status) => list.filter((each) => each === status).length;
const skipped =
  tests.length + opa.length - [...tests, ...opa].filter((each) => /^(passed|failed)$/.test(each)).length;
console.log(
  `tests: ${of(tests, "passed")} passed, ${of(tests, "failed")} failed; policy tests: ${of(opa, "passed")} passed, ${of(opa, "failed")} failed; ${skipped} skipped`,
);
const failed = of([...tests, ...opa], "failed") + Number(stepsFailed);
const passed = of([...tests, ...opa], "passed") + Number(stepsPassed);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function read(name) {
  const path = join(folder, name);
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
