import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { assets } from "../../src/assets.js";
import { readBundle } from "../../src/engine/bundle.js";
import type { PolicyBundle } from "../../src/engine/evaluate.js";
import type { ParameterSettings } from "../../src/engine/parameters.js";
import type { Policy } from "../../src/engine/verdict.js";
import { parseDocument } from "../../src/input/parse.js";
import { buildInventory } from "../../src/inventory/build.js";
import type { Inventory, Value } from "../../src/inventory/inventory.js";
import { readProviderSchema } from "../../src/inventory/provider-schema.js";

const ROOT = join(import.meta.dirname, "../..");
const OPA = process.env.OPA ?? "opa";

/** Without OPA its tests are left out, unless the surroundings demand them. */
export const withoutOpa =
  !process.env.SAFEGUARD_REQUIRE_OPA && spawnSync(OPA, ["version"], { stdio: "ignore" }).status !== 0;

export const shipped = (): PolicyBundle => readBundle(assets.policies);

const schema = readProviderSchema(assets.providerSchemas);

export function inventoryOf(plan: unknown): Inventory {
  return buildInventory(parseDocument(Buffer.from(JSON.stringify(plan)), "plan.json"), {
    schema,
    source: null,
  });
}

/** What a fixture's plan holds, parsed anew for each call. */
export function planOf(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(ROOT, "fixtures/plans", `${name}.json`), "utf8")) as Record<
    string,
    unknown
  >;
}

/** A plan that creates queues of these addresses and names nothing else of them. */
export function queuesAt(addresses: readonly string[], after: Record<string, unknown> = {}): unknown {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: addresses.map((address) => ({
      address,
      mode: "managed",
      type: "aws_sqs_queue",
      name: "q",
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: { actions: ["create"], before: null, after, after_unknown: {}, after_sensitive: {} },
    })),
  };
}

export function policy(id: string, changes: Partial<Policy> = {}): Policy {
  return {
    id,
    service: id.split("/")[0] ?? "",
    title: `Title of ${id}`,
    description: "It is tested.",
    severity: "high",
    subjects: ["aws_sqs_queue"],
    remediation: { text: "Mend it.", terraform: null, cdktf: null },
    parameters: {},
    references: [],
    ...changes,
  };
}

/** Compiles Rego to a bundle with a catalogue of `policies`. An id maps to the text below its package line. */
export function compile(
  modules: Readonly<Record<string, string>>,
  entrypoints: readonly string[],
  policies: readonly Policy[],
): PolicyBundle {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-rego-"));
  try {
    for (const [name, text] of Object.entries(modules)) {
      const file = join(folder, "rego", `${name}.rego`);
      mkdirSync(dirname(file), { recursive: true });
      const path = name.replaceAll("-", "_").replaceAll("/", ".");
      writeFileSync(file, `package safeguard.${path}\n\nimport data.safeguard.lib\n\n${text}\n`);
    }
    const wanted = entrypoints.flatMap((entrypoint) => ["--entrypoint", entrypoint]);
    execFileSync(OPA, ["build", "--target", "wasm", ...wanted, "--output", "bundle.tar.gz", "rego"], {
      cwd: folder,
      stdio: "pipe",
    });
    execFileSync("tar", ["-xzf", "bundle.tar.gz", "/policy.wasm"], { cwd: folder, stdio: "pipe" });
    const wasm = readFileSync(join(folder, "policy.wasm"));
    const digest = `sha256:${createHash("sha256").update(wasm).digest("hex")}`;
    return {
      module: new WebAssembly.Module(wasm),
      catalogue: {
        schema: "safeguard.catalogue/v1",
        digest,
        types: ["aws_sqs_queue"],
        arguments: [],
        policies,
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Parameters of one policy, for all resources. */
export function usually(id: string, values: Readonly<Record<string, Value>>): ParameterSettings {
  const set = Object.entries(values).map(([name, value]) => [name, { value, from: "test" }]);
  return { usual: new Map([[id, Object.fromEntries(set)]]), exceptions: new Map() };
}
