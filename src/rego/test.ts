import { checkFolder } from "./check.js";
import { withFiles } from "./compile.js";
import { asShown, readFolder, staged } from "./folder.js";
import { policyId } from "./metadata.js";
import type { Fault } from "./module.js";
import { type Opa, runOpa } from "./opa.js";

export interface PolicyTests {
  readonly policies: number;
  /** Tests that were run. */
  readonly tests: number;
  /** What is wrong, tests that failed among it; empty when all is well. */
  readonly faults: readonly Fault[];
  readonly notes: readonly Fault[];
}

interface TestResult {
  readonly location: { readonly file: string; readonly row: number };
  readonly name: string;
  readonly fail?: boolean;
  readonly skip?: boolean;
  readonly error?: { readonly message?: string };
}

/** Checks a folder of policies, and where nothing is wrong with it runs its tests. */
export async function testFolder(opa: Opa, path: string, shown: string): Promise<PolicyTests> {
  const folder = readFolder(path, shown);
  const { policies, faults, notes } = await checkFolder(opa, folder, true);
  const missing = folder.policies
    .filter((file) => !folder.tests.includes(file.replace(/\.rego$/, "_test.rego")))
    .map((file) => ({
      file: `${shown}/${file}`,
      line: null,
      message: `it has no tests; they stand in ${file.replace(/\.rego$/, "_test.rego")}.`,
    }));
  if (faults.length > 0)
    return { policies: folder.policies.length, tests: 0, faults: [...faults, ...missing], notes };
  const results = await withFiles(staged(folder, policies, true), async (root) => {
    const { stdout, stderr } = await runOpa(opa, ["test", "--format", "json", "policies"], root);
    if (!stdout.trimStart().startsWith("["))
      throw new Error(`opa test failed: ${stderr.trim() || stdout.trim()}`);
    return JSON.parse(stdout) as TestResult[];
  });
  const empty = folder.tests
    .filter((file) => !results.some(({ location }) => policyId(location.file) === policyId(file)))
    .map((file) => ({
      file: `${shown}/${file}`,
      line: null,
      message: "it has no rule test_…, and tests nothing.",
    }));
  const failed = results
    .filter(({ fail, error, skip }) => fail === true || error !== undefined || skip === true)
    .map(({ location, name, error, skip }) =>
      asShown(folder, {
        file: location.file,
        line: location.row,
        message: outcome(name, error?.message, skip),
      }),
    );
  return {
    policies: policies.length,
    tests: results.length,
    faults: [...missing, ...empty, ...failed],
    notes,
  };
}

function outcome(name: string, error: string | undefined, skip: boolean | undefined): string {
  if (skip === true) return `${name} is left out (todo_).`;
  return error === undefined ? `${name} failed.` : `${name} stopped: ${error}.`;
}
