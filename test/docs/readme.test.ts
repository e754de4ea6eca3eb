import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { refreshed } from "../../scripts/docs.js";
import { COMMANDS } from "../../src/commands/index.js";
import { formats } from "../../src/report/formats.js";

const ROOT = join(import.meta.dirname, "../..");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, text = ""]) => text);

describe("README", () => {
  it("shows what the commands print and what the code declares; `npm run docs` writes it", () => {
    expect(refreshed(readme)).toBe(readme);
  }, 60_000);

  it("has workflows that are YAML", () => {
    expect(blocks("yaml").map((text) => Object.keys(parse(text)))).toEqual([
      ["name", "on", "permissions", "jobs"],
    ]);
  });

  it("uses commands, flags and formats that exist", () => {
    const calls = [...blocks("sh"), ...blocks("yaml")].join("\n").match(/safeguard [a-z]+ .*/g) ?? [];
    expect(calls.length).toBeGreaterThan(4);
    for (const call of calls) {
      const [, first = "", second = ""] = call.split(" ");
      const name = first === "policy" ? `policy:${second}` : first;
      expect(Object.keys(COMMANDS)).toContain(name);
      const known = Object.keys(COMMANDS[name as keyof typeof COMMANDS].flags ?? {});
      const flags = [...call.matchAll(/ --([a-z-]+)/g)].map(([, flag]) => flag);
      expect(known).toEqual(expect.arrayContaining(flags));
      const names = [...call.matchAll(/ --format ([a-z]+)/g)].map(([, name]) => name);
      expect(formats.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    }
  });
});
