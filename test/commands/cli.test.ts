import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Policy } from "../../src/engine/verdict.js";
import type { Inventory, Resource } from "../../src/inventory/inventory.js";
import { BAD, fixture, GOOD, packageWith, ROOT, SENTENCES, safeguard } from "./support.js";

const COMMANDS = [
  "attestations",
  "check",
  "controls",
  "diff",
  "explain",
  "init",
  "inventory",
  "policies",
  "report",
  "verify",
  "waive",
];
const STACK = /^\s+at .+:\d+:\d+\)?$/m;

describe("help", () => {
  it.each([[[]], [["--help"]], [["-h"]], [["help"]]])(
    "safeguard %j lists the commands",
    async (args: string[]) => {
      const { code, stdout, stderr } = await safeguard(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/USAGE\n {2}\$ safeguard \[COMMAND\]/);
      for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} +[A-Z].+`, "m"));
    },
  );

  it.each(COMMANDS)("of %s is found in three ways and fits a terminal", async (command) => {
    const [flag, short, word] = [
      await safeguard([command, "--help"]),
      await safeguard([command, "-h"]),
      await safeguard(["help", command]),
    ];
    expect(flag).toMatchObject({ code: 0, stderr: "" });
    expect(short).toEqual(flag);
    expect(word).toEqual(flag);
    expect(flag.stdout).toMatch(new RegExp(`USAGE\n {2}\\$ safeguard ${command}`));
    expect(flag.stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("of check tells of every flag, the exit codes and how it is used", async () => {
    const { stdout } = await safeguard(["check", "--help"]);
    const flags = [
      "source",
      "format",
      "fail-on",
      "on-unknown",
      "policy",
      "service",
      "control",
      "changed-only",
      "date",
    ];
    for (const flag of [...flags, "verbose", "quiet", "[no-]color", "debug"])
      expect(stdout).toContain(`--${flag}`);
    expect(stdout).not.toContain("<value>");
    expect(stdout.replace(/\s+/g, " ")).toMatch(
      /Exit code 0: the gate passed\. 1: it failed\. 2: the input could not be/,
    );
    expect(stdout).toMatch(/terraform show -json plan\.tfplan \| safeguard check -/);
  });

  it("--version names the version of the package", async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect((await safeguard(["--version"])).stdout).toMatch(`safeguard/${version} `);
  });
});

describe("what is mistyped", () => {
  it.each<[string[], string, string]>([
    [["chek"], "There is no command chek; did you mean check?", "safeguard --help"],
    [["frobnicate"], "There is no command frobnicate.", "safeguard --help"],
    [["chek", "plan.json", "--quiet"], "There is no command chek; did you mean check?", "safeguard --help"],
    [["help", "polices"], "There is no command polices; did you mean policies?", "safeguard --help"],
    [["frobnicate", "--help"], "There is no command frobnicate.", "safeguard --help"],
    [
      ["--quiet", "check", BAD],
      "--quiet stands before the command; flags come after it.",
      "safeguard --help",
    ],
    [["--frobnicate"], "safeguard has no flag --frobnicate.", "safeguard --help"],
    [["policies", "sqs"], "safeguard policies takes no argument sqs.", "safeguard policies --help"],
    [
      ["check", BAD, "--forma", "json"],
      "safeguard check has no flag --forma; did you mean --format?",
      "safeguard check --help",
    ],
    [
      ["controls", "--jsn"],
      "safeguard controls has no flag --jsn; did you mean --json?",
      "safeguard controls --help",
    ],
    [["check", BAD, "--source"], "Flag --source expects a value.", "safeguard check --help"],
    [
      ["explain"],
      "safeguard explain needs SUBJECT: id of a policy or of a control, or the address of a resource with the inputs it stands in (default: inputs of the configuration).",
      "safeguard explain --help",
    ],
    [["inventory"], "safeguard inventory needs INPUT: plan, state", "safeguard inventory --help"],
  ])("safeguard %j: exit code 2 with a sentence", async (args, message, hint) => {
    const { code, stdout, stderr } = await safeguard(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(SENTENCES);
    expect(stderr).toContain(`Error: ${message}`);
    expect(stderr).toContain(`See: ${hint}`);
  });
});

describe("a stack trace", () => {
  const defective = () =>
    packageWith((root) => writeFileSync(join(root, "policies/dist/frameworks/hipaa.json"), "null"));

  it.each<[string, string[]]>([
    ["a missing file", ["check", "missing.json"]],
    ["a wrong flag", ["check", BAD, "--nope"]],
    ["an unknown command", ["nope"]],
  ])("stands under the sentence with --debug alone: %s", async (_, args) => {
    const plain = await safeguard(args);
    const debug = await safeguard([...args, "--debug"]);
    expect([plain.code, debug.code]).toEqual([2, 2]);
    expect(plain.stderr).not.toMatch(STACK);
    expect(debug.stderr).toMatch(STACK);
    expect(debug.stderr.startsWith(plain.stderr)).toBe(true);
  });

  it("of a defect is hidden too, and the sentence says how to see it", async () => {
    const root = defective();
    const plain = await safeguard(["check", BAD], { root });
    expect(plain).toMatchObject({ code: 2, stdout: "" });
    expect(plain.stderr).toMatch(SENTENCES);
    expect(plain.stderr).toMatch(/--debug/);
    const debug = await safeguard(["check", BAD, "--debug"], { root });
    expect(debug.code).toBe(2);
    expect(debug.stderr).toMatch(STACK);
  });
});

describe("an installation that is damaged", () => {
  it("policies that cannot be loaded: exit code 2 and no report", async () => {
    const root = packageWith((path) => writeFileSync(join(path, "policies/dist/policy.wasm"), "no wasm"));
    const { code, stdout, stderr } = await safeguard(["check", GOOD], { root });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(SENTENCES);
    expect(stderr).toMatch(/compiled policies could not be loaded\.\nInstall the package again/);
  });

  it("a policy that cannot be evaluated: the report says so, nothing of it passes, exit code 2", async () => {
    const root = packageWith((path) => {
      const file = join(path, "policies/dist/catalogue.json");
      const catalogue = JSON.parse(readFileSync(file, "utf8")) as { policies: Policy[] };
      const [policy] = catalogue.policies.filter(({ id }) => id === "sqs/encryption-at-rest");
      if (policy !== undefined) catalogue.policies.push({ ...policy, id: "sqs/not-compiled" });
      writeFileSync(file, JSON.stringify(catalogue));
    });
    const { code, stdout } = await safeguard(["check", GOOD, "--format", "json"], { root });
    expect(code).toBe(2);
    const report = JSON.parse(stdout) as {
      gate: { result: string };
      findings: { policy: string; verdict: string }[];
      diagnostics: { level: string; code: string; message: string }[];
    };
    expect(report.gate.result).toBe("failed");
    const verdicts = report.findings
      .filter(({ policy }) => policy === "sqs/not-compiled")
      .map(({ verdict }) => verdict);
    expect(new Set(verdicts)).toEqual(new Set(["unknown"]));
    expect(report.diagnostics).toContainEqual({
      level: "error",
      code: "policy-failed",
      message: expect.stringMatching(/^sqs\/not-compiled could not be evaluated: /),
    });
    const passed = report.findings.filter(({ policy }) => policy === "sqs/encryption-at-rest");
    expect(new Set(passed.map(({ verdict }) => verdict))).toEqual(new Set(["pass"]));
  });

  it("works from anywhere when it is whole", async () => {
    const root = packageWith(() => {});
    expect(await safeguard(["check", GOOD], { root })).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("safeguard policies", () => {
  it("lists every policy with its severity and title; --json gives all of each", async () => {
    const list = await safeguard(["policies"]);
    const all = JSON.parse((await safeguard(["policies", "--json"])).stdout) as Policy[];
    expect(list).toMatchObject({ code: 0, stderr: "" });
    const lines = list.stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(all.length);
    for (const [index, { id, severity, title }] of all.entries()) {
      expect(lines[index]?.split(/ {2,}/)).toEqual([id, expect.stringMatching(severity), title]);
    }
  });

  it("--service takes those of one, and one that exists", async () => {
    const some = JSON.parse(
      (await safeguard(["policies", "--service", "logs", "--json"])).stdout,
    ) as Policy[];
    expect(new Set(some.map(({ service }) => service))).toEqual(new Set(["logs"]));
    const { code, stderr } = await safeguard(["policies", "--service", "log"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/There is no service log; did you mean logs\?/);
  });
});

describe("safeguard controls", () => {
  it("lists them with the number of policies; --json gives the rationales", async () => {
    const { code, stdout } = await safeguard(["controls"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^164\.312\(a\)\(2\)\(iv\) +addressable +\d+ {2}Encryption and decryption$/m);
    const controls = JSON.parse((await safeguard(["controls", "--json"])).stdout) as {
      policies: { rationale: string }[];
    }[];
    expect(stdout.trimEnd().split("\n")).toHaveLength(controls.length);
    expect(controls.flatMap(({ policies }) => policies).every(({ rationale }) => rationale.length > 0)).toBe(
      true,
    );
  });
});

describe("safeguard explain", () => {
  it("a policy: what it judges, how to mend it, which controls it shows", async () => {
    const { code, stdout } = await safeguard(["explain", "sqs/dead-letter-retention"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sqs\/dead-letter-retention \(medium\)\n/);
    for (const part of [
      /Judges: aws_sqs_queue/,
      /Fix:\n/,
      /Terraform:\n/,
      /CDKTF:\n/,
      /minimum_days \(default 14\)/,
      /Controls:\n/,
    ]) {
      expect(stdout).toMatch(part);
    }
  });

  it.each(["164.312(a)(2)(iv)", "45 CFR 164.312(a)(2)(iv)", "§164.312(a)(2)(iv)"])(
    "a control: %s",
    async (id) => {
      const { code, stdout } = await safeguard(["explain", id]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^45 CFR 164\.312\(a\)\(2\)\(iv\) \(addressable\)\nEncryption and decryption\n/);
      expect(stdout).toMatch(/sqs\/encryption-at-rest \(primary\): /);
    },
  );

  it("a control that no policy shows says who has to", async () => {
    const { stdout } = await safeguard(["explain", "164.310(a)(1)"]);
    expect(stdout).toMatch(
      /the organisation has to show:\n {2}Policies and procedures that limit physical access/,
    );
  });

  it("a control of NIST SP 800-53, through the HIPAA controls that it belongs to", async () => {
    const { code, stdout } = await safeguard(["explain", "SC-13", "--framework", "nist-800-53r5"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^SC-13\nCryptographic Protection\n/);
    expect(stdout).toMatch(
      /sqs\/encryption-at-rest \(primary\): Through 164\.312\(a\)\(2\)\(iv\) Encryption and decryption: /,
    );
  });

  it("a resource: every verdict, its evidence, and the way along the references", async () => {
    const address = 'module.queue["invoices"].aws_sqs_queue.this';
    const plan = fixture("plans/webshop.json");
    const { code, stdout } = await safeguard(["explain", address, plan, "--source", fixture("hcl/webshop")]);
    expect(code).toBe(0);
    expect(stdout.startsWith(`${address}\ncreate, `)).toBe(true);
    for (const part of [
      "FAIL  low  Somebody is told when messages wait too long  (sqs/oldest-message-alarm)\n  - expected an alarm on",
      "  + kms_master_key_id: known after apply, as expected a KMS key\n      Refers to aws_kms_key.shop.\n      kms_master_key_id -> var.kms_key_arn -> aws_kms_key.shop",
      "Judged by minimum_days = 4 (default).",
      "Not judged by:\n  sqs/dead-letter-access: It is not a dead-letter queue.",
      'Refers to:\n  kms_master_key_id -> var.kms_key_arn -> aws_kms_key.shop\n  redrive_policy.deadLetterTargetArn -> module.dead_letters.arn -> module.queue["invoices"].module.dead_letters.aws_sqs_queue.this',
      'Is referred to by:\n  aws_cloudwatch_event_target.queues["invoices"] (arn)',
    ]) {
      expect(stdout).toContain(part);
    }
    expect(stdout.indexOf("FAIL  ")).toBeLessThan(stdout.indexOf("PASS  "));
    const one = await safeguard(["explain", address, plan, "--policy", "sqs/tls-only"]);
    expect(one.stdout.match(/^(PASS|FAIL|UNKNOWN) /gm)).toHaveLength(1);
  });

  it("a resource, in the inputs of the configuration where none is named", async () => {
    const cwd = mkdtempSync(join(tmpdir(), "safeguard-explain-"));
    const plan = fixture("plans/webshop.json");
    writeFileSync(join(cwd, "safeguard.config.yaml"), `inputs: [${JSON.stringify(plan)}]\n`);
    const address = 'module.queue["invoices"].aws_sqs_queue.this';
    const { code, stdout } = await safeguard(["explain", address], { cwd });
    expect(code).toBe(0);
    expect(stdout.startsWith(`${address}\ncreate`)).toBe(true);
  });

  it("a resource that is not there is refused", async () => {
    const { code, stderr } = await safeguard(["explain", "aws_sqs_queue.none", GOOD]);
    expect(code).toBe(2);
    expect(stderr).toMatch(SENTENCES);
    expect(stderr).toContain("There is no resource aws_sqs_queue.none");
  });

  it("what is neither is refused", async () => {
    const { code, stderr } = await safeguard(["explain", "sqs/tls"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Error: sqs\/tls is neither a policy nor a control[.;]/);
  });
});

describe("safeguard inventory", () => {
  it("prints the inventory as JSON", async () => {
    const { code, stdout, stderr } = await safeguard(["inventory", GOOD]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const inventory = JSON.parse(stdout) as Inventory;
    expect(inventory).toMatchObject({ schema: "safeguard.inventory/v1", source: { kind: "terraform-plan" } });
    expect(Object.keys(inventory.resources)).toContain("aws_sqs_queue");
  });

  it("--address prints one resource, and suggests one where it does not exist", async () => {
    const seed = fixture("plans/seed-sqs.json");
    const address = 'module.sqs.aws_sqs_queue.main["orders"]';
    const { stdout } = await safeguard(["inventory", seed, "--address", address]);
    expect(JSON.parse(stdout) as Resource).toMatchObject({ address, type: "aws_sqs_queue" });
    const wrong = await safeguard(["inventory", seed, "--address", 'module.sqs.aws_sqs_queue.main["order"]']);
    expect(wrong).toMatchObject({ code: 2, stdout: "" });
    expect(wrong.stderr).toContain(`did you mean ${address}?`);
  });

  it("of a document that cannot be read is refused", async () => {
    const { code, stdout, stderr } = await safeguard(["inventory", "missing.json"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(SENTENCES);
  });
});
