import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { baselineOf, writeBaseline } from "../../src/check/baseline.js";
import { type CheckOptions, check } from "../../src/check/check.js";
import { makeEvidence } from "../../src/check/evidence.js";
import { explainAddress } from "../../src/check/explain-address.js";
import { textOf } from "../../src/evidence/digest.js";
import type { Json, JsonObject } from "../../src/input/plan.js";
import { formats } from "../../src/report/formats.js";
import type { Report } from "../../src/report/report.js";
import { around, inFixtures } from "../check/support.js";
import { safeguard } from "../commands/support.js";
import { OPA, policyText, withoutOpa } from "../rego/support.js";

/** Place → a text that stands nowhere else. `+` is written in another way in a URL. */
const canaries = new Map<string, string>();

function canary(place: string): string {
  const text = `Cnry+${canaries.size}+q7Zx`;
  canaries.set(place, text);
  return text;
}

/** The canary as itself, in a URL, and in base64 wherever in a longer text it begins. */
function forms(text: string): string[] {
  const shifted = [0, 1, 2].map((blanks) => {
    const encoded = Buffer.from(" ".repeat(blanks) + text).toString("base64");
    return encoded.slice(blanks === 0 ? 0 : 4, -4);
  });
  return [text, encodeURIComponent(text), ...shifted];
}

/** The places whose canary stands in a text. */
function singing(text: string): string[] {
  return [...canaries].flatMap(([place, secret]) =>
    forms(secret).some((form) => text.includes(form)) ? [place] : [],
  );
}

const base64 = (text: string) => Buffer.from(text).toString("base64");
const AWS = "registry.terraform.io/hashicorp/aws";

interface Planted {
  readonly type: string;
  readonly name: string;
  readonly after: JsonObject;
  readonly sensitive?: Json;
  readonly unknown?: Json;
  /** The body of its block in the configuration. */
  readonly written: string;
}

/** Resources that hold secrets in every place that one may stand in. */
function resources(): Planted[] {
  const container = (kind: string) => ({
    name: "app",
    image: "app:1",
    command: ["serve", `--db-url=postgres://app:${canary(`${kind}: URL in a command`)}@db/x`],
    environment: [
      { name: "GREETING", value: canary(`${kind}: harmless variable`) },
      { name: "DB_PASSWORD", value: canary(`${kind}: variable named as a secret`) },
    ],
    logConfiguration: {
      logDriver: "splunk",
      options: { "splunk-token": canary(`${kind}: option of a log driver`) },
    },
  });
  return [
    {
      type: "aws_instance",
      name: "plain",
      after: {
        ami: "ami-1",
        instance_type: "t3.micro",
        user_data: `#!/bin/sh\necho ${canary("user data")}\n`,
      },
      written: `user_data = "#!/bin/sh\\necho ${canary("user data in the source")}\\n"`,
    },
    {
      type: "aws_instance",
      name: "encoded",
      after: { user_data_base64: base64(`#!/bin/sh\necho ${canary("user data in base64")}\n`) },
      written: `user_data_base64 = base64encode("${canary("user data to be encoded")}")`,
    },
    {
      type: "aws_launch_template",
      name: "json",
      after: { user_data: JSON.stringify({ ignition: { files: [canary("user data as JSON")] } }) },
      written: "",
    },
    {
      type: "aws_launch_template",
      name: "later",
      after: {},
      unknown: { user_data: true },
      written: `user_data = jsonencode({ files = ["${canary("user data as JSON in the source")}", aws_instance.plain.id] })`,
    },
    {
      type: "aws_lambda_function",
      name: "known",
      after: {
        function_name: "known",
        description: `uses redis://:${canary("URL without a user")}@cache:6379`,
        environment: [
          {
            variables: {
              GREETING: canary("variable of a function"),
              ENCODED: base64(`a text that is long enough, with ${canary("variable in base64")} in it`),
              API_TOKEN: canary("token of a function"),
            },
          },
        ],
      },
      written: `environment {\n variables = {\n GREETING = "${canary("variable of a function in the source")}"\n }\n }`,
    },
    {
      type: "aws_lambda_function",
      name: "unknown",
      after: { function_name: "unknown", environment: [{}] },
      unknown: { environment: [{ variables: true }] },
      written: `environment {\n variables = {\n GREETING = "${canary("variable beside an unknown one")}"\n SECRET = var.sensitive\n PLAIN = var.plain_password\n LOCAL = local.secret\n HOST = aws_instance.plain.private_ip\n }\n }`,
    },
    {
      type: "aws_ecs_task_definition",
      name: "containers",
      after: { family: "app", container_definitions: JSON.stringify([container("containers")]) },
      written: "",
    },
    {
      type: "aws_batch_job_definition",
      name: "job",
      after: {
        name: "job",
        type: "container",
        container_properties: JSON.stringify({
          image: "job:1",
          environment: [{ name: "GREETING", value: canary("variable of a job") }],
        }),
      },
      written: "",
    },
    {
      type: "aws_codebuild_project",
      name: "build",
      after: {
        name: "build",
        environment: [
          {
            type: "LINUX_CONTAINER",
            environment_variable: [
              { name: "GREETING", type: "PLAINTEXT", value: canary("variable of a build") },
            ],
          },
        ],
      },
      written: "",
    },
    {
      type: "aws_elastic_beanstalk_environment",
      name: "beanstalk",
      after: {
        name: "beanstalk",
        setting: [
          {
            namespace: "aws:elasticbeanstalk:application:environment",
            name: "GREETING",
            value: canary("setting of an environment"),
          },
        ],
      },
      written: "",
    },
    {
      type: "aws_amplify_app",
      name: "app",
      after: { name: "app", environment_variables: { GREETING: canary("variable of an app") } },
      written: "",
    },
    {
      type: "aws_scheduler_schedule",
      name: "run",
      after: {
        target: [
          {
            arn: "arn:aws:ecs:us-east-1:123456789012:cluster/a",
            input: JSON.stringify({
              containerOverrides: [
                { environment: [{ name: "GREETING", value: canary("variable of an override") }] },
              ],
            }),
          },
        ],
      },
      written: "",
    },
    {
      type: "aws_cloudwatch_event_target",
      name: "input",
      after: {
        rule: "r",
        arn: "arn:aws:sqs:us-east-1:123456789012:q",
        input: JSON.stringify({
          password: canary("password in an input"),
          nested: { apiKey: canary("key in an input") },
        }),
      },
      written: "",
    },
    {
      type: "aws_sns_topic_subscription",
      name: "hook",
      after: {
        protocol: "https",
        topic_arn: "arn:aws:sns:us-east-1:123456789012:t",
        endpoint: `https://hooks.example.org/in?channel=1&token=${canary("token in a query")}`,
      },
      written: "",
    },
    {
      type: "aws_elasticache_replication_group",
      name: "marked",
      after: {
        replication_group_id: "marked",
        auth_token: canary("marked as sensitive"),
        description: "sessions",
      },
      sensitive: { auth_token: true },
      written: "auth_token = var.sensitive",
    },
    {
      type: "aws_mq_broker",
      name: "broker",
      after: {
        broker_name: "b",
        user: [{ username: "u", password: canary("sensitive in the provider's schema") }],
      },
      written: "",
    },
    {
      type: "aws_ssm_parameter",
      name: "parameter",
      after: { name: "p", type: "SecureString", value: canary("value of a parameter") },
      sensitive: { value: true },
      written: "",
    },
    {
      type: "aws_sqs_queue",
      name: "tagged",
      after: {
        name: "tagged",
        tags: {
          DbPassword: canary("tag named as a secret"),
          Url: `amqps://app:${canary("URL in a tag")}@broker:5671`,
          Encoded: encodeURIComponent(`amqps://app:${canary("encoded URL in a tag")}@broker:5671`),
          Short: base64(`a://b:${canary("short base64 in a tag")}@h`),
          Connection: `Server=db;User Id=app;Password=${canary("connection string")};`,
          Azure: `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${canary("account key")}`,
          Libpq: `host=db user=app password=${canary("libpq string")}`,
          Jdbc: `jdbc:postgresql://db/x?user=app&password=${canary("JDBC URL")}`,
          Json: JSON.stringify({ client_secret: canary("JSON in a tag") }),
        },
      },
      written: "",
    },
  ];
}

type Loose = { [key: string]: Loose } & Loose[] & JsonObject;

/** A real plan with all of these, and secrets wherever else a plan has room for one. */
function plantedPlan(): { plan: Loose; source: string; addresses: string[] } {
  const plan = JSON.parse(readFileSync(inFixtures("plans/webshop.json"), "utf8")) as Loose;
  const planted = resources();
  const sensitive = canary("sensitive variable");
  const plain = canary("variable named as a secret");
  const set = (at: unknown, values: unknown) => Object.assign(at as object, values);
  set(plan.variables, {
    smtp_password: { value: canary("variable of the fixture") },
    sensitive: { value: sensitive },
    plain_password: { value: plain },
  });
  const root = plan.configuration?.root_module as Loose;
  set(root.variables, {
    sensitive: { sensitive: true, default: canary("default of a sensitive variable") },
    plain_password: { default: canary("default of a variable") },
  });
  set(plan.configuration?.provider_config?.aws?.expressions, {
    secret_key: { constant_value: canary("configuration of a provider") },
    token: { constant_value: canary("token of a provider") },
  });
  plan.output_changes = {
    secret: {
      actions: ["create"],
      before: null,
      after: canary("output"),
      after_unknown: false,
      after_sensitive: true,
    },
    open: {
      actions: ["create"],
      before: canary("output before"),
      after: canary("open output"),
      after_unknown: false,
    },
  } as unknown as Loose;
  root.outputs = {
    secret: { sensitive: true, expression: { constant_value: canary("output's expression") } },
  } as unknown as Loose;
  const state: unknown[] = [];
  for (const { type, name, after, sensitive: marks = {}, unknown = {} } of planted) {
    const address = `${type}.${name}`;
    const before = { ...after, arn: canary(`before of ${address}`) };
    (plan.resource_changes as unknown[]).push({
      address,
      mode: "managed",
      type,
      name,
      provider_name: AWS,
      change: {
        actions: ["update"],
        before,
        after,
        after_unknown: unknown,
        before_sensitive: marks,
        after_sensitive: marks,
      },
    });
    state.push({
      address,
      mode: "managed",
      type,
      name,
      provider_name: AWS,
      schema_version: 0,
      values: before,
      sensitive_values: marks,
    });
    (root.resources as unknown[]).push({
      address,
      mode: "managed",
      type,
      name,
      provider_config_key: "aws",
      expressions: {
        description: { constant_value: `redis://u:${canary(`constant of ${address}`)}@h` },
        password: { constant_value: canary(`constant password of ${address}`) },
        user_data: { constant_value: canary(`constant user data of ${address}`) },
      },
      schema_version: 0,
    });
  }
  plan.prior_state = {
    format_version: "1.0",
    terraform_version: "1.9.8",
    values: {
      root_module: { resources: state },
      outputs: { old: { value: canary("output of the state"), sensitive: true } },
    },
  } as unknown as Loose;
  (
    plan as object as { planned_values: { root_module: { resources: unknown[] } } }
  ).planned_values.root_module.resources.push(...state);
  const source = [
    `variable "sensitive" {\n  sensitive = true\n  default = "${canary("default in the source")}"\n}`,
    `variable "plain_password" {\n  default = "${canary("default of a variable in the source")}"\n}`,
    `locals {\n  secret = "${canary("local in the source")}"\n}`,
    ...planted.map(({ type, name, written }) => `resource "${type}" "${name}" {\n  ${written}\n}`),
  ].join("\n\n");
  return { plan, source, addresses: planted.map(({ type, name }) => `${type}.${name}`) };
}

const at = mkdtempSync(join(tmpdir(), "safeguard-canaries-"));
afterAll(() => rmSync(at, { recursive: true, force: true }));

const { plan, source, addresses } = plantedPlan();
cpSync(inFixtures("hcl/webshop"), join(at, "source"), { recursive: true });
writeFileSync(join(at, "source/canary.tf"), source);
writeFileSync(join(at, "plan.json"), JSON.stringify(plan));

const options = (from: string | null): CheckOptions => ({
  inputs: [join(at, "plan.json")],
  source: from,
  config: false,
  parameters: [],
  waivers: null,
  attestations: null,
  framework: "hipaa",
  gate: {},
  selection: { policies: [], services: [], controls: [] },
  changedOnly: false,
  assessedAt: "2026-11-21T00:00:00Z",
});

describe.each([
  ["a plan", null],
  ["a plan with its source", join(at, "source")],
])("of %s full of secrets, none comes out", (_, from) => {
  let report: Report;
  let files: ReadonlyMap<string, Uint8Array>;
  beforeAll(async () => {
    ({ report, files } = await makeEvidence(options(from), { key: null, previous: null }, around));
  });

  it("which was read, with its source where that is named, and judged", () => {
    expect(report.diagnostics.filter(({ level }) => level !== "note")).toEqual([]);
    const judged = new Set(report.findings.map(({ resource }) => resource.address));
    for (const address of ["aws_lambda_function.known", "aws_instance.plain", "aws_sqs_queue.tagged"])
      expect(judged).toContain(address);
  });

  it("in a file of a package of evidence", () => {
    for (const [file, bytes] of files) {
      if (file.endsWith(".wasm")) continue;
      expect(singing(textOf(bytes)), file).toEqual([]);
    }
  });

  it("and the inventory keeps the names of variables", () => {
    const inventory = textOf(files.get("inventory/1.json") ?? new Uint8Array());
    expect(inventory).toContain('"GREETING"');
    expect(inventory).toContain('"DB_PASSWORD"');
  });

  it.each(formats)("in $name", ({ render }) => {
    expect(singing(render(report))).toEqual([]);
    expect(singing(render(report, { verbose: true }))).toEqual([]);
  });

  it("in what explains a resource", async () => {
    for (const address of addresses)
      expect(singing(await explainAddress(address, options(from), around)), address).toEqual([]);
  });

  it("and credentials in clear text are found where programs are started", async () => {
    const { report: assessed } = await check(options(from), around);
    const failing = assessed.findings
      .filter(({ policy, verdict }) => policy === "secrets/no-plaintext" && verdict === "fail")
      .map(({ resource }) => resource.address);
    expect(failing).toContain("aws_lambda_function.known");
    expect(failing).toContain("aws_ecs_task_definition.containers");
  });
});

describe("of a project that uses everything, no secret comes out", () => {
  // What somebody writes beside a resource, other than to Safeguard, is their own.
  const reasons = canary("comment beside a waiver");
  const changed = join(at, "project");
  let report: Report;
  let files: ReadonlyMap<string, Uint8Array>;

  beforeAll(async () => {
    cpSync(join(at, "source"), join(changed, "infra"), { recursive: true });
    const main = join(changed, "infra/canary.tf");
    const waived = `# safeguard:waive sqs/* owner=ada until=2027-03-31 reason="The partner."\n`;
    writeFileSync(
      main,
      readFileSync(main, "utf8").replace(
        'resource "aws_sqs_queue" "tagged" {',
        (block) => `# ${reasons}\n\n${waived}${block}\n  # ${reasons}`,
      ),
    );
    writeFileSync(join(changed, "infra/plan.json"), JSON.stringify(plan));
    writeFileSync(
      join(changed, "safeguard.config.yaml"),
      `inputs: [infra/plan.json]
baseline: safeguard.baseline.json
exclude:
  - { policy: upstash/*, reason: Nothing of it here. }
severities: { "tagging/*": medium }
vendors:
  - { name: aws, agreement: AWS Artifact, since: 2024-02-01 }
${withoutOpa ? "" : "policies: [ours]\n"}`,
    );
    mkdirSync(join(changed, "ours/acme"), { recursive: true });
    // A policy of one's own that shows whatever it is given.
    const shows = `verdict[address] := check.one("fail", "values", resource.values, "nothing", []) if {
	some address, resource in input.resources[_]
	resource.mode == "managed"
	resource.type in {"aws_sqs_queue", "aws_lambda_function", "aws_instance", "aws_ssm_parameter", "aws_mq_broker"}
}`;
    const text = policyText({ id: "acme/shows", rule: shows }).replace(
      "[aws_sqs_queue]",
      "[aws_sqs_queue, aws_lambda_function, aws_instance, aws_ssm_parameter, aws_mq_broker]",
    );
    writeFileSync(join(changed, "ours/acme/shows.rego"), text);
    const told: CheckOptions = {
      ...options(null),
      inputs: [],
      config: "safeguard.config.yaml",
      ratchet: true,
    };
    const here = { ...around, cwd: changed, opa: OPA, cache: null };
    const made = await baselineOf(told, here);
    await writeBaseline(made.file, made.baseline, changed);
    ({ report, files } = await makeEvidence(told, { key: null, previous: null }, here));
  }, 120_000);

  it("though all of it counted", () => {
    const { findings, excluded, severityChanges } = report;
    expect([excluded.length > 0, severityChanges.length > 0]).toEqual([true, true]);
    expect(findings.some(({ waiver }) => waiver?.place !== undefined)).toBe(true);
    expect(findings.some(({ baseline }) => baseline === "known")).toBe(true);
    if (!withoutOpa) expect(findings.some(({ policy }) => policy === "acme/shows")).toBe(true);
  });

  it("in a file of its package of evidence, or in any format", () => {
    const names = [...files.keys()];
    expect(names).toEqual(
      expect.arrayContaining(["config/baseline.json", "config/inline-waivers.json", "config/run.json"]),
    );
    for (const [file, bytes] of files)
      if (!/\.(wasm|tar)$/.test(file)) expect(singing(textOf(bytes)), file).toEqual([]);
    for (const { name, render } of formats)
      expect([name, singing(render(report, { verbose: true }))]).toEqual([name, []]);
  });

  it("in what the commands print, with --debug too", async () => {
    for (const args of [
      ["check", "--ratchet", "--debug", "--verbose"],
      ["check", "--ratchet", "--format", "json", "--update-baseline", "--debug"],
      ["check", "--config", "infra/canary.tf", "--debug"],
      ["check", "--waivers", "infra/canary.tf", "--debug"],
      ["check", "--baseline", "infra/plan.json", "--debug"],
      ["check", "--attestations", "infra/canary.tf", "--debug"],
      ["check", "--framework", "infra/plan.json", "--debug"],
      ["check", "--policies", "infra/plan.json", "--debug"],
      ["verify", "infra", "--debug"],
      ["diff", "infra/plan.json", "infra/plan.json", "--debug"],
    ]) {
      const { stdout, stderr } = await safeguard(args, { cwd: changed, env: { OPA } });
      expect(`${stdout}${stderr}`, args.join(" ")).not.toBe("");
      expect(singing(stdout + stderr), args.join(" ")).toEqual([]);
    }
  }, 120_000);
});

describe("no error and no trace of one tells a secret", () => {
  const text = readFileSync(join(at, "plan.json"), "utf8");
  const middle = text.indexOf(canaries.get("marked as sensitive") ?? "") + 4;
  const last = text.lastIndexOf(canaries.get("variable of the fixture") ?? "");
  const broken: Record<string, string> = {
    "cut off within a secret": text.slice(0, middle),
    "damaged right after a secret": `${text.slice(0, last + 12)}\u0007${text.slice(last + 12)}`,
    "damaged right before a secret": `${text.slice(0, last - 1)}}${text.slice(last - 1)}`,
    "of another shape": text.replace(
      '"resource_changes":[',
      `"resource_changes":["${canaries.get("user data")}",`,
    ),
    "of another version": text.replace(/"format_version":"[^"]+"/, '"format_version":"9.0"'),
    errored: text.replace('"errored":false', '"errored":true'),
  };

  it.each(Object.entries(broken))("on a plan %s", async (name, content) => {
    expect(content).not.toBe(text);
    const file = join(at, `${name.replaceAll(" ", "-")}.json`);
    writeFileSync(file, content);
    const { code, stdout, stderr } = await safeguard(["check", file, "--debug"], { cwd: at });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Error: /);
    expect(singing(stdout + stderr)).toEqual([]);
  });

  it("on a source that cannot be read", async () => {
    cpSync(join(at, "source"), join(at, "damaged"), { recursive: true });
    writeFileSync(
      join(at, "damaged/canary.tf"),
      source.replace(/\}\n/, `}} "${canaries.get("local in the source")}" = = {\n`),
    );
    const { stdout, stderr } = await safeguard(
      ["check", "plan.json", "--source", "damaged", "--debug", "--format", "json"],
      { cwd: at },
    );
    expect(singing(stdout + stderr)).toEqual([]);
  });

  it("on an address that is not there, or in the inventory of one that is", async () => {
    const none = await safeguard(["explain", "aws_sqs_queue.taggedd", "plan.json", "--debug"], { cwd: at });
    expect(none.stderr).toContain("did you mean aws_sqs_queue.tagged?");
    expect(singing(none.stdout + none.stderr)).toEqual([]);
    for (const more of [[], ["--source", "source"], ["--address", "aws_lambda_function.known"]]) {
      const { code, stdout, stderr } = await safeguard(["inventory", "plan.json", ...more], { cwd: at });
      expect(code).toBe(0);
      expect(singing(stdout + stderr)).toEqual([]);
    }
  });
});

describe("the search for secrets", () => {
  it("finds a canary in every form", () => {
    expect(canaries.size).toBeGreaterThan(80);
    for (const [place, secret] of canaries) {
      for (const text of [
        secret,
        encodeURIComponent(secret),
        base64(secret),
        base64(`x${secret}`),
        base64(`xy${secret}z`),
      ])
        expect(singing(`before ${text} after`)).toContain(place);
    }
  });
});
