import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { audited, executable, filesOf, folder, refused } from "./support.js";

const PLAN = join(import.meta.dirname, "../../fixtures/plans/sqs-production.json");
const PROVIDER = 'provider "aws" {}\n';
const ROOT = 'terraform {\n  backend "s3" {}\n}\nmodule "queue" {\n  source = "../modules/queue"\n}\n';

/**
 * A stand-in for Terraform that notes each call (`COMMAND arguments`), what the folder holds and some variables. The
 * script runs first.
 */
function standIn(script = "", name = "terraform"): { program: string; calls: () => string[]; path: string } {
  const place = folder({ "plan.json": readFileSync(PLAN, "utf8") });
  const program = executable(
    join(place, name),
    `${script}
echo "$*" >> "${place}/calls"
[ "$1" = version ] && exit 0
[ "$1" = plan ] && ls -A > "${place}/files" && pwd > "${place}/cwd" && env > "${place}/env"
[ "$1" = plan ] && cat zzz_safeguard_override.tf.json > "${place}/override"
[ "$1" = plan ] && cat .terraform/environment > "${place}/workspace" 2> /dev/null
[ "$1" = plan ] && cp -rL ../modules "${place}/modules" 2> /dev/null
[ "$1" = show ] && cat "${place}/plan.json"
exit 0`,
  );
  const calls = () => readFileSync(join(place, "calls"), "utf8").trim().split("\n");
  return { program, calls, path: place };
}

const seen = (path: string, name: string) => readFileSync(join(path, name), "utf8").trim();
const OUT = /-out=\S+\.tfplan/;

// The stand-ins for Terraform are shell scripts.
describe.skipIf(process.platform === "win32")("Terraform configuration", () => {
  it("is planned without refresh, lock and state, in a copy; its folder stays as it is", async () => {
    const cwd = folder({
      "live/main.tf": ROOT,
      "live/templates/a.txt": "a",
      "live/terraform.tfstate": "{}",
      "live/terraform.tfstate.backup": "{}",
      "live/terraform.tfstate.d/blue/terraform.tfstate": "{}",
      "live/.terraform.lock.hcl": "# locked\n",
      "live/.terraform/terraform.tfstate": "{}",
      "modules/queue/main.tf": "# a module\n",
    });
    const before = filesOf(cwd);
    const { program, calls, path } = standIn("[ $1 = init ] && echo changed > .terraform.lock.hcl");
    const { report, notes } = await audited(cwd, { folder: "live" }, { terraform: program });

    expect(report.inputs).toMatchObject([{ path: "live", kind: "terraform-plan" }]);
    expect(report.gate.result).toBe("passed");
    expect(notes).toEqual(["Planned without a state, as if nothing were deployed yet."]);
    const [version, init, plan = "", show] = calls();
    expect([version, init]).toEqual(["version", "init -input=false -no-color"]);
    expect(plan.replace(OUT, "-out=FILE")).toBe(
      "plan -input=false -no-color -refresh=false -lock=false -out=FILE",
    );
    expect(show).toMatch(/^show -json -no-color \S+\.tfplan$/);
    expect(calls()).toHaveLength(4);

    expect(seen(path, "files").split("\n").sort()).toEqual([
      ".terraform.lock.hcl",
      "main.tf",
      "templates",
      "zzz_safeguard_override.tf.json",
    ]);
    expect(JSON.parse(seen(path, "override"))).toEqual({ terraform: { backend: { local: {} } } });
    expect(seen(path, "cwd").endsWith(`${cwd}/live`)).toBe(true);
    expect(seen(path, "cwd")).not.toBe(join(cwd, "live"));
    expect(seen(path, "modules/queue/main.tf")).toBe("# a module");
    expect(filesOf(cwd)).toEqual(before);
  });

  it("gets variables and the user's environment, but for what would turn Terraform elsewhere", async () => {
    const cwd = folder({ "main.tf": PROVIDER, "prod.tfvars": "" });
    const { program, calls, path } = standIn();
    const environment = {
      ...process.env,
      AWS_PROFILE: "audit",
      TF_VAR_owner: "ada",
      TF_CLI_ARGS_plan: "-refresh=true",
      TF_DATA_DIR: "elsewhere",
      TF_LOG_PATH: "terraform.log",
    };
    const options = { variables: ["size=3"], variableFiles: ["prod.tfvars"] };
    await audited(cwd, options, { terraform: program, environment });
    expect(calls().at(-2)).toMatch(new RegExp(` -var=size=3 -var-file=${join(cwd, "prod.tfvars")}$`));
    const variables = seen(path, "env").split("\n");
    expect(variables).toEqual(expect.arrayContaining(["AWS_PROFILE=audit", "TF_VAR_owner=ada"]));
    expect(variables.filter((line) => /^TF_(CLI_ARGS|DATA_DIR|LOG)/.test(line))).toEqual([]);
  });

  it("keeps the workspace that is selected", async () => {
    const cwd = folder({ "main.tf": PROVIDER, ".terraform/environment": "blue" });
    const { program, path } = standIn();
    await audited(cwd, {}, { terraform: program });
    expect(seen(path, "workspace")).toBe("blue");
    expect(seen(path, "files")).toContain("terraform.tfstate.d");
    await audited(cwd, {}, { terraform: program, environment: { ...process.env, TF_WORKSPACE: "green" } });
    expect(seen(path, "workspace")).toBe("green");
  });

  it("uses the providers that are installed there, and fetches them where these do not do", async () => {
    const cwd = folder({ "main.tf": PROVIDER, ".terraform/providers/readme": "" });
    const withDir = `init -input=false -no-color -plugin-dir=${join(cwd, ".terraform/providers")}`;
    const good = standIn();
    await audited(cwd, {}, { terraform: good.program });
    expect(good.calls()[1]).toBe(withDir);
    expect(good.calls()).toHaveLength(4);
    const lacking = standIn('case "$*" in *-plugin-dir*) exit 1;; esac');
    await audited(cwd, {}, { terraform: lacking.program });
    expect(lacking.calls()[1]).toBe("init -input=false -no-color");
  });

  it("is found in the folders below: roots in order, no modules that are called", async () => {
    const cwd = folder({
      "live/prod/main.tf": ROOT.replace("../", "../../"),
      "live/dev/main.tf": ROOT.replace("../", "../../"),
      "modules/queue/main.tf": 'module "inner" {\n  source = "./inner"\n}\n',
      "modules/queue/inner/main.tf": "",
      "live/dev/.terraform/modules/x/main.tf": "",
    });
    const { program } = standIn();
    const { report } = await audited(cwd, {}, { terraform: program });
    expect(report.inputs.map(({ path }) => path)).toEqual(["live/dev", "live/prod"]);
  });

  it("is what init finds: modules and examples that nothing calls are named, and not planned", async () => {
    const cwd = folder({
      "live/main.tf": `${PROVIDER}module "queue" {\n  source = "../modules/queue"\n}\n`,
      "modules/queue/main.tf": "",
      "modules/queue/modules/wrapper/main.tf": 'variable "needed" {}\n',
      "modules/queue/examples/complete/main.tf": PROVIDER,
    });
    const { program } = standIn();
    const { report, notes } = await audited(cwd, {}, { terraform: program });
    expect(report.inputs.map(({ path }) => path)).toEqual(["live"]);
    expect(notes[1]).toMatch(/^Not audited: modules\/queue\/examples\/complete and 1 more, /);
  });

  it("in the folder itself stands for the folder, and what nothing calls below is named", async () => {
    const cwd = folder({
      "main.tf": 'module "a" {\n  source = "./modules/a"\n}\n',
      "modules/a/main.tf": "",
      "examples/b/main.tf": "",
      "broken/main.tf.json": "{",
    });
    const { program } = standIn();
    const { report, notes } = await audited(cwd, {}, { terraform: program });
    expect(report.inputs).toHaveLength(1);
    expect(notes[1]).toBe(
      "Not audited: broken and 1 more, which nothing here calls. Name a folder to audit it.",
    );
  });

  it("is planned by OpenTofu where there is no Terraform", async () => {
    const cwd = folder({ "main.tf": PROVIDER });
    const { path, calls } = standIn("", "tofu");
    const PATH = ["/bin", "/usr/bin"].filter((at) => !existsSync(join(at, "terraform"))).join(delimiter);
    await audited(cwd, {}, { environment: { PATH: `${path}${delimiter}${PATH}` } });
    expect(calls()).toHaveLength(4);
  });

  it("without either says what to do", async () => {
    const cwd = folder({ "main.tf": PROVIDER });
    const { message, hint } = await refused(audited(cwd, {}, { environment: { PATH: folder({}) } }));
    expect(message).toBe(
      "Planning the Terraform configuration of this folder takes terraform or tofu, and the PATH has none.",
    );
    expect(hint).toMatch(/^Install it, name it in TERRAFORM, or bring a plan: /);
  });

  it.each([
    [
      "a variable without a value",
      'Error: No value for required variable\n│\n│   on main.tf line 8:\n│    8: variable "owner" {}\n│\n│ The root module input variable "owner" is not set, and has no default value.',
      "no value for the variable owner.",
      "Give it: --var owner=VALUE, or --var-file FILE.",
    ],
    [
      "no credentials",
      'Error: No valid credential sources found\n│\n│   with provider["registry.terraform.io/hashicorp/aws"],\n│   on main.tf line 3, in provider "aws":\n│    3: provider "aws" { secret_key = "hunter22hunter" }\n│\n│ Please see the documentation. More.',
      "No valid credential sources found (main.tf:3): Please see the documentation.",
      "Give Terraform credentials that may read (such as AWS_PROFILE), or bring a plan from where there are some: safeguard check plan.json",
    ],
    [
      "a secret in the words",
      "Error: Invalid value\n│\n│ The password swordfish is too short.",
      "Invalid value: The password (secret) is too short.",
      "See all of it: terraform plan -refresh=false -lock=false",
    ],
  ])("that cannot be planned says why: %s", async (_, said, why, hint) => {
    const cwd = folder({ "main.tf": PROVIDER });
    const place = folder({ said: `╷\n│ ${said}\n╵\n` });
    const { path } = standIn(`[ "$1" = plan ] && cat ${place}/said >&2 && exit 1`);
    const error = await refused(
      audited(
        cwd,
        { variables: ["password=swordfish"] },
        { environment: { ...process.env, PATH: `${path}${delimiter}${process.env.PATH}` } },
      ),
    );
    expect(error.message).toBe(`The configuration of this folder cannot be planned: ${why}`);
    expect(error.hint).toBe(hint);
  });
});

describe.skipIf(spawnSync("terraform", ["version"]).error !== undefined)("real Terraform", () => {
  it("plans the copy: modules beside it, files in folders, the workspace, and no backend", async () => {
    const cwd = folder({
      "live/main.tf": `terraform {
  backend "s3" {
    bucket = "nobody-has-this"
    key    = "state"
    region = "us-east-1"
  }
}
module "names" {
  source = "../modules/names"
}
resource "terraform_data" "here" {
  for_each = fileset(path.module, "data/**/*.txt")
  input    = "\${each.key} \${terraform.workspace} \${file("\${path.module}/../shared.txt")}"
}
`,
      "live/data/deep/a.txt": "",
      "live/.terraform/environment": "blue",
      "shared.txt": "shared",
      "modules/names/main.tf":
        'resource "terraform_data" "there" {\n  for_each = fileset(path.module, "*.md")\n}\n',
      "modules/names/b.md": "",
    });
    const before = filesOf(cwd);
    const place = folder({});
    const plan = join(place, "plan.json");
    // Keeps what Terraform shows; the report tells of resources that policies judge alone.
    const program = executable(
      join(place, "tf"),
      `if [ "$1" = show ]; then terraform "$@" | tee ${plan}; else exec terraform "$@"; fi`,
    );
    const { report } = await audited(cwd, { folder: "live" }, { terraform: program });
    expect(report.inputs).toMatchObject([{ path: "live", kind: "terraform-plan", resources: 2 }]);
    const { resource_changes: changes } = JSON.parse(readFileSync(plan, "utf8"));
    expect(
      changes.map(({ address, change }: { address: string; change: { after: { input: string | null } } }) => [
        address,
        change.after.input,
      ]),
    ).toEqual([
      ['terraform_data.here["data/deep/a.txt"]', "data/deep/a.txt blue shared"],
      ['module.names.terraform_data.there["b.md"]', null],
    ]);
    expect(filesOf(cwd)).toEqual(before);
  });
});
