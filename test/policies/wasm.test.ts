import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as opaWasm from "@open-policy-agent/opa-wasm";
import { globSync } from "tinyglobby";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue, distFile, hasOpa, inventoryOf, opaCommand, root } from "./support.js";

// What needs OPA is skipped without it, unless SAFEGUARD_REQUIRE_OPA is set.

/** Each with the policies that have something to say about it. */
const PLANS: readonly (readonly [plan: string, policies: RegExp])[] = [
  ["alarms", /./],
  ["elasticache", /./],
  ["nats", /^(?:ec2|nats)\//],
  ["seed-sqs", /./],
  ["sqs-production", /./],
];
const folder = mkdtempSync(join(tmpdir(), "safeguard-wasm-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Results = Record<string, unknown>;

/** Never a Buffer for the input: the SDK would take it for an object, and every policy for nothing to judge. */
async function byWasm(input: object, entrypoint: string): Promise<Results> {
  const policy = await opaWasm.loadPolicy(new Uint8Array(distFile("policy.wasm")), { initial: 400 });
  policy.setData({});
  const results = policy.evaluate(input, entrypoint) as { result: Results }[];
  return results[0]?.result ?? {};
}

const files = globSync("policies/*/*.rego", { cwd: root, ignore: ["**/*_test.rego"] });

/** Everything that OPA makes of an input, evaluated once. */
function byOpa(input: object): Results {
  const file = join(folder, "input.json");
  writeFileSync(file, JSON.stringify(input));
  const data = files.flatMap((path) => ["--data", path]);
  const services = [...new Set(catalogue.policies.map(({ service }) => service))];
  const query = `{${services.map((service) => `"${service}": data.safeguard.${service}`).join(", ")}}`;
  const args = ["eval", "--format", "raw", "--input", file, ...data, query];
  return JSON.parse(
    execFileSync(opaCommand, args, { cwd: root, encoding: "utf8", maxBuffer: 256 << 20 }),
  ) as Results;
}

describe.each(PLANS)("over the plan %s", (plan, policies) => {
  const asked = catalogue.policies.filter(({ id }) => policies.test(id));
  let inventory: Awaited<ReturnType<typeof inventoryOf>>;
  let native: Results = {};
  beforeAll(async () => {
    inventory = await inventoryOf(plan);
    if (hasOpa) native = byOpa(inventory);
  });

  it.each(asked.map((policy) => [policy.id, policy] as const))(
    "%s judges or exempts every subject, and OPA agrees",
    async (id, policy) => {
      const path = `safeguard/${id.replaceAll("-", "_")}`;
      const verdicts = await byWasm(inventory, `${path}/verdict`);
      const exempt = await byWasm(inventory, `${path}/exempt`).catch(() => ({}));
      const subjects = policy.subjects.flatMap((type) =>
        Object.values(inventory.resources[type] ?? {}).filter(({ mode }) => mode === "managed"),
      );
      expect([...Object.keys(verdicts), ...Object.keys(exempt)].sort()).toEqual(
        subjects.map(({ address }) => address).sort(),
      );
      const [, service = "", rule = ""] = path.split("/");
      const same = (native[service] as Record<string, { verdict: Results }> | undefined)?.[rule];
      if (hasOpa) expect(same?.verdict).toEqual(verdicts);
    },
  );
});

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
