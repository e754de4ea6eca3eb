import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { GOOD, packageWith, ROOT, safeguard } from "./support.js";

interface Loader {
  cacheOf(file: string): string;
  compile(file: string, cachedData: Uint8Array): { script: { cachedDataRejected?: boolean } };
}

const require = createRequire(import.meta.url);
const { cacheOf, compile } = require(join(ROOT, "bin/load.cjs")) as Loader;
const CLI = join(ROOT, "dist/cli.cjs");

/** The package with another cache than the build's. */
function withCache(change: (cache: Buffer) => Uint8Array | null): string {
  return packageWith((root) => {
    const file = cacheOf(join(root, "dist/cli.cjs"));
    const changed = change(readFileSync(file));
    if (changed === null) rmSync(file);
    else writeFileSync(file, changed);
  });
}

describe("what the build compiled", () => {
  it("is taken by the engine that made it", () => {
    expect(readdirSync(join(ROOT, "dist")).filter((name) => name.endsWith(".cache"))).toHaveLength(1);
    expect(compile(CLI, readFileSync(cacheOf(CLI))).script.cachedDataRejected).toBe(false);
  });

  it.each<[what: string, change: (cache: Buffer) => Uint8Array | null]>([
    ["is not there", () => null],
    ["is empty", () => new Uint8Array()],
    ["is cut short", (cache) => cache.subarray(0, cache.length / 2)],
    ["is of another engine", (cache) => cache.fill(0xff, 0, 16)],
    ["is something else", () => Buffer.from("not compiled")],
  ])("is compiled again where it %s", async (_, change) => {
    const args = ["check", GOOD, "--format", "json", "--date", "2026-01-31"];
    const [usual, other] = await Promise.all([safeguard(args), safeguard(args, { root: withCache(change) })]);
    expect(other).toEqual(usual);
    expect(usual).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("a command that is named", () => {
  it.each([
    ["its errors", ["check", "nope.json"], 2],
    ["its help", ["check", "--help"], 0],
    ["its words", ["policy", "build", "nope"], 2],
    ["a topic without one", ["policy"], 0],
    ["what is no command", ["chekc"], 2],
    ["--help behind --", ["check", "--", "--help"], 2],
  ])("has %s whether or not oclif looked for it", async (_, args, code) => {
    const result = await safeguard(args);
    expect(result.code).toBe(code);
    expect(result.stdout + result.stderr).not.toContain("defect of its own");
    expect(result.stderr.trim().split("\n").length).toBeLessThan(3);
  });
});
