import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, it } from "vitest";
import { pages } from "../../scripts/docs.js";

const FOLDER = join(import.meta.dirname, "../../docs/policies");
const expected = pages();

describe("docs/policies", () => {
  it("has a page for every policy and no other; `npm run docs` writes them", () => {
    expect(globSync("**/*", { cwd: FOLDER }).sort()).toEqual([...expected.keys()].sort());
  });

  it.each([...expected])("%s is current", (path, text) => {
    expect(readFileSync(join(FOLDER, path), "utf8")).toBe(text);
  });

  it("links to pages that exist", () => {
    const links = [...(expected.get("README.md") ?? "").matchAll(/\]\(([^)]+\.md)\)/g)].map(
      ([, link]) => link,
    );
    expect(links.sort()).toEqual([...expected.keys()].filter((path) => path !== "README.md").sort());
  });
});
