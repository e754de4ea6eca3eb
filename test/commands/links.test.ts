import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { linksFrom, showsLinks } from "../../src/commands/links.js";
import { BAD, folder, ROOT, safeguard } from "./support.js";

const LINK = "\u001b]8;;";

describe("links are shown", () => {
  it.each([
    [{ TERM: "xterm-kitty" }, true],
    [{ WT_SESSION: "1" }, true],
    [{ VTE_VERSION: "7600" }, true],
    [{ VTE_VERSION: "4999" }, false],
    [{ TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "1.96.2" }, true],
    [{ TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "1.60.0" }, false],
    [{ TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.5.0" }, true],
    [{ TERM_PROGRAM: "Apple_Terminal", TERM_PROGRAM_VERSION: "455" }, false],
    [{ TERM: "xterm-256color" }, false],
    [{ TERM: "xterm-kitty", NO_COLOR: "1" }, false],
    [{ TERM: "xterm-kitty", CI: "true" }, false],
    [{ TERM: "dumb", WT_SESSION: "1" }, false],
    [{ TERM: "xterm-kitty", FORCE_HYPERLINK: "0" }, false],
    [{ FORCE_HYPERLINK: "1" }, true],
  ])("on a terminal with %j: %s", (environment, shown) => {
    expect(showsLinks(true, environment)).toBe(shown);
  });

  it("on no pipe, unless they are asked for", () => {
    expect(showsLinks(false, { TERM: "xterm-kitty" })).toBe(false);
    expect(showsLinks(false, { FORCE_HYPERLINK: "1" })).toBe(true);
  });
});

describe("a link", () => {
  it("leads to the line of a file that is there, and to nothing else", () => {
    const cwd = folder({ "a b/main.tf": "" });
    const link = linksFrom(cwd);
    expect(link({ file: "a b/main.tf", line: 12 })).toBe(`${pathToFileURL(cwd).href}/a%20b/main.tf#L12`);
    expect(link({ file: "gone.tf", line: 1 })).toBe(null);
  });

  it("leads to the page of a policy, else to what the policy cites", () => {
    const link = linksFrom(ROOT);
    const page = `${pathToFileURL(ROOT).href}/docs/policies/sqs/tls-only.md`;
    expect(link({ policy: "sqs/tls-only", references: ["https://a.example"] })).toBe(page);
    expect(link({ policy: "own/rule", references: ["https://a.example"] })).toBe("https://a.example");
    expect(link({ policy: "own/rule", references: [] })).toBe(null);
  });

  it("stands in the report of a terminal, and in no file", async () => {
    const cwd = folder();
    const env = { FORCE_HYPERLINK: "1" };
    const shown = await safeguard(["check", BAD, "--format", "terminal"], { cwd, env });
    expect(shown.stdout).toContain(`${LINK}file:`);
    expect(shown.stdout).toContain("no-public-access.md\u001b\\sqs/no-public-access\u001b]8;;\u001b\\");
    expect((await safeguard(["check", BAD, "--no-color"], { cwd, env })).stdout).not.toContain(LINK);
    expect((await safeguard(["check", BAD], { cwd })).stdout).not.toContain(LINK);
  });
});
