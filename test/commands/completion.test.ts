import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/commands/index.js";
import { formats } from "../../src/report/formats.js";
import { folder, SENTENCES, safeguard } from "./support.js";

const lacks = (shell: string) => spawnSync(shell, ["-c", "true"]).error !== undefined;

async function script(shell: string): Promise<string> {
  const { code, stdout, stderr } = await safeguard(["completion", shell]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

describe("safeguard completion", () => {
  it.each(["bash", "zsh", "fish"])("knows every command and every flag, for %s", async (shell) => {
    const text = await script(shell);
    for (const [name, { flags = {} }] of Object.entries(COMMANDS)) {
      // Of two words, each is completed by itself.
      for (const word of name.split(":")) expect(text).toMatch(new RegExp(`\\b${word}\\b`));
      for (const flag of Object.keys(flags)) expect(text).toMatch(new RegExp(`(?:--|-l )${flag}\\b`));
    }
    for (const { name } of formats) expect(text).toContain(name);
  });

  it.each(["zsh", "fish"])("is a script that %s takes, where there is one", async (shell) => {
    if (lacks(shell)) return;
    const file = join(folder({ script: await script(shell) }), "script");
    expect(spawnSync(shell, ["-n", file], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });

  it("for no such shell suggests one", async () => {
    const { code, stdout, stderr } = await safeguard(["completion", "zhs"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(SENTENCES);
    expect(stderr).toContain("The value zhs is none of bash, zsh, fish; did you mean zsh?");
  });
});

describe.skipIf(lacks("bash"))("in bash", () => {
  it.each<[readonly string[], readonly string[]]>([
    [["ch"], ["check"]],
    [
      ["check", "--polic"],
      ["--policies", "--policy"],
    ],
    [["policy", "bu"], ["build"]],
    [["policy", "test", "in"], ["infra"]],
    [["check", "--policy", "sqs/dead-letter-q"], ["sqs/dead-letter-queue"]],
    [["check", "--format", "=", "sari"], ["sarif"]],
    [
      ["check", "--fail-on", "="],
      ["critical", "high", "medium", "low", "never"],
    ],
    [["check", "--fail-on", "m"], ["medium"]],
    [["check", "pla"], ["plan.json"]],
    [["check", "-q", "--source", "in"], ["infra"]],
    [["audit", "--no-"], ["--no-color"]],
    [["audit", "--quiet", "pl"], ["plan.json"]],
    [["explain", "164.312\\(e\\)\\(1"], ["164.312\\(e\\)\\(1\\)"]],
    [["waive", "tagging/o"], ["tagging/owner"]],
    [["completion", "z"], ["zsh"]],
    [["policies", ""], []],
    [["nonsense", ""], []],
  ])("%j is completed to %j", async (typed, completed) => {
    const cwd = folder({ "plan.json": "", "infra/main.tf": "", script: await script("bash") });
    const words = ["safeguard", ...typed].map((word) => `'${word}'`).join(" ");
    const asked = `source ./script; COMP_WORDS=(${words}); COMP_CWORD=${typed.length}; _safeguard; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", asked], { cwd, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout.split("\n").filter(Boolean)).toEqual(completed);
  });
});
