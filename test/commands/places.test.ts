import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fixture, folder, type Options, safeguard } from "./support.js";

/** A repository whose Terraform configuration lies below it. */
function repository(mark = ".git"): string {
  const root = folder({ "README.md": "# Shop\n" });
  mkdirSync(join(root, mark));
  mkdirSync(join(root, "tools"));
  cpSync(fixture("hcl/webshop"), join(root, "infra/shop"), { recursive: true });
  cpSync(fixture("plans/webshop.json"), join(root, "infra/shop/plan.json"));
  return root;
}

const FILES = [
  "infra/shop/main.tf",
  "infra/shop/modules/alerts/main.tf",
  "infra/shop/modules/queue/dead-letters/main.tf",
  "infra/shop/modules/queue/main.tf",
];

/** The files that each format for CI servers speaks of. */
async function filesIn(args: readonly string[], options: Options): Promise<Record<string, string[]>> {
  const out = folder();
  const formats = ["github", "gitlab", "sarif"];
  const targets = formats.flatMap((name) => ["--format", `${name}=${join(out, name)}`]);
  const { code, stderr } = await safeguard(["check", ...args, ...targets], options);
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  const read = (name: string) => readFileSync(join(out, name), "utf8");
  const found = {
    github: [...read("github").matchAll(/ file=([^,]+),/g)].map(([, file = ""]) => file),
    gitlab: (JSON.parse(read("gitlab")) as { location: { path: string } }[]).map(
      ({ location }) => location.path,
    ),
    sarif: [...read("sarif").matchAll(/"uri": "([^"]+\.tf)"/g)].map(([, file = ""]) => file),
  };
  return Object.fromEntries(Object.entries(found).map(([name, files]) => [name, [...new Set(files)].sort()]));
}

/** GitHub takes few annotations, which speak of some of the files. */
const everywhere = (files = FILES) => ({
  github: files.filter((file) => !file.includes("dead-letters")),
  gitlab: files,
  sarif: files,
});

describe("places in the repository", () => {
  it("are the same wherever in it the check runs", async () => {
    const root = repository();
    expect(await filesIn(["infra/shop/plan.json"], { cwd: root })).toEqual(everywhere());
    expect(await filesIn(["plan.json"], { cwd: join(root, "infra/shop") })).toEqual(everywhere());
    const elsewhere = ["../infra/shop/plan.json", "--source", "../infra/shop"];
    expect(await filesIn(elsewhere, { cwd: join(root, "tools") })).toEqual(everywhere());
  });

  it.each(["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])("are found by %s without .git", async (name) => {
    const root = repository("no-git");
    const cwd = join(root, "infra/shop");
    expect(await filesIn(["plan.json"], { cwd, env: { [name]: root } })).toEqual(everywhere());
    // Of a repository elsewhere it says nothing about this one.
    const own = FILES.map((file) => file.replace("infra/shop/", ""));
    expect(await filesIn(["plan.json"], { cwd, env: { [name]: folder() } })).toEqual(everywhere(own));
  });
});

describe("ASFF", () => {
  it.each([
    [["--account", "12345"], /--account 12345 is no AWS account; expected 12 digits\./],
    [["--region", "Frankfurt"], /--region Frankfurt is no AWS region\./],
  ])("refuses %j", async (args, says) => {
    const { code, stderr } = await safeguard(["check", fixture("plans/webshop.json"), ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });
});
