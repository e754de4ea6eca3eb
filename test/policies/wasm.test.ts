import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as opaWasm from "@open-policy-agent/opa-wasm";
import { globSync } from "tinyglobby";
import { afterAll, describe, expect, it } from "vitest";
import { hasOpa, opaCommand, root } from "./support.js";

// What needs OPA is skipped without it, unless SAFEGUARD_REQUIRE_OPA is set.

const folder = mkdtempSync(join(tmpdir(), "safeguard-wasm-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = globSync("policies/*/*.rego", { cwd: root, ignore: ["**/*_test.rego"] });

describe.skipIf(!hasOpa)("the library compiled to WebAssembly", () => {
  it("passes its own tests: a builtin may do there what it does not do in OPA", {
    timeout: 120_000,
  }, async () => {
    const tests = globSync("policies/lib/*_test.rego", { cwd: root });
    const entrypoints = tests.sort().flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8");
      const name = /^package (\S+)/.exec(text)?.[1]?.replaceAll(".", "/");
      return [...text.matchAll(/^test_\w+/gm)].map(([rule]) => `${name}/${rule}`);
    });
    const bundle = join(folder, "tests.tar.gz");
    const options = ["--target", "wasm", "--capabilities", "policies/capabilities.json", "--output", bundle];
    const names = entrypoints.flatMap((entrypoint) => ["--entrypoint", entrypoint]);
    execFileSync(opaCommand, ["build", ...options, ...names, ...files, ...tests], { cwd: root });
    execFileSync("tar", ["-xzf", bundle, "-C", folder, "/policy.wasm"], { stdio: "ignore" });
    const policy = await opaWasm.loadPolicy(new Uint8Array(readFileSync(join(folder, "policy.wasm"))), {
      initial: 2000,
    });
    const holds = (test: string) => (policy.evaluate({}, test) as { result: unknown }[])[0]?.result === true;
    expect(entrypoints.length).toBeGreaterThan(150);
    expect(entrypoints.filter((test) => !holds(test))).toEqual([]);
  });
});
