import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const [, example = ""] =
  /^```ts\n(.*?)^```/ms.exec(readFileSync(join(ROOT, "modules/README.md"), "utf8")) ?? [];

it.each(["mjs", "cjs"])("the example synthesizes and passes the guard, as %s", (extension) => {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-modules-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const installed = join(folder, "node_modules");
  mkdirSync(join(installed, "@cdktf"), { recursive: true });
  symlinkSync(ROOT, join(installed, "safeguard"), "junction");
  for (const name of ["cdktf", "constructs", "@cdktf/provider-aws"])
    symlinkSync(join(ROOT, "node_modules", name), join(installed, name), "junction");
  const text =
    extension === "mjs"
      ? example
      : example.replace(/^import (\{[^}]+\}) from ("[^"]+");$/gm, "const $1 = require($2);");
  writeFileSync(join(folder, `main.${extension}`), text);
  execFileSync(process.execPath, ["--preserve-symlinks", `main.${extension}`], {
    cwd: folder,
    stdio: "pipe",
  });
  const stack = readFileSync(join(folder, "cdktf.out/stacks/production/cdk.tf.json"), "utf8");
  expect(Object.keys((JSON.parse(stack) as { resource: object }).resource)).toContain("aws_sqs_queue");
});
