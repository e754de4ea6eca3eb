import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDocuments } from "../../src/input/read.js";
import { around, fixture, folder, read, refusal } from "./support.js";

const BINARY = fixture("inputs/targeted.plan");

function executable(cwd: string, script: string): string {
  writeFileSync(join(cwd, "terraform"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return join(cwd, "terraform");
}

describe("a binary plan", () => {
  it("without Terraform: says what is missing and how to show the plan", async () => {
    const error = await refusal(read({ "tf.plan": BINARY }));
    expect(error.code).toBe("binary-plan");
    expect(error.message).toBe(
      "tf.plan is a binary plan, and showing it needs terraform-that-does-not-exist, which is not on the PATH.",
    );
    expect(error.hint).toMatch(/show -json tf\.plan > plan\.json/);
  });

  it("on standard input: cannot be shown, which needs the folder it was made in", async () => {
    const error = await refusal(readDocuments(["-"], around(folder({}), BINARY)));
    expect(error.code).toBe("binary-plan");
    expect(error.message).toMatch(/Standard input is a binary plan; expected JSON/);
  });

  it("in a folder is not left out in silence", async () => {
    const error = await refusal(
      read({ "a.json": fixture("plans/sqs-shared-key.json"), "b.tfplan": BINARY }, "."),
    );
    expect(error.message).toContain("b.tfplan is a binary plan");
  });

  // The stand-ins for Terraform are shell scripts.
  describe.skipIf(process.platform === "win32")("with a stand-in for Terraform", () => {
    const standIn = (script: string) => {
      const cwd = folder({
        "tf.plan": BINARY,
        "plan.json": fixture("plans/targeted.json"),
        tf: `#!/bin/sh\n${script}\n`,
      });
      chmodSync(join(cwd, "tf"), 0o755);
      return { ...around(cwd), terraform: join(cwd, "tf") };
    };

    it("is shown as JSON in the folder of the plan", async () => {
      const script = '[ "$1 $2" = "show -json" ] && [ -f tf.plan ] && cat plan.json';
      const [document] = await readDocuments(["tf.plan"], standIn(script));
      expect(document).toMatchObject({ kind: "terraform-plan", path: "tf.plan", plan: { complete: false } });
    });

    it("beside the JSON that was shown of it is the same plan, in a folder", async () => {
      const place = standIn("");
      const json = fixture("plans/targeted.json");
      mkdirSync(join(place.cwd, "live"));
      for (const [name, bytes] of Object.entries({ "a.tfplan": BINARY, "plan.json": json }))
        writeFileSync(join(place.cwd, "live", name), bytes);
      const shown = { ...place, terraform: executable(place.cwd, "cat plan.json") };
      expect((await readDocuments(["live"], shown)).map(({ path }) => path)).toEqual(["live/plan.json"]);
      const other = { ...place, terraform: executable(place.cwd, "cat ../plan.json; echo") };
      expect(await readDocuments(["live"], other)).toHaveLength(2);
    });

    it("passes on what Terraform says when it cannot", async () => {
      const error = await refusal(
        readDocuments(["tf.plan"], standIn('echo "│ Error: Failed to load plugin schemas" >&2; exit 1')),
      );
      expect(error.code).toBe("binary-plan");
      expect(error.message).toMatch(/show could not read it \(Failed to load plugin schemas\)\.$/);
    });

    it("is refused when what comes out is no plan", async () => {
      expect((await refusal(readDocuments(["tf.plan"], standIn("echo hello")))).code).toBe("not-json");
    });
  });

  // terraform_data is built into Terraform: no provider has to be downloaded.
  const terraform = process.env.TERRAFORM ?? "terraform";
  const missing = spawnSync(terraform, ["version"]).status !== 0;
  it.skipIf(missing)("is shown by real Terraform", async () => {
    const cwd = folder({ "main.tf": 'resource "terraform_data" "one" {\n  input = "héllo"\n}\n' });
    const run = (...args: string[]) => execFileSync(terraform, args, { cwd, stdio: "ignore" });
    run("init", "-input=false");
    run("plan", "-input=false", "-out=tf.plan");
    const [document] = await readDocuments(["tf.plan"], { ...around(cwd), terraform });
    expect(document).toMatchObject({
      kind: "terraform-plan",
      plan: { resource_changes: [{ address: "terraform_data.one", change: { after: { input: "héllo" } } }] },
    });
  });
});
