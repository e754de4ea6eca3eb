import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, GOOD, ROOT, SENTENCES, safeguard } from "./support.js";

interface Described {
  readonly flags?: Readonly<Record<string, { readonly type: string }>>;
}

const { COMMANDS } = createRequire(import.meta.url)(join(ROOT, "dist/cli.cjs")) as {
  COMMANDS: Readonly<Record<string, Described>>;
};

const CHECK = ["check", GOOD];
const REPORT = ["report", GOOD, "--output", "evidence"];
const SERVE = ["serve-run-task", "--port", "0"];
const WAIVE = ["waive", "sqs/tls-only", "--owner=ada", "--reason=x"];
const WAIVED = [...WAIVE, "--expires=2027-01-01"];
const AUDIT = ["audit", "stack"];
/** Flags that take any text, or what only Terraform or a package of evidence can refuse; with a command that has them. */
const FREE: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ["owner", "reason", "ticket", "rationale", "alternative", "address", "module", "type"].map((name) => [
      name,
      WAIVED,
    ]),
  ),
  var: AUDIT,
  "var-file": AUDIT,
  replay: ["verify", "empty"],
};

/** Of each flag, a command with a value that is wrong there, and what has to be said of it. */
const WRONG: Readonly<Record<string, readonly [args: readonly string[], value: string, says: RegExp]>> = {
  source: [CHECK, "empty", /--source empty holds no Terraform configuration/],
  config: [CHECK, "nowhere.yaml", /nowhere\.yaml: there is no such file/],
  parameter: [CHECK, "sqs/message-retention.toString=1", /takes no toString/],
  waivers: [CHECK, "list.json", /the waivers must be a map/],
  attestations: [CHECK, "list.json", /the attestations must be a map/],
  baseline: [CHECK, "list.json", /list\.json is no baseline/],
  framework: [CHECK, "hippa", /did you mean hipaa\?/],
  policies: [CHECK, "nowhere", /nowhere: there is no such folder or file of policies/],
  "fail-on": [CHECK, "hihg", /did you mean high\?/],
  "on-unknown": [CHECK, "fial", /did you mean fail\?/],
  policy: [CHECK, "sqs/tls-onyl", /did you mean sqs\/tls-only\?/],
  service: [CHECK, "sqqs", /did you mean sqs\?/],
  control: [CHECK, "constructor", /no control constructor/],
  date: [CHECK, "2026-02-30", /--date 2026-02-30 is no date/],
  format: [CHECK, "jsno", /did you mean json\?/],
  account: [CHECK, "1234", /expected 12 digits/],
  region: [CHECK, "moon", /is no AWS region/],
  output: [["report", GOOD], "list.json", /list\.json cannot be written \(ENOTDIR\)/],
  key: [REPORT, "list.json", /list\.json/],
  previous: [REPORT, "empty", /is no package of evidence/],
  timeout: [AUDIT, "soon", /soon/],
  ci: [["init"], "gitbuh", /did you mean github\?/],
  opa: [["policy", "test", "empty"], "no-such-opa", /no-such-opa/],
  dir: [["policy", "new", "acme/names"], "list.json", /list\.json cannot be written/],
  subject: [["policy", "new", "acme/names"], "Queue?", /Queue\?/],
  tag: [WAIVED, "Environment", /is not NAME=GLOB/],
  expires: [[...WAIVE, "--address=a"], "2027-02-30", /--expires 2027-02-30 is no date/],
  file: [[...WAIVED, "--address=a"], "empty", /empty cannot be written \(EISDIR\)/],
  host: [SERVE, "no.such.host.invalid", /cannot be listened on/],
  port: [["serve-run-task"], "70000", /70000|65535/],
  hostname: [SERVE, "https://tfe.example.org", /is no host name/],
  "download-hostname": [SERVE, "a/b", /is no host name/],
  concurrency: [SERVE, "0", /concurrency|1/],
  "max-plan-size": [SERVE, "many", /many/],
};

const taking = (command: Described) =>
  Object.entries(command.flags ?? {}).flatMap(([name, { type }]) => (type === "option" ? [name] : []));
const names = [...new Set(Object.values(COMMANDS).flatMap(taking))].sort();

async function refused(args: readonly string[]): Promise<string> {
  const cwd = folder({ "list.json": "[1]", "empty/.keep": "", "stack/main.tf": "" });
  const env = { SAFEGUARD_RUN_TASK_KEY: "key", TERRAFORM: "true" };
  const { code, stdout, stderr } = await safeguard(args, { cwd, env });
  expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: "" });
  expect(stderr).toMatch(SENTENCES);
  expect(stderr).not.toMatch(/defect of its own|undefined|\[object |NaN/);
  return stderr;
}

describe("a wrong value is refused in a sentence that helps", () => {
  it("is known for every flag that takes one", () => {
    expect(names).toEqual([...Object.keys(WRONG), ...Object.keys(FREE)].sort());
  });

  it.each(Object.entries(WRONG))("of --%s", async (name, [args, value, says]) => {
    expect(await refused([...args, `--${name}=${value}`])).toMatch(says);
  });

  it("is the empty one, for every flag that takes one: a variable that is not set", async () => {
    for (const name of names) {
      const args = WRONG[name]?.[0] ?? FREE[name] ?? [];
      expect([name, await refused([...args, `--${name}=`])]).toEqual([
        name,
        expect.stringMatching(`^Error: --${name} has an empty value|^Error: .*--${name}\\b`),
      ]);
    }
  });
});
