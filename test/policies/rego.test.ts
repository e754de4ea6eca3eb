import { execFileSync } from "node:child_process";
import { globSync } from "tinyglobby";
import { describe, expect, it } from "vitest";
import { hasOpa, opaCommand, root } from "./support.js";

// What needs OPA is skipped without it, unless SAFEGUARD_REQUIRE_OPA is set.

const files = globSync("policies/*/*.rego", { cwd: root }).sort();

function opa(...args: string[]): string {
  return execFileSync(opaCommand, [...args, ...files], { cwd: root, encoding: "utf8", maxBuffer: 64 << 20 });
}

describe.skipIf(!hasOpa)("the Rego of the policies", () => {
  it("is formatted and passes the strict compiler", () => {
    expect(opa("fmt", "--list")).toBe("");
    expect(opa("check", "--strict")).toBe("");
  });

  it("passes its tests, which cover every line", () => {
    const report = JSON.parse(opa("test", "--coverage", "--format", "json")) as {
      coverage: number;
      files: Record<string, { not_covered?: unknown[] }>;
    };
    const gaps = Object.entries(report.files).filter(([, { not_covered: lines }]) => lines !== undefined);
    expect(Object.fromEntries(gaps)).toEqual({});
    expect(report.coverage).toBe(100);
  });

  it("has a test beside every file", () => {
    const generated = ["policies/lib/defaults.rego", "policies/lib/testing.rego"];
    // What only policies use is tested through them.
    const throughPolicies = ["policies/lib/elasticache.rego", "policies/lib/sqs.rego"];
    const tested = files.filter((file) => !file.endsWith("_test.rego"));
    const missing = tested.filter((file) => !files.includes(file.replace(/\.rego$/, "_test.rego")));
    expect(missing).toEqual([...generated, ...throughPolicies].sort());
  });
});
