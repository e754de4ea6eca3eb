import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildPolicies, readPolicies } from "../../scripts/build-policies.js";
import { catalogue, distFile, hasOpa, root } from "./support.js";

// What needs OPA is skipped without it, unless SAFEGUARD_REQUIRE_OPA is set.

const FILES = ["policy.wasm", "bundle.tar.gz", "catalogue.json", "frameworks/hipaa.json"];
const folder = mkdtempSync(join(tmpdir(), "safeguard-dist-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function digests(read: (name: string) => Buffer): string[] {
  return FILES.map((name) => `${name} ${createHash("sha256").update(read(name)).digest("hex")}`);
}

it("names in the catalogue the module it was built with", () => {
  const digest = createHash("sha256").update(distFile("policy.wasm")).digest("hex");
  expect(catalogue.digest).toBe(`sha256:${digest}`);
});

describe.skipIf(!hasOpa)("the committed build", () => {
  it("is what the sources give, also from another folder", async () => {
    const copy = join(folder, "elsewhere");
    cpSync(join(root, "policies"), join(copy, "policies"), { recursive: true });
    await buildPolicies(root, join(folder, "here"));
    await buildPolicies(copy, join(folder, "there"));
    const committed = digests(distFile);
    expect(digests((name) => readFileSync(join(folder, "here", name)))).toEqual(committed);
    expect(digests((name) => readFileSync(join(folder, "there", name)))).toEqual(committed);
  });

  it("holds the defaults of the metadata", async () => {
    const { defaults } = await readPolicies(root);
    expect(readFileSync(join(root, "policies/lib/defaults.rego"), "utf8")).toBe(defaults);
  });
});
