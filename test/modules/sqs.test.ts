import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidPropError, type QueueProps, Sqs, type SqsProps } from "../../modules/sqs/index.js";

type Arguments = Record<string, unknown>;
interface Synthesized {
  resource: Record<string, Record<string, Arguments>>;
  data: Record<string, Record<string, Arguments>>;
  output: Record<string, { value: Record<string, string>; description: string }>;
}

const ROLE = "arn:aws:iam::123456789012:role/workers";
const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";
const base: SqsProps = {
  project: "orion",
  environment: "production",
  accountId: "123456789012",
  allowedPrincipalArns: [ROLE],
  alarmSnsTopicArns: [TOPIC],
  queues: { orders: {}, audit: { enableDlq: false }, claims: { fifo: true } },
};

function synthesize(props: SqsProps): string {
  const stack = new TerraformStack(Testing.app(), "queues");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new Sqs(stack, "sqs", props);
  return Testing.synth(stack);
}

function made(change: Partial<SqsProps> = {}): Synthesized {
  return JSON.parse(synthesize({ ...base, ...change }));
}

function all(stack: Synthesized, type: string): Arguments[] {
  return Object.values({ ...stack.resource, ...stack.data }[type] ?? {});
}

function named(stack: Synthesized, type: string, name: string): Arguments {
  const key = type === "aws_cloudwatch_metric_alarm" ? "alarm_name" : "name";
  const found = all(stack, type).find((resource) => resource[key] === name);
  if (!found) throw new Error(`no ${type} named ${name}`);
  return found;
}

const queue = (stack: Synthesized, name: string) => named(stack, "aws_sqs_queue", name);
const alarm = (stack: Synthesized, name: string) => named(stack, "aws_cloudwatch_metric_alarm", name);

describe("queues", () => {
  const stack = made();

  it("makes a queue per key and a dead-letter queue per queue that wants one", () => {
    expect(all(stack, "aws_sqs_queue").map((each) => each.name)).toEqual(
      expect.arrayContaining([
        "orion-production-orders",
        "orion-production-orders-dlq",
        "orion-production-audit",
        "orion-production-claims.fifo",
        "orion-production-claims-dlq.fifo",
      ]),
    );
    expect(all(stack, "aws_sqs_queue")).toHaveLength(5);
  });

  it("hands every setting of a queue on", () => {
    const settings: QueueProps = {
      visibilityTimeout: 120,
      retentionSeconds: 86_400,
      maxMessageSize: 65_536,
      delaySeconds: 10,
      receiveWaitTime: 5,
      maxReceiveCount: 3,
    };
    expect(queue(made({ queues: { orders: settings } }), "orion-production-orders")).toMatchObject({
      visibility_timeout_seconds: 120,
      message_retention_seconds: 86_400,
      max_message_size: 65_536,
      delay_seconds: 10,
      receive_wait_time_seconds: 5,
      redrive_policy: expect.stringContaining('"maxReceiveCount" = 3'),
    });
  });

  it("wires the dead-letter queue by reference, in both directions", () => {
    expect(queue(stack, "orion-production-orders").redrive_policy).toMatch(
      /^\$\{jsonencode\(\{"deadLetterTargetArn" = aws_sqs_queue\.sqs_queue-orders_dlq_\w+\.arn,/,
    );
    expect(queue(stack, "orion-production-audit").redrive_policy).toBeUndefined();
    const allowed = all(stack, "aws_sqs_queue_redrive_allow_policy").map((each) => each.redrive_allow_policy);
    expect(allowed).toHaveLength(2);
    expect(allowed.join()).toMatch(
      /byQueue.*"sourceQueueArns" = \[aws_sqs_queue\.sqs_queue-\w+_main_\w+\.arn\]/,
    );
  });

  it("keeps dead letters for 14 days", () => {
    expect(queue(stack, "orion-production-orders-dlq").message_retention_seconds).toBe(14 * 24 * 60 * 60);
  });

  it("names and makes both queues FIFO", () => {
    const fifo = { claims: { fifo: true, contentBasedDeduplication: true, highThroughput: true } };
    const claims = made({ queues: fifo });
    expect(queue(claims, "orion-production-claims.fifo")).toMatchObject({
      fifo_queue: true,
      content_based_deduplication: true,
      deduplication_scope: "messageGroup",
      fifo_throughput_limit: "perMessageGroupId",
    });
    expect(queue(claims, "orion-production-claims-dlq.fifo").fifo_queue).toBe(true);
  });

  it("tags every resource that can be tagged", () => {
    const tagged = made({ owner: "platform", dataClassification: "PHI", tags: { CostCenter: "42" } });
    for (const type of ["aws_sqs_queue", "aws_cloudwatch_metric_alarm", "aws_kms_key"]) {
      for (const resource of all(tagged, type)) {
        expect(resource.tags).toMatchObject({
          Project: "orion",
          Environment: "production",
          ManagedBy: "terraform",
          Owner: "platform",
          DataClassification: "PHI",
          CostCenter: "42",
        });
      }
    }
    expect(queue(tagged, "orion-production-orders").tags).toMatchObject({ Type: "Standard" });
    expect(queue(tagged, "orion-production-claims.fifo").tags).toMatchObject({ Type: "FIFO" });
    expect(queue(tagged, "orion-production-orders-dlq").tags).toMatchObject({
      Name: "orion-production-orders-dlq",
      Type: "DeadLetterQueue",
      MainQueue: "orders",
    });
  });
});

describe("encryption", () => {
  it("makes a key of its own that rotates and can be rescued for 30 days", () => {
    const stack = made();
    expect(all(stack, "aws_kms_key")).toEqual([
      expect.objectContaining({ enable_key_rotation: true, deletion_window_in_days: 30 }),
    ]);
    for (const each of all(stack, "aws_sqs_queue")) {
      expect(each.kms_master_key_id).toMatch(/^\$\{aws_kms_key\./);
      expect(each.kms_data_key_reuse_period_seconds).toBe(300);
    }
  });

  it("lets the roles use the key through SQS only, and the producers' services for this account only", () => {
    const producers = [{ service: "sns.amazonaws.com", sourceArns: [TOPIC] }];
    const stack = made({ queues: { orders: { producers } } });
    const statements = statementsOf(stack, "sqs_encryption_policy");
    expect(statements.map((statement) => statement.sid)).toEqual([
      "AdministerThroughIam",
      "UseThroughService",
      "UseByServices",
    ]);
    expect(statements[1]).toMatchObject({
      principals: [{ type: "AWS", identifiers: [ROLE] }],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      condition: [{ variable: "kms:ViaService" }],
    });
    expect(statements[2]).toMatchObject({
      principals: [{ type: "Service", identifiers: ["sns.amazonaws.com"] }],
      condition: [{ variable: "aws:SourceAccount", values: ["123456789012"] }],
    });
  });

  it("uses the key it is given and makes none", () => {
    const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/0b1c2d3e";
    const stack = made({ kmsKeyArn });
    expect(all(stack, "aws_kms_key")).toEqual([]);
    expect(queue(stack, "orion-production-orders").kms_master_key_id).toBe(kmsKeyArn);
  });

  it("encrypts dead letters as their source: with the keys of SQS only where the source has them", () => {
    const stack = made({ queues: { orders: { useSqsManagedSse: true }, claims: {} } });
    for (const name of ["orion-production-orders", "orion-production-orders-dlq"]) {
      expect(queue(stack, name).sqs_managed_sse_enabled).toBe(true);
      expect(queue(stack, name).kms_master_key_id).toBeUndefined();
    }
    expect(queue(stack, "orion-production-claims-dlq").kms_master_key_id).toBeDefined();
  });

  it("makes no key that no queue uses", () => {
    const stack = made({ queues: { orders: { useSqsManagedSse: true } } });
    expect(all(stack, "aws_kms_key")).toEqual([]);
  });
});

describe("queue policies", () => {
  it("denies plain HTTP to everyone on every queue", () => {
    const stack = made();
    expect(all(stack, "aws_sqs_queue_policy")).toHaveLength(5);
    for (const policy of all(stack, "aws_sqs_queue_policy")) {
      const [, id] = /data\.aws_iam_policy_document\.([\w-]+)\.json/.exec(String(policy.policy)) ?? [];
      expect(statementsOf(stack, String(id))).toContainEqual(
        expect.objectContaining({
          effect: "Deny",
          actions: ["sqs:*"],
          principals: [{ type: "*", identifiers: ["*"] }],
          condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        }),
      );
    }
  });

  it("allows the roles what a producer and a consumer need", () => {
    expect(statementsOf(made(), "sqs_queue-orders_policies_main")[0]).toMatchObject({
      sid: "AllowEKSAccess",
      principals: [{ type: "AWS", identifiers: [ROLE] }],
      actions: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    });
  });

  it("allows operators to move dead letters back, and nobody else anything", () => {
    const operator = "arn:aws:iam::123456789012:role/on-call";
    const stack = made({ operatorPrincipalArns: [operator], allowedPrincipalArns: [] });
    expect(statementsOf(stack, "sqs_queue-orders_policies_main")).toHaveLength(1);
    expect(statementsOf(stack, "sqs_queue-orders_policies_dlq")[0]).toMatchObject({
      principals: [{ type: "AWS", identifiers: [operator] }],
      actions: expect.arrayContaining(["sqs:StartMessageMoveTask"]),
    });
  });

  it("lets a service send for the named resources only", () => {
    const producers = [
      { service: "events.amazonaws.com", sourceArns: ["arn:aws:events:us-east-1:1:rule/a"] },
    ];
    const stack = made({ queues: { orders: { producers } } });
    expect(statementsOf(stack, "sqs_queue-orders_policies_main")).toContainEqual(
      expect.objectContaining({
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
        actions: ["sqs:SendMessage"],
        condition: [
          { test: "ArnEquals", variable: "aws:SourceArn", values: ["arn:aws:events:us-east-1:1:rule/a"] },
        ],
      }),
    );
  });
});

describe("alarms", () => {
  const stack = made({
    queues: { orders: { depthThreshold: 500, ageThreshold: 900 }, audit: { enableDlq: false } },
  });

  it("watches depth and age of each queue and the dead letters of those that have any", () => {
    expect(all(stack, "aws_cloudwatch_metric_alarm").map((each) => each.alarm_name)).toEqual([
      "orion-production-audit-age",
      "orion-production-audit-depth",
      "orion-production-orders-age",
      "orion-production-orders-depth",
      "orion-production-orders-dlq-messages",
    ]);
  });

  it("calls when a queue is deep for a quarter of an hour", () => {
    expect(alarm(stack, "orion-production-orders-depth")).toMatchObject({
      namespace: "AWS/SQS",
      metric_name: "ApproximateNumberOfMessagesVisible",
      statistic: "Average",
      comparison_operator: "GreaterThanThreshold",
      threshold: 500,
      period: 300,
      evaluation_periods: 3,
      alarm_description: "Queue orders depth is high",
      dimensions: {
        QueueName: expect.stringMatching(/^\$\{aws_sqs_queue\.sqs_queue-orders_main_\w+\.name\}$/),
      },
    });
  });

  it("calls when a message waits too long", () => {
    expect(alarm(stack, "orion-production-orders-age")).toMatchObject({
      metric_name: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      threshold: 900,
    });
  });

  it("calls at the first dead letter", () => {
    expect(alarm(stack, "orion-production-orders-dlq-messages")).toMatchObject({
      metric_name: "ApproximateNumberOfMessagesVisible",
      statistic: "Sum",
      comparison_operator: "GreaterThanThreshold",
      threshold: 0,
      period: 60,
      evaluation_periods: 1,
      dimensions: { QueueName: expect.stringMatching(/sqs_queue-orders_dlq_\w+\.name/) },
    });
  });

  it("tells every topic", () => {
    const topics = [TOPIC, `${TOPIC}-pager`];
    for (const each of all(made({ alarmSnsTopicArns: topics }), "aws_cloudwatch_metric_alarm")) {
      expect(each).toMatchObject({ alarm_actions: topics, ok_actions: topics });
      expect(each.actions_enabled).not.toBe(false);
    }
  });
});

describe("outputs", () => {
  it("gives URLs and ARNs by key", () => {
    const { output } = made();
    expect(Object.keys(output)).toEqual(["dlq_arns", "queue_arns", "queue_urls"]);
    expect(Object.keys(output.queue_urls?.value ?? {})).toEqual(["audit", "claims", "orders"]);
    expect(Object.keys(output.dlq_arns?.value ?? {})).toEqual(["claims", "orders"]);
    expect(output.queue_arns?.value.orders).toMatch(/^\$\{aws_sqs_queue\..*\.arn\}$/);
  });

  it("can be told apart when a stack holds two instances", () => {
    const stack = new TerraformStack(Testing.app(), "queues");
    new Sqs(stack, "one", base);
    new Sqs(stack, "two", { ...base, project: "vega", outputPrefix: "vega_" });
    expect(Object.keys(JSON.parse(Testing.synth(stack)).output)).toContain("vega_queue_urls");
  });
});

describe("bad props", () => {
  const one = (orders: QueueProps) => ({ queues: { orders } });
  it.each<[string, Partial<SqsProps>, string]>([
    [
      "visibilityTimeout",
      one({ visibilityTimeout: 43_201 }),
      "queues.orders.visibilityTimeout is 43201; expected a whole number from 0 to 43200 seconds.",
    ],
    [
      "retentionSeconds",
      one({ retentionSeconds: 59 }),
      "queues.orders.retentionSeconds is 59; expected a whole number from 60 to 1209600 seconds.",
    ],
    [
      "maxMessageSize",
      one({ maxMessageSize: 1023 }),
      "queues.orders.maxMessageSize is 1023; expected a whole number from 1024 to 262144 bytes.",
    ],
    [
      "delaySeconds",
      one({ delaySeconds: 901 }),
      "queues.orders.delaySeconds is 901; expected a whole number from 0 to 900 seconds.",
    ],
    [
      "receiveWaitTime",
      one({ receiveWaitTime: 1.5 }),
      "queues.orders.receiveWaitTime is 1.5; expected a whole number from 0 to 20 seconds.",
    ],
    [
      "maxReceiveCount",
      one({ maxReceiveCount: 0 }),
      "queues.orders.maxReceiveCount is 0; expected a whole number from 1 to 1000.",
    ],
    [
      "depthThreshold",
      one({ depthThreshold: 0 }),
      "queues.orders.depthThreshold is 0; expected a whole number from 1 to 120000 messages.",
    ],
    [
      "ageThreshold",
      one({ ageThreshold: 1 }),
      "queues.orders.ageThreshold is 1; expected a whole number from 60 to 1209600 seconds.",
    ],
    [
      "deduplication without FIFO",
      one({ contentBasedDeduplication: true }),
      "queues.orders.contentBasedDeduplication is true; expected false, or fifo: true beside it.",
    ],
    ["no queues", { queues: {} }, "queues is []; expected at least one queue."],
    [
      "a key with a dot",
      { queues: { "a.fifo": {} } },
      'queues.a.fifo is "a.fifo"; expected a key of 1-40 letters, digits, hyphens and underscores (`.fifo` is added to the name).',
    ],
    [
      "two queues of one name",
      { queues: { a: {}, "a-dlq": {} } },
      'queues.a-dlq is "a-dlq"; expected another key: this one would take the name of a dead-letter queue.',
    ],
    [
      "a name that is too long",
      { project: "p".repeat(20), environment: "e".repeat(20), queues: { ["k".repeat(40)]: {} } },
      "-dlq is longer than 80 characters.",
    ],
    [
      "a producer that is no service",
      one({ producers: [{ service: "*", sourceArns: [TOPIC] }] }),
      'queues.orders.producers is "*"; expected a service such as sns.amazonaws.com.',
    ],
    [
      "a producer for anything",
      one({ producers: [{ service: "sns.amazonaws.com", sourceArns: [] }] }),
      "queues.orders.producers.sourceArns is []; expected at least one ARN.",
    ],
    ["nobody to alarm", { alarmSnsTopicArns: [] }, "alarmSnsTopicArns is []; expected at least one topic."],
    [
      "no topic",
      { alarmSnsTopicArns: ["oncall@example.com"] },
      'alarmSnsTopicArns is "oncall@example.com"; expected an ARN (arn:aws:sns:…) or a reference to one.',
    ],
    [
      "everyone",
      { allowedPrincipalArns: ["*"] },
      'allowedPrincipalArns is "*"; expected an ARN (arn:aws:iam::…:role/…) or a reference to one.',
    ],
    [
      "the key of AWS",
      { kmsKeyArn: "alias/aws/sqs" },
      'kmsKeyArn is "alias/aws/sqs"; expected an ARN (arn:aws:kms:…:key/…) or a reference to one.',
    ],
    [
      "key reuse",
      { kmsDataKeyReusePeriodSeconds: 59 },
      "kmsDataKeyReusePeriodSeconds is 59; expected a whole number from 60 to 86400 seconds.",
    ],
    ["account", { accountId: "1234" }, 'accountId is "1234"; expected an AWS account number of 12 digits.'],
    [
      "project",
      { project: "Orion" },
      'project is "Orion"; expected 1-20 lower-case letters, digits and hyphens, starting with a letter.',
    ],
    [
      "environment",
      { environment: "" },
      'environment is ""; expected 1-20 lower-case letters, digits and hyphens, starting with a letter.',
    ],
  ])("refuses %s", (_, change, message) => {
    expect(() => made(change)).toThrow(InvalidPropError);
    expect(() => made(change)).toThrow(message);
  });

  it("says so when a required prop is missing", () => {
    const { project: _, ...rest } = base;
    expect(() => synthesize(rest as SqsProps)).toThrow("project is missing; expected");
  });
});

describe("order", () => {
  it("of the queues changes nothing", () => {
    const queues: Record<string, QueueProps> = {
      orders: {},
      audit: { enableDlq: false },
      claims: { fifo: true },
      "lab-results": { useSqsManagedSse: true },
    };
    const expected = synthesize({ ...base, queues });
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.keys(queues), { minLength: 4 }), (keys) => {
        const shuffled = Object.fromEntries(keys.map((key) => [key, queues[key] ?? {}]));
        expect(synthesize({ ...base, queues: shuffled })).toBe(expected);
      }),
      { numRuns: 24 },
    );
  });

  it("of the roles and topics changes nothing", () => {
    const roles = [ROLE, `${ROLE}-b`, `${ROLE}-a`];
    const topics = [TOPIC, `${TOPIC}-b`];
    expect(synthesize({ ...base, allowedPrincipalArns: roles, alarmSnsTopicArns: topics })).toBe(
      synthesize({
        ...base,
        allowedPrincipalArns: [...roles].reverse(),
        alarmSnsTopicArns: [...topics].reverse(),
      }),
    );
  });

  it("and number of the queues leaves the others as they are", () => {
    const before = made({ queues: { orders: {} } }).resource.aws_sqs_queue ?? {};
    const after = made({ queues: { audit: {}, orders: {} } }).resource.aws_sqs_queue ?? {};
    expect(after).toMatchObject(before);
  });
});

function statementsOf(stack: Synthesized, id: string): Arguments[] {
  const found = Object.entries(stack.data.aws_iam_policy_document ?? {}).find(([key]) => key.startsWith(id));
  if (!found) throw new Error(`no policy document ${id}`);
  return found[1].statement as Arguments[];
}
