import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const contributing = read("CONTRIBUTING.md");
const OPA = process.env.OPA ?? "opa";

describe("CONTRIBUTING", () => {
  it("names functions of the library as they are", () => {
    const named = [
      ...contributing.matchAll(/\b(inventory|check|alarm|iam|parameters|testing)\.(\w+)(\([\w, ]*\))/g),
    ];
    const table = named.filter(([, , , args = ""]) => /^\(([a-z_]+(, )?)*\)$/.test(args));
    const inProse = contributing.replaceAll(/^```rego\n.*?^```/gms, "");
    const wanted = table.filter(([call]) => inProse.includes(`\`${call}\``));
    expect(wanted.length).toBeGreaterThan(30);
    for (const [, lib, name, args] of wanted) {
      expect(read(`policies/lib/${lib}.rego`), `${lib}.${name}`).toMatch(
        new RegExp(`^${name}\\${args?.slice(0, -1)}\\)`, "m"),
      );
    }
  });

  it("shows a policy and tests that hold", ({ skip }) => {
    if (!opaIsHere()) skip("OPA is not here");
    const [policy = "", test = ""] = [...contributing.matchAll(/^```rego\n(.*?)^```/gms)].map(
      ([, text]) => text,
    );
    const folder = mkdtempSync(join(tmpdir(), "safeguard-docs-"));
    try {
      cpSync(join(ROOT, "policies/lib"), folder, {
        recursive: true,
        filter: (path) => !path.endsWith("_test.rego"),
      });
      writeFileSync(join(folder, "policy.rego"), policy);
      writeFileSync(join(folder, "policy_test.rego"), test);
      expect(execFileSync(OPA, ["fmt", "--list", folder], { encoding: "utf8" })).toBe("");
      expect(execFileSync(OPA, ["test", folder], { encoding: "utf8" })).toContain("PASS: 3/3");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("documents", () => {
  const documents = globSync(["*.md", "docs/**/*.md", "fixtures/README.md", "modules/**/README.md"], {
    cwd: ROOT,
  });

  it.each(documents)("%s: its links lead somewhere", (document) => {
    const links = [...read(document).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = ""]) => link);
    const files = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(files.filter((file) => !existsSync(join(ROOT, dirname(document), file)))).toEqual([]);
  });

  it.each(documents)("%s: its npm scripts exist", (document) => {
    const { scripts } = JSON.parse(read("package.json"));
    const named = [...read(document).matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !(name && name in scripts))).toEqual([]);
  });
});

function opaIsHere(): boolean {
  try {
    execFileSync(OPA, ["version"]);
    return true;
  } catch (error) {
    if (process.env.SAFEGUARD_REQUIRE_OPA === "1") throw error;
    return false;
  }
}
