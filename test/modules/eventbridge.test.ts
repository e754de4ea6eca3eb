import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EventBridge,
  type EventBridgeProps,
  type EventRuleProps,
  InvalidPropError,
} from "../../modules/eventbridge/index.js";
import { readPlan } from "../inventory/support.js";

type Arguments = Record<string, unknown>;
interface Synthesized {
  resource: Record<string, Record<string, Arguments>>;
  data: Record<string, Record<string, Arguments>>;
  output: Record<string, { value: unknown; description: string }>;
}

const ACCOUNT = "123456789012";
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:alarms`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/start`;
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:orders`;
const audit: EventRuleProps = {
  description: "Everything to the auditor",
  pattern: { source: ["orion.audit"] },
  targetType: "lambda",
  targetArn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:audit`,
};
const orders: EventRuleProps = { ...audit, targetType: "sqs", targetArn: QUEUE };
const base: EventBridgeProps = {
  project: "orion",
  environment: "production",
  accountId: ACCOUNT,
  alarmSnsTopicArns: [TOPIC],
  eventRules: { audit, orders },
};

function synthesize(props: EventBridgeProps): string {
  const stack = new TerraformStack(Testing.app(), "events");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new EventBridge(stack, "events", props);
  return Testing.synth(stack);
}

function made(change: Partial<EventBridgeProps> = {}): Synthesized {
  return JSON.parse(synthesize({ ...base, ...change }));
}

function all(stack: Synthesized, type: string): Arguments[] {
  return Object.values({ ...stack.resource, ...stack.data }[type] ?? {});
}

function statementsOf(stack: Synthesized, id: string): Arguments[] {
  const found = Object.entries(stack.data.aws_iam_policy_document ?? {}).find(([key]) => key.startsWith(id));
  if (!found) throw new Error(`no policy document ${id}`);
  return found[1].statement as Arguments[];
}

/** Arguments of the resources of a type, as real Terraform plans them. */
function planned(type: string, name = "eventbridge-production"): Arguments[] {
  const plan = readPlan(name) as unknown as {
    planned_values: { root_module: { resources: { type: string; values: Arguments }[] } };
  };
  return plan.planned_values.root_module.resources
    .filter((resource) => resource.type === type)
    .map(({ values }) => values);
}

const withNames = (resources: Arguments[], key = "name") => resources.map((each) => each[key]).sort();

describe("the plan of the production stack", () => {
  it("has one bus with its archive", () => {
    expect(planned("aws_cloudwatch_event_bus")).toMatchObject([{ name: "orion-production-events" }]);
    expect(planned("aws_cloudwatch_event_archive")).toMatchObject([
      {
        name: "orion-production-archive",
        retention_days: 365,
        event_pattern: '{"source":[{"prefix":"orion."}]}',
      },
    ]);
  });

  it("has a rule, a target and a dead-letter queue per key, and one queue for the bus", () => {
    const keys = ["audit", "lab-results", "orders", "replays"];
    expect(withNames(planned("aws_cloudwatch_event_rule"))).toEqual(
      keys.map((key) => `orion-production-${key}`),
    );
    expect(withNames(planned("aws_cloudwatch_event_target"), "target_id")).toEqual(keys);
    expect(withNames(planned("aws_sqs_queue"))).toEqual(
      ["events-bus", ...keys.map((key) => `rule-${key}`)].map((name) => `orion-production-${name}-dlq`),
    );
    expect(planned("aws_sqs_queue_policy")).toHaveLength(5);
  });

  it("has the state, message group and retries that the rules ask for", () => {
    const states = planned("aws_cloudwatch_event_rule").map(({ name, state }) => [name, state]);
    expect(Object.fromEntries(states)).toMatchObject({
      "orion-production-audit": "ENABLED",
      "orion-production-replays": "DISABLED",
    });
    const targets = Object.fromEntries(
      planned("aws_cloudwatch_event_target").map((target) => [target.target_id, target]),
    );
    expect(targets.orders).toMatchObject({ sqs_target: [{ message_group_id: "orders" }], retry_policy: [] });
    expect(targets.audit).toMatchObject({
      sqs_target: [],
      retry_policy: [{ maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 10 }],
    });
  });

  it("has a registry and a schema", () => {
    expect(planned("aws_schemas_registry")).toMatchObject([
      { name: "orion-production-schemas", description: "Schema registry for orion events" },
    ]);
    expect(planned("aws_schemas_schema")).toMatchObject([
      { name: "orion.orders@OrderPlaced", type: "OpenApi3", description: "An order was placed" },
    ]);
  });

  it("has the alarms of the table, each of which tells somebody", () => {
    const alarms = planned("aws_cloudwatch_metric_alarm");
    const of = (metric: string) => alarms.filter(({ metric_name }) => metric_name === metric);
    for (const metric of ["FailedInvocations", "InvocationsFailedToBeSentToDlq"]) {
      expect(of(metric)).toHaveLength(4);
      for (const alarm of of(metric)) {
        expect(alarm).toMatchObject({
          namespace: "AWS/Events",
          statistic: "Sum",
          comparison_operator: "GreaterThanThreshold",
          threshold: 0,
          period: 300,
          evaluation_periods: 1,
          dimensions: { EventBusName: "orion-production-events" },
        });
      }
    }
    expect(withNames(of("FailedInvocations"), "alarm_name")[0]).toBe(
      "orion-production-audit-failed-invocations",
    );
    expect(of("ApproximateNumberOfMessagesVisible")).toHaveLength(5);
    for (const alarm of of("ApproximateNumberOfMessagesVisible")) {
      expect(alarm).toMatchObject({ namespace: "AWS/SQS", threshold: 0, period: 60, statistic: "Sum" });
    }
  });

  it("lets the function be called by its rules only", () => {
    expect(planned("aws_lambda_permission").map(({ statement_id }) => statement_id)).toEqual([
      "AllowEventBridge-orion-production-audit",
      "AllowEventBridge-orion-production-replays",
    ]);
  });

  it("has the outputs", () => {
    expect(Object.keys(made().output).sort()).toEqual([
      "event_archive_arn",
      "event_bus_arn",
      "event_bus_dlq_arn",
      "event_bus_name",
      "event_dlq_arns",
      "event_rule_arns",
      "event_schema_registry_name",
    ]);
  });
});

describe("encryption", () => {
  it("gives the bus and the dead-letter queues a key each", () => {
    const stack = made();
    const [bus] = all(stack, "aws_cloudwatch_event_bus");
    const keys = new Set(all(stack, "aws_sqs_queue").map((queue) => queue.kms_master_key_id));
    expect(all(stack, "aws_kms_key")).toHaveLength(2);
    expect(keys.size).toBe(1);
    expect(keys).not.toContain(bus?.kms_key_identifier);
  });

  it("opens the key of the bus to EventBridge, for this bus of this account", () => {
    const statements = statementsOf(made(), "events_encryption_policy");
    expect(statements.map(({ sid }) => sid)).toEqual([
      "AdministerThroughIam",
      "DescribeByEventBridge",
      "UseByEventBus",
    ]);
    expect(statements[2]).toMatchObject({
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
      condition: [
        { variable: "aws:SourceAccount", values: [ACCOUNT] },
        {
          variable: "kms:EncryptionContext:aws:events:event-bus:arn",
          values: [expect.stringMatching(/event-bus\/orion-production-events$/)],
        },
      ],
    });
  });

  it("uses the keys it is given and makes none", () => {
    const kmsKeyArn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/bus`;
    const dlqKmsKeyArn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/dlq`;
    const stack = made({ kmsKeyArn, dlqKmsKeyArn });
    expect(all(stack, "aws_kms_key")).toEqual([]);
    expect(all(stack, "aws_cloudwatch_event_bus")).toMatchObject([{ kms_key_identifier: kmsKeyArn }]);
  });
});

describe("dead letters", () => {
  it("go to a queue that this rule alone may write to, and no queue may use", () => {
    const stack = made({ operatorPrincipalArns: [ROLE] });
    expect(statementsOf(stack, "events_rule-orders_dlq_statements")).toMatchObject([
      {
        sid: "AllowEventBridge",
        actions: ["sqs:SendMessage"],
        condition: [
          {
            test: "ArnEquals",
            variable: "aws:SourceArn",
            values: [
              expect.stringMatching(/^\$\{aws_cloudwatch_event_rule\.events_rule-orders_rule_\w+\.arn\}$/),
            ],
          },
        ],
      },
      { sid: "AllowOperators", principals: [{ type: "AWS", identifiers: [ROLE] }] },
      { sid: "DenyPlainHttp", effect: "Deny" },
    ]);
    for (const each of all(stack, "aws_sqs_queue_redrive_allow_policy")) {
      expect(each.redrive_allow_policy).toBe('{"redrivePermission":"denyAll"}');
    }
  });

  it("of the bus are those of the bus", () => {
    const [statement] = statementsOf(made(), "events_bus_dlq_statements");
    expect(JSON.stringify(statement)).toContain(":event-bus/orion-production-events");
  });

  it("are kept by nobody where that is turned off", () => {
    const stack = made({ eventRules: { orders: { ...orders, enableDlq: false } } });
    expect(all(stack, "aws_sqs_queue")).toHaveLength(1);
    expect(all(stack, "aws_cloudwatch_event_target")[0]).not.toHaveProperty("dead_letter_config");
    expect(withNames(all(stack, "aws_cloudwatch_metric_alarm"), "metric_name")).not.toContain(
      "InvocationsFailedToBeSentToDlq",
    );
  });

  it("of several rules may go to one queue, whose one policy names them all", () => {
    const stack = new TerraformStack(Testing.app(), "events");
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    const queue = new SqsQueue(stack, "undelivered", { name: "undelivered" });
    const dlq = () => ({ dlqArn: queue.arn, dlqUrl: queue.url });
    const eventRules = { audit: { ...audit, ...dlq() }, orders: { ...orders, ...dlq() } };
    new EventBridge(stack, "events", { ...base, eventRules });
    const synthesized: Synthesized = JSON.parse(Testing.synth(stack));
    const policies = Object.keys(synthesized.resource.aws_sqs_queue_policy ?? {});
    expect(policies.filter((id) => id.startsWith("events_queue-policies"))).toHaveLength(1);
    const [statement] = statementsOf(synthesized, "events_queue-policies");
    expect(JSON.stringify(statement)).toMatch(/rule-audit_rule.*rule-orders_rule/);
  });
});

describe("targets", () => {
  it("that are queues have a policy written for them where their URL is given", () => {
    const targetQueueUrl = `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/orders`;
    const stack = made({ eventRules: { orders: { ...orders, targetQueueUrl } } });
    expect(all(stack, "aws_sqs_queue_policy")).toContainEqual(
      expect.objectContaining({ queue_url: targetQueueUrl }),
    );
    expect(all(made(), "aws_sqs_queue_policy")).toHaveLength(3);
  });

  it("are reached by their role", () => {
    const targetArn = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:file`;
    const eventRules = { file: { ...audit, targetType: "states" as const, targetArn, roleArn: ROLE } };
    expect(all(made({ eventRules }), "aws_cloudwatch_event_target")).toMatchObject([{ role_arn: ROLE }]);
  });

  it("are tried again as often as EventBridge can where a field of the retry policy is left out", () => {
    const stack = made({ eventRules: { orders: { ...orders, retryPolicy: { maxAge: 600 } } } });
    expect(all(stack, "aws_cloudwatch_event_target")).toMatchObject([
      { retry_policy: { maximum_event_age_in_seconds: 600, maximum_retry_attempts: 185 } },
    ]);
  });
});

describe("archive and bus", () => {
  it("keeps what it is told to, and everything for an empty pattern", () => {
    const some = made({ archiveEventPattern: { source: ["orion.lab"] }, archiveRetentionDays: 0 });
    expect(all(some, "aws_cloudwatch_event_archive")).toMatchObject([
      { event_pattern: '{"source":["orion.lab"]}', retention_days: 0 },
    ]);
    const everything = all(made({ archiveEventPattern: {} }), "aws_cloudwatch_event_archive");
    expect(everything[0]).not.toHaveProperty("event_pattern");
  });

  it("takes events of the roles named", () => {
    expect(all(made(), "aws_cloudwatch_event_bus_policy")).toEqual([]);
    const stack = made({ allowedPrincipalArns: [ROLE] });
    expect(all(stack, "aws_cloudwatch_event_bus_policy")).toHaveLength(1);
    expect(statementsOf(stack, "events_bus_statements")).toMatchObject([
      { actions: ["events:PutEvents"], principals: [{ type: "AWS", identifiers: [ROLE] }] },
    ]);
  });

  it("asks AWS who owns it only where nobody says", () => {
    const { accountId: _, ...rest } = base;
    expect(JSON.parse(synthesize(rest)).data).toHaveProperty("aws_caller_identity");
    expect(made().data).not.toHaveProperty("aws_caller_identity");
  });
});

it("puts the prefix before every output", () => {
  expect(Object.keys(made({ outputPrefix: "vega_" }).output)).toContain("vega_event_bus_arn");
});

describe("bad props", () => {
  const one = (change: Partial<EventRuleProps>) => ({ eventRules: { orders: { ...orders, ...change } } });
  it.each<[string, Partial<EventBridgeProps>, string]>([
    ["a key", { eventRules: { "a b": audit } }, 'eventRules.a b is "a b"; expected a key of 1-36'],
    [
      "a name that is too long",
      { project: "p".repeat(20), environment: "e".repeat(20), eventRules: { ["k".repeat(36)]: audit } },
      "is longer than 64 characters",
    ],
    ["no description", one({ description: "" }), 'description is ""; expected 1-512 characters.'],
    [
      "an empty pattern",
      one({ pattern: {} }),
      "pattern is {}; expected an event pattern with at least one field.",
    ],
    [
      "a type",
      one({ targetType: "email" as "sqs" }),
      'eventRules.orders.targetType is "email"; expected one of api-destination, event-bus,',
    ],
    [
      "a target of another type",
      one({ targetArn: TOPIC }),
      `eventRules.orders.targetArn is "${TOPIC}"; expected an ARN (arn:aws:sqs:…) or a reference to one.`,
    ],
    [
      "no role",
      one({ targetType: "states", targetArn: `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:x` }),
      "eventRules.orders.roleArn is missing; expected a role for states.",
    ],
    [
      "no message group",
      one({ targetArn: `${QUEUE}.fifo` }),
      "eventRules.orders.messageGroupId is missing; expected a message group for a FIFO queue.",
    ],
    [
      "a message group for no queue",
      { eventRules: { audit: { ...audit, messageGroupId: "a" } } },
      'eventRules.audit.messageGroupId is "a"; expected nothing, or targetType: "sqs" beside it.',
    ],
    ["a message group", one({ messageGroupId: "a b" }), 'messageGroupId is "a b"; expected 1-128 letters'],
    [
      "maxAge",
      one({ retryPolicy: { maxAge: 59 } }),
      "eventRules.orders.retryPolicy.maxAge is 59; expected a whole number from 60 to 86400 seconds.",
    ],
    [
      "maxRetries",
      one({ retryPolicy: { maxRetries: 186 } }),
      "eventRules.orders.retryPolicy.maxRetries is 186; expected a whole number from 0 to 185.",
    ],
    [
      "a URL alone",
      one({ dlqUrl: "https://x" }),
      'dlqUrl is "https://x"; expected nothing, or dlqArn beside it.',
    ],
    [
      "a queue and none",
      one({ dlqArn: QUEUE, enableDlq: false }),
      "expected nothing where enableDlq is false.",
    ],
    ["a FIFO dead-letter queue", one({ dlqArn: `${QUEUE}.fifo` }), "expected a standard queue"],
    [
      "archiveRetentionDays",
      { archiveRetentionDays: -1 },
      "archiveRetentionDays is -1; expected a whole number from 0 to 36500 days.",
    ],
    [
      "a schema that is none",
      { eventSchemas: { a: { schemaContent: "[]" } } },
      'eventSchemas.a.schemaContent is "[]"; expected a JSON object as text.',
    ],
    [
      "a language",
      { eventSchemas: { a: { schemaContent: "{}", type: "Avro" as "OpenApi3" } } },
      'eventSchemas.a.type is "Avro"; expected one of OpenApi3, JSONSchemaDraft4.',
    ],
    ["a schema's name", { eventSchemas: { "a b": { schemaContent: "{}" } } }, "expected a name of 1-385"],
    ["nobody to alarm", { alarmSnsTopicArns: [] }, "alarmSnsTopicArns is []; expected at least one topic."],
    ["everyone", { allowedPrincipalArns: ["*"] }, 'allowedPrincipalArns is "*"; expected an ARN'],
    ["the key of AWS", { kmsKeyArn: "alias/aws/events" }, 'kmsKeyArn is "alias/aws/events"; expected an ARN'],
    ["account", { accountId: "1234" }, 'accountId is "1234"; expected an AWS account number of 12 digits.'],
    ["project", { project: "Orion" }, 'project is "Orion"; expected 1-20 lower-case letters'],
  ])("refuses %s", (_, change, message) => {
    expect(() => made(change)).toThrow(InvalidPropError);
    expect(() => made(change)).toThrow(message);
  });
});

describe("order", () => {
  it("of the rules and schemas changes nothing", () => {
    const eventRules: Record<string, EventRuleProps> = { audit, orders, zeta: audit };
    const eventSchemas = { b: { schemaContent: "{}" }, a: { schemaContent: "{}" } };
    const expected = synthesize({ ...base, eventRules, eventSchemas });
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.keys(eventRules), { minLength: 3 }), (keys) => {
        const shuffled = Object.fromEntries(keys.map((key) => [key, eventRules[key] ?? audit]));
        const reversed = { a: { schemaContent: "{}" }, b: { schemaContent: "{}" } };
        expect(synthesize({ ...base, eventRules: shuffled, eventSchemas: reversed })).toBe(expected);
      }),
      { numRuns: 6 },
    );
  });

  it("and number of the rules leaves the others as they are", () => {
    const before = made({ eventRules: { orders } });
    const after = made({ eventRules: { audit, orders } });
    expect(after.resource).toMatchObject(before.resource);
    expect(after.data).toMatchObject(before.data);
  });
});
