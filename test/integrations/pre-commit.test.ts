import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { app, queue } from "../audit/support.js";
import { BAD, fixture, folder, GOOD, ROOT } from "../commands/support.js";
import { run } from "./support.js";

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly args?: readonly string[];
  readonly files: string;
  readonly pass_filenames?: boolean;
}

const MANIFEST = join(ROOT, ".pre-commit-hooks.yaml");
const hooks = parse(readFileSync(MANIFEST, "utf8")) as readonly Hook[];
const hook = (id: string) => hooks.find((one) => one.id === id) ?? expect.fail(`There is no hook ${id}.`);

// The variable PRE_COMMIT names it where it is not on the PATH.
const preCommit = process.env.PRE_COMMIT ?? "pre-commit";
const hasPreCommit =
  process.env.SAFEGUARD_REQUIRE_PRE_COMMIT !== undefined ||
  spawnSync(preCommit, ["--version"], { stdio: "ignore" }).status === 0;

/** Runs a hook as pre-commit does: its entry, its args, and the names of the files. */
function runHook({ entry, args = [], pass_filenames = true }: Hook, files: readonly string[], cwd: string) {
  const bin = folder();
  symlinkSync(join(ROOT, "bin/safeguard.cjs"), join(bin, "safeguard"));
  const [command = "", ...words] = entry.split(" ");
  const env = { PATH: `${bin}:${process.env.PATH}` };
  return run(command, [...words, ...args, ...(pass_filenames ? files : [])], { cwd, env });
}

describe(".pre-commit-hooks.yaml", () => {
  it("has the keys that pre-commit documents", () => {
    // https://pre-commit.com/#new-hooks
    const known = [
      ...["id", "name", "description", "entry", "language", "args", "files", "pass_filenames"],
      ...["require_serial", "minimum_pre_commit_version"],
    ];
    for (const one of hooks) {
      for (const key of Object.keys(one)) expect(known).toContain(key);
      expect(one).toMatchObject({
        language: "node",
        entry: expect.stringMatching(/^safeguard (audit|check)\b/),
      });
    }
    expect(new Set(hooks.map(({ id }) => id)).size).toBe(hooks.length);
  });

  it.skipIf(!hasPreCommit)("is a manifest to pre-commit", () => {
    const { status, stdout } = spawnSync(preCommit, ["validate-manifest", MANIFEST], { encoding: "utf8" });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });

  it.each([
    [false, 1],
    [true, 0],
  ])("audits the app where it stands; encrypted: %s", async (encrypted, code) => {
    const cwd = folder(app({ orders: queue(encrypted) }));
    const audit = hook("safeguard-audit");
    const args = ["--policy", "sqs/encryption-at-rest"];
    expect((await runHook({ ...audit, args }, ["main.cjs"], cwd)).code).toBe(code);
  });

  it("checks what CDKTF synthesized", async () => {
    const cwd = folder();
    cpSync(fixture("stacks/sqs-broken-public"), join(cwd, "cdktf.out"), { recursive: true });
    const { code, output } = await runHook(hook("safeguard-check"), ["main.ts"], cwd);
    expect(output).toContain("Gate failed");
    expect(code).toBe(1);
    const files = new RegExp(hook("safeguard-check").files);
    expect(["main.ts", "infra/main.tf", "prod.tfvars", "README.md"].map((file) => files.test(file))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it("checks the plans among the changed files", async () => {
    const cwd = folder();
    cpSync(GOOD, join(cwd, "good.plan.json"));
    cpSync(BAD, join(cwd, "plan.json"));
    const plans = hook("safeguard-check-plans");
    expect((await runHook(plans, ["good.plan.json"], cwd)).code).toBe(0);
    expect((await runHook(plans, ["good.plan.json", "plan.json"], cwd)).code).toBe(1);
    const files = new RegExp(plans.files);
    const names = [
      "plan.json",
      "a/plan.json",
      "a/b.plan.json",
      "floorplan.json",
      "plan.json.bak",
      "a/main.tf",
    ];
    expect(names.filter((name) => files.test(name))).toEqual(names.slice(0, 3));
  });
});
