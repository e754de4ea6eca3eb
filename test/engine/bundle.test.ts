import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { assets } from "../../src/assets.js";
import { readBundle, readCatalogue } from "../../src/engine/bundle.js";
import { SERVICES } from "../../src/engine/evaluate.js";
import { openHost } from "../../src/engine/host.js";
import { EngineError } from "../../src/errors.js";

/** A copy of the policies that ship, changed. */
function copy(change: (folder: string) => void): URL {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-bundle-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(assets.policies, folder, { recursive: true });
  change(folder);
  return pathToFileURL(`${folder}/`);
}

function refusal(read: () => unknown): EngineError {
  try {
    read();
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error("it was read");
}

describe("the bundle", () => {
  it("yields a service at once, and of its policies nothing but what they judge and spare", async () => {
    const { module, catalogue } = readBundle(assets.policies);
    const host = openHost(await module, JSON.stringify({ resources: {} }), [
      JSON.stringify({ parameters: {} }),
    ]);
    const yielded = [...new Set(catalogue.policies.map(({ service }) => service))].flatMap((service) => {
      const policies = host.evaluate(`${SERVICES}/${service}`) as Record<string, Record<string, unknown>>;
      return Object.entries(policies).flatMap(([policy, rules]) =>
        Object.keys(rules).map((rule) => `safeguard/${service}/${policy}/${rule}`),
      );
    });
    const rules = host.entrypoints.filter((name) => /\/(?:verdict|exempt)$/.test(name));
    expect(yielded.sort()).toEqual(rules.sort());
    expect(rules.length).toBeGreaterThan(catalogue.policies.length);
  });

  it("that ships is read", () => {
    const { catalogue } = readBundle(assets.policies);
    expect(catalogue.policies.length).toBeGreaterThan(0);
    expect(catalogue).toEqual(readCatalogue(assets.policies));
  });

  it.each<[string, (folder: string) => void, string]>([
    ["without policies", (folder) => rmSync(join(folder, "policy.wasm")), "bundle-unreadable"],
    [
      "of policies that are no wasm",
      (folder) => writeFileSync(join(folder, "policy.wasm"), "no wasm"),
      "bundle-unreadable",
    ],
    [
      "of other policies than the catalogue's",
      (folder) => {
        // An empty module, valid WebAssembly.
        writeFileSync(join(folder, "policy.wasm"), Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
      },
      "bundle-unreadable",
    ],
    ["without a catalogue", (folder) => rmSync(join(folder, "catalogue.json")), "catalogue-unreadable"],
    [
      "of a broken catalogue",
      (folder) => writeFileSync(join(folder, "catalogue.json"), "{"),
      "catalogue-unreadable",
    ],
  ])("%s is refused", (_, change, code) => {
    const folder = copy(change);
    const error = refusal(() => readBundle(folder));
    expect(error).toMatchObject({ code, exitCode: 2 });
    expect(error.message).toMatch(/could not be (loaded|read)\.$/);
    expect(error.hint).toMatch(/Install the package again/);
  });

  it("with one byte changed is refused, and the cause says which digests differ", () => {
    const folder = copy((path) => {
      const wasm = readFileSync(join(path, "policy.wasm"));
      wasm[wasm.length - 1] = (wasm.at(-1) ?? 0) ^ 1;
      writeFileSync(join(path, "policy.wasm"), wasm);
    });
    const error = refusal(() => readBundle(folder));
    expect(String(error.cause)).toMatch(/policy\.wasm is sha256:[0-9a-f]{64}, not sha256:[0-9a-f]{64}/);
  });
});
