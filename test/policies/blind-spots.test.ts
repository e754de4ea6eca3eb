import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { check, type Finding } from "../../src/index.js";
import { around, inFixtures } from "../check/support.js";

// What checkers of this kind overlook. Each test changes a real plan in one thing and looks at what is found.

type Arguments = Record<string, unknown>;
interface Planned {
  readonly address: string;
  readonly change: { readonly after: Arguments; readonly after_unknown: Arguments };
}
interface PlanJson {
  readonly resource_changes: Planned[];
}

const KNOWN_AFTER_APPLY = Symbol("known after apply");

/** A plan of `fixtures/plans`, in which arguments of some resources have other values. */
function planOf(name: string, changes: Record<string, Arguments> = {}): PlanJson {
  const plan = JSON.parse(readFileSync(inFixtures(`plans/${name}.json`), "utf8")) as PlanJson;
  for (const [address, values] of Object.entries(changes)) {
    const { after, after_unknown } = changeOf(plan, address);
    for (const [argument, value] of Object.entries(values)) {
      delete after[argument];
      delete after_unknown[argument];
      if (value === KNOWN_AFTER_APPLY) after_unknown[argument] = true;
      else after[argument] = value;
    }
  }
  return plan;
}

function changeOf(plan: PlanJson, address: string): Planned["change"] {
  const planned = plan.resource_changes.find((resource) => resource.address === address);
  if (planned === undefined) throw new Error(`The plan has no ${address}.`);
  return planned.change;
}

/** What one policy finds on one resource of a plan that stands alone; undefined where it does not judge it. */
async function finding(plan: PlanJson, policy: string, address: string): Promise<Finding | undefined> {
  const { report, failures } = await check(
    {
      inputs: ["-"],
      source: null,
      config: null,
      parameters: [],
      framework: "hipaa",
      waivers: null,
      attestations: null,
      gate: {},
      selection: { policies: [policy], services: [], controls: [] },
      changedOnly: false,
      assessedAt: "2026-01-31T12:00:00Z",
    },
    { ...around, stdin: async () => new TextEncoder().encode(JSON.stringify(plan)) },
  );
  expect(failures).toEqual([]);
  return report.findings.find(({ resource }) => resource.address === address);
}

const verdict = async (plan: PlanJson, policy: string, address: string) =>
  (await finding(plan, policy, address))?.verdict;

describe("a cache", () => {
  const CACHE = "aws_elasticache_replication_group.sound";
  const authentication = (values: Arguments) =>
    verdict(planOf("elasticache", { [CACHE]: values }), "elasticache/authentication", CACHE);

  it("with a token and encryption in transit asks who is there", async () => {
    expect(await authentication({})).toBe("pass");
  });

  it("whose token is null does not, whatever is encrypted in transit", async () => {
    expect(await authentication({ auth_token: null, transit_encryption_enabled: true })).toBe("fail");
  });

  it("whose token is an empty string does not either", async () => {
    expect(await authentication({ auth_token: "" })).toBe("fail");
  });
});

describe("a queue that everyone may use", () => {
  const QUEUE = "aws_sqs_queue.legacy[0]";
  const OWNER = { AWS: "arn:aws:iam::111122223333:root" };
  const allow = (statement: object) => ({
    Effect: "Allow",
    Action: "sqs:SendMessage",
    Resource: "*",
    ...statement,
  });
  const narrow = allow({ Principal: OWNER });
  const text = (Statement: unknown) => JSON.stringify({ Version: "2012-10-17", Statement });
  const ownPolicy = (policy: unknown) =>
    verdict(planOf("webshop", { [QUEUE]: { policy } }), "sqs/no-public-access", QUEUE);

  const MAIN = "aws_sqs_queue.sqs_queue-orders_main_D4651A16";
  const SEPARATE = "aws_sqs_queue_policy.sqs_queue-orders_policies_main_2BA7A05F";
  const separatePolicy = (policy: unknown) =>
    verdict(planOf("sqs-broken-public", { [SEPARATE]: { policy } }), "sqs/no-public-access", MAIN);

  it("nobody knows whether, where the text of its policy is known after apply", async () => {
    expect(await ownPolicy(KNOWN_AFTER_APPLY)).toBe("unknown");
  });

  it("nobody knows whether, where the statements of a separate policy are known after apply", async () => {
    const data = "data.aws_iam_policy_document.sqs_queue-orders_policies_main-statements_783F772D";
    const plan = planOf("sqs-broken-public", { [data]: { statement: KNOWN_AFTER_APPLY } });
    expect(await verdict(plan, "sqs/no-public-access", MAIN)).toBe("unknown");
  });

  describe.each([
    ["in its own policy", ownPolicy],
    ["in a separate policy", separatePolicy],
  ])("%s", (_, judged) => {
    it.each([
      ["not by a policy that names its account", "pass", [narrow]],
      ["by the only statement, without a list", "fail", allow({ Principal: "*" })],
      ["by the second statement", "fail", [narrow, allow({ Principal: "*" })]],
      ["by one of several principals", "fail", [allow({ Principal: { AWS: ["111122223333", "*"] } })]],
      ['by {"AWS": "*"}', "fail", [allow({ Principal: { AWS: "*" } })]],
      ['by {"AWS": ["*"]}', "fail", [allow({ Principal: { AWS: ["*"] } })]],
      [
        "by what it leaves out of the actions",
        "fail",
        [{ Effect: "Allow", NotAction: "sqs:DeleteQueue", Resource: "*", Principal: "*" }],
      ],
      ["by what it leaves out of the principals", "fail", [allow({ NotPrincipal: OWNER })]],
      [
        "under a condition that holds for everyone",
        "fail",
        [allow({ Principal: "*", Condition: { StringLike: { "aws:PrincipalArn": "*" } } })],
      ],
      [
        "not under a condition that names an organization",
        "pass",
        [allow({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } })],
      ],
    ])("%s: %s", async (_, expected, statements) => {
      expect(await judged(text(statements))).toBe(expected);
    });
  });
});

describe("a security group", () => {
  const GROUP = "aws_security_group.open";
  const RULE = {
    cidr_blocks: [] as string[],
    description: "",
    from_port: 6379,
    ipv6_cidr_blocks: [] as string[],
    prefix_list_ids: [],
    protocol: "tcp",
    security_groups: [],
    self: false,
    to_port: 6379,
  };
  const dataPorts = (...ingress: object[]) =>
    verdict(planOf("elasticache", { [GROUP]: { ingress } }), "network/data-ports", GROUP);

  it.each([
    ["both halves of the internet in one rule", "fail", { cidr_blocks: ["0.0.0.0/1", "128.0.0.0/1"] }],
    ["both halves of the internet of IPv6", "fail", { ipv6_cidr_blocks: ["::/1", "8000::/1"] }],
    ["one half", "fail", { cidr_blocks: ["128.0.0.0/1"] }],
    ["a port in the middle of a range", "fail", { cidr_blocks: ["0.0.0.0/0"], from_port: 1, to_port: 65535 }],
    ["another port", "pass", { cidr_blocks: ["0.0.0.0/0"], from_port: 443, to_port: 443 }],
    ["a private network", "pass", { cidr_blocks: ["10.0.0.0/8"] }],
  ])("that lets in %s: %s", async (_, expected, rule) => {
    expect(await dataPorts({ ...RULE, ...rule })).toBe(expected);
  });

  it("that lets in each half of the internet by a rule of its own is open", async () => {
    const halves = ["0.0.0.0/1", "128.0.0.0/1"].map((cidr) => ({ ...RULE, cidr_blocks: [cidr] }));
    expect(await dataPorts(...halves)).toBe("fail");
  });
});

describe("an alarm", () => {
  const TOPIC = ["arn:aws:sns:us-east-1:111122223333:alarms"];
  const depthOf = (queue: string, alarm: string, values: Arguments) =>
    verdict(planOf("alarms", { [alarm]: values }), "sqs/queue-depth-alarm", `aws_sqs_queue.this["${queue}"]`);

  it("that acts counts", async () => {
    const alarm = "aws_cloudwatch_metric_alarm.good";
    expect(await depthOf("good", alarm, { alarm_actions: TOPIC })).toBe("pass");
  });

  it.each([null, []])("whose actions are enabled but are %j does not", async (alarm_actions) => {
    const alarm = "aws_cloudwatch_metric_alarm.no_actions";
    const values = { actions_enabled: true, alarm_actions };
    expect(await depthOf("no-actions", alarm, values)).toBe("fail");
    expect(await verdict(planOf("alarms", { [alarm]: values }), "cloudwatch/alarm-actions", alarm)).toBe(
      "fail",
    );
  });

  it("made of metric math counts", async () => {
    const alarm = "aws_cloudwatch_metric_alarm.by_metric_math";
    expect(await depthOf("by-metric-math", alarm, { alarm_actions: TOPIC })).toBe("pass");
  });

  it("counts by the action of a composite alarm above it, and not without it", async () => {
    const composite = "aws_cloudwatch_composite_alarm.queues";
    expect(await depthOf("by-composite", composite, { alarm_actions: TOPIC })).toBe("pass");
    expect(await depthOf("by-composite", composite, { alarm_actions: null })).toBe("fail");
  });
});

describe("a dead-letter queue", () => {
  const MAIN = "aws_sqs_queue.sqs_queue-orders_main_D4651A16";
  const DEAD_LETTERS = "aws_sqs_queue.sqs_queue-orders_dlq_9D1A4D38";
  const ALARM = "aws_cloudwatch_metric_alarm.sqs_queue-orders_alarms_dlq-messages_346926F3";
  const arn = "arn:aws:sqs:us-east-1:111122223333:orion-production-orders-dlq";
  const alarm_actions = ["arn:aws:sns:us-east-1:111122223333:alarms"];
  const planWith = (alarm: Arguments) =>
    planOf("sqs-broken-sse-sqs", {
      [MAIN]: { redrive_policy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 5 }) },
      [DEAD_LETTERS]: { arn },
      [ALARM]: { alarm_actions, ...alarm },
    });

  it("is not asked for a dead-letter queue of its own", async () => {
    expect(await verdict(planWith({}), "sqs/dead-letter-queue", MAIN)).toBe("pass");
    expect(await verdict(planWith({}), "sqs/dead-letter-queue", DEAD_LETTERS)).toBeUndefined();
  });

  it("is not watched by an alarm on the messages sent to it: a redrive sends none", async () => {
    expect(await verdict(planWith({}), "sqs/dead-letter-alarm", DEAD_LETTERS)).toBe("pass");
    const onSent = planWith({ metric_name: "NumberOfMessagesSent", statistic: "Sum" });
    const judged = await finding(onSent, "sqs/dead-letter-alarm", DEAD_LETTERS);
    expect(judged?.verdict).toBe("fail");
    expect(judged?.message).toMatch(/NumberOfMessagesSent/);
  });
});

describe("SSE-SQS", () => {
  const QUEUE = "aws_sqs_queue.legacy[0]";
  const encryption = (values: Arguments) =>
    verdict(planOf("webshop", { [QUEUE]: values }), "sqs/encryption-at-rest", QUEUE);

  it("counts as encryption, without any key", async () => {
    expect(await encryption({ sqs_managed_sse_enabled: true, kms_master_key_id: null })).toBe("pass");
    expect(await encryption({ sqs_managed_sse_enabled: false, kms_master_key_id: null })).toBe("fail");
  });
});
