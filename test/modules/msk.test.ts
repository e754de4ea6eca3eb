import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidPropError, Msk, type MskProps, type TopicProps } from "../../modules/msk/index.js";

type Arguments = Record<string, unknown>;
interface Synthesized {
  resource: Record<string, Record<string, Arguments>>;
  data: Record<string, Record<string, Arguments>>;
  output: Record<string, { value: unknown }>;
}

const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";
const KEY = "arn:aws:kms:us-east-1:123456789012:key/0b1c2d3e";
const LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:rotation";
const AUTHORITY = "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/5d0a1c3e";
const SUBNETS = ["subnet-0a", "subnet-0b", "subnet-0c"];
const base: MskProps = {
  project: "orion",
  environment: "production",
  accountId: "123456789012",
  vpcId: "vpc-0a",
  eksNodesSecurityGroupId: "sg-0e",
  privateSubnetIds: SUBNETS,
  alarmSnsTopicArns: [TOPIC],
};

function synthesize(props: MskProps): string {
  const stack = new TerraformStack(Testing.app(), "kafka");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new Msk(stack, "msk", props);
  return Testing.synth(stack);
}

function made(change: Partial<MskProps> = {}): Synthesized {
  return JSON.parse(synthesize({ ...base, ...change }));
}

const all = (stack: Synthesized, type: string): Arguments[] => Object.values(stack.resource[type] ?? {});

/** Address and arguments of every resource. */
function resources(stack: Synthesized): Record<string, Arguments> {
  return Object.fromEntries(
    Object.entries(stack.resource).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, values]) => [`${type}.${name}`, values]),
    ),
  );
}

function statementsOf(stack: Synthesized, id: string): Arguments[] {
  const found = Object.entries(stack.data.aws_iam_policy_document ?? {}).find(([key]) => key.startsWith(id));
  if (!found) throw new Error(`no policy document ${id}`);
  return found[1].statement as Arguments[];
}

describe("versions of Kafka", () => {
  const propertiesOf = (change: Partial<MskProps>) =>
    String(all(made(change), "aws_msk_configuration")[0]?.server_properties);

  it.each(["3.9.x.kraft", "4.0.x"])("%s has no ZooKeeper, in properties and ports", (kafkaVersion) => {
    expect(propertiesOf({ kafkaVersion })).not.toContain("zookeeper");
    const rules = all(made({ kafkaVersion }), "aws_vpc_security_group_ingress_rule");
    expect(rules.map((rule) => rule.from_port).sort()).toEqual([11001, 9094, 9098]);
  });

  it("each have a configuration of their own, made before the old one goes", () => {
    const names = ["3.5.1", "3.8.x"].map((kafkaVersion) => {
      const [configuration] = all(made({ kafkaVersion }), "aws_msk_configuration");
      expect(configuration).toMatchObject({ lifecycle: { create_before_destroy: true } });
      return configuration?.name;
    });
    expect(names).toEqual(["orion-production-msk-config-3-5-1", "orion-production-msk-config-3-8-x"]);
  });
});

describe("topics without rules", () => {
  const closed = (change: Partial<MskProps>) =>
    String(all(made(change), "aws_msk_configuration")[0]?.server_properties).includes(
      "allow.everyone.if.no.acl.found=false",
    );

  it("are closed as soon as rules apply to a client", () => {
    expect(closed({ enableScramAuth: true })).toBe(true);
    expect(closed({ certificateAuthorityArns: [AUTHORITY] })).toBe(true);
    expect(closed({})).toBe(false);
  });
});

describe("keys", () => {
  it("of the cluster open to CloudWatch Logs for its one log group", () => {
    expect(statementsOf(made(), "msk_encryption_policy")[1]).toMatchObject({
      sid: "UseByLogGroups",
      principals: [
        {
          type: "Service",
          identifiers: [expect.stringMatching(/^logs\.\$\{data\.aws_region\..*\}\.amazonaws/)],
        },
      ],
      condition: [
        {
          test: "ArnEquals",
          variable: "kms:EncryptionContext:aws:logs:arn",
          values: [expect.stringMatching(/:123456789012:log-group:\/aws\/msk\/orion-production$/)],
        },
      ],
    });
  });

  it("of the passwords open to their readers, through Secrets Manager", () => {
    const readerArns = ["arn:aws:iam::123456789012:role/reader"];
    const stack = made({ enableScramAuth: true, scramUsers: { app: { readerArns } } });
    expect(all(stack, "aws_kms_key")).toHaveLength(2);
    expect(statementsOf(stack, "msk_scram-encryption_policy")[1]).toMatchObject({
      principals: [{ type: "AWS", identifiers: readerArns }],
      condition: [{ variable: "kms:ViaService", values: [expect.stringMatching(/^secretsmanager\./)] }],
    });
  });

  it("are not made where one is given", () => {
    const given = made({ kmsKeyArn: KEY, enableScramAuth: true });
    expect(all(given, "aws_kms_key")).toEqual([]);
    expect(all(given, "aws_secretsmanager_secret")[0]?.kms_key_id).toBe(KEY);
    const other = made({ kmsKeyArn: KEY, scramKmsKeyArn: `${KEY}-passwords`, enableScramAuth: true });
    expect(all(other, "aws_secretsmanager_secret")[0]?.kms_key_id).toBe(`${KEY}-passwords`);
  });
});

describe("SCRAM users", () => {
  it("have a generated password that a later plan does not replace", () => {
    const stack = made({ enableScramAuth: true });
    expect(Object.values(stack.data.aws_secretsmanager_random_password ?? {})).toEqual([
      expect.objectContaining({ password_length: 40, exclude_punctuation: true }),
    ]);
    expect(all(stack, "aws_secretsmanager_secret_version")).toEqual([
      expect.objectContaining({
        secret_string: expect.stringMatching(
          /^\$\{jsonencode\(\{"username" = "app", "password" = data\.aws_secretsmanager_random_password\./,
        ),
        lifecycle: { ignore_changes: ["secret_string"] },
      }),
    ]);
  });

  it("are known to the cluster once their password is there and Kafka may read it", () => {
    const [association] = all(made({ enableScramAuth: true }), "aws_msk_single_scram_secret_association");
    expect(association?.depends_on).toEqual([
      expect.stringMatching(/^aws_secretsmanager_secret_version\./),
      expect.stringMatching(/^aws_secretsmanager_secret_policy\./),
    ]);
  });

  it("change their password as often as asked", () => {
    const stack = made({ enableScramAuth: true, scramRotationLambdaArn: LAMBDA, scramRotationDays: 7 });
    expect(all(stack, "aws_secretsmanager_secret_rotation")).toMatchObject([
      { rotation_lambda_arn: LAMBDA, rotation_rules: { automatically_after_days: 7 } },
    ]);
  });
});

describe("access rules", () => {
  it("of a group that reads several topics stand once", () => {
    const topic = { consumerGroups: ["billing"], consumers: ["app"] };
    const stack = made({ enableScramAuth: true, topics: { orders: topic, refunds: topic } });
    const rules = stack.output.topic_acls?.value as { resource_type: string }[];
    expect(rules.map((rule) => rule.resource_type)).toEqual(["TOPIC", "GROUP", "TOPIC"]);
  });
});

describe("tags", () => {
  it("are on every resource that can be tagged", () => {
    const stack = made({ enableScramAuth: true, owner: "platform", tags: { CostCenter: "42" } });
    const tagged = Object.entries(resources(stack)).filter(([, values]) => "tags" in values);
    expect(tagged.length).toBeGreaterThan(15);
    for (const [, { tags }] of tagged) {
      expect(tags).toMatchObject({
        Project: "orion",
        Environment: "production",
        ManagedBy: "terraform",
        Owner: "platform",
        DataClassification: "PHI",
        CostCenter: "42",
      });
    }
    expect(all(stack, "aws_msk_cluster")[0]?.tags).toMatchObject({ Name: "orion-production-msk" });
  });
});

describe("two instances in one stack", () => {
  it("can be told apart by their outputs", () => {
    const stack = new TerraformStack(Testing.app(), "kafka");
    new Msk(stack, "one", base);
    new Msk(stack, "two", { ...base, project: "vega", outputPrefix: "vega_" });
    expect(Object.keys(JSON.parse(Testing.synth(stack)).output)).toContain("vega_cluster_arn");
  });
});

describe("bad props", () => {
  const one = (orders: TopicProps) => ({ topics: { orders } });
  const serverless = { useServerless: true };
  it.each<[Partial<MskProps>, string]>([
    [{ kafkaVersion: "latest" }, 'kafkaVersion is "latest"; expected a version such as 3.5.1'],
    [{ brokerCount: 1 }, "brokerCount is 1; expected a whole number from 2 to 30 brokers."],
    [{ brokerCount: 63, kafkaVersion: "3.9.x.kraft" }, "expected a whole number from 2 to 60 brokers."],
    [{ brokerCount: 4 }, "brokerCount is 4; expected a multiple of the 3 subnets"],
    [{ brokerInstanceType: "m5.large" }, 'brokerInstanceType is "m5.large"; expected a standard broker'],
    [{ brokerInstanceType: "express.m7g.large" }, "expected a standard broker: kafka.t3.small, kafka.m5.*"],
    [{ brokerVolumeSize: 0 }, "brokerVolumeSize is 0; expected a whole number from 1 to 16384 GiB."],
    [
      { enableProvisionedThroughput: true },
      "expected false, or a brokerInstanceType of size 4xlarge or larger.",
    ],
    [
      { enableProvisionedThroughput: true, brokerInstanceType: "kafka.m5.4xlarge", volumeThroughput: 249 },
      "volumeThroughput is 249; expected a whole number from 250 to 2375 MiB/s.",
    ],
    [
      { volumeThroughput: 300 },
      "volumeThroughput is 300; expected none, or enableProvisionedThroughput: true",
    ],
    [{ privateSubnetIds: ["subnet-0a"] }, "expected 2 to 3 subnets, each in another zone."],
    [{ privateSubnetIds: ["subnet-0a", "subnet-0a"] }, "expected no subnet twice."],
    [{ privateSubnetIds: ["10.0.0.0/24", "subnet-0a"], brokerCount: 2 }, 'privateSubnetIds is "10.0.0.0/24"'],
    [{ vpcId: undefined }, "vpcId is missing; expected a VPC (vpc-…) or a reference to one."],
    [{ eksNodesSecurityGroupId: undefined }, "eksNodesSecurityGroupId is missing; expected a security group"],
    [{ mskSecurityGroupId: "default" }, 'mskSecurityGroupId is "default"; expected a security group (sg-…)'],
    [{ mskSecurityGroupId: "sg-0a", prometheusSecurityGroupId: "sg-0b" }, "prometheusSecurityGroupId is"],
    [{ clientSecurityGroups: { eks: "sg-0a" } }, 'clientSecurityGroups is "eks"; expected a name of 1-40'],
    [
      { clientSecurityGroups: { a: "0.0.0.0/0" } },
      'clientSecurityGroups.a is "0.0.0.0/0"; expected a security',
    ],
    [
      { prometheusSecurityGroupId: "vpc-0a" },
      'prometheusSecurityGroupId is "vpc-0a"; expected a security group',
    ],
    [{ kmsKeyArn: "alias/aws/kafka" }, 'kmsKeyArn is "alias/aws/kafka"; expected an ARN'],
    [{ accountId: "1234" }, 'accountId is "1234"; expected an AWS account number of 12 digits.'],
    [{ certificateAuthorityArns: [KEY] }, "expected an ARN (arn:aws:acm-pca:…:certificate-authority/…)"],
    [{ scramUsers: { app: {} } }, "expected none, or enableScramAuth: true beside it."],
    [{ enableScramAuth: true, scramUsers: {} }, "scramUsers is {}; expected at least one user"],
    [{ enableScramAuth: true, scramUsers: { "a/b": {} } }, 'scramUsers is "a/b"; expected a name of 1-64'],
    [
      { enableScramAuth: true, scramUsers: { app: { readerArns: ["*"] } } },
      'scramUsers.app.readerArns is "*"',
    ],
    [{ enableScramAuth: true, scramKmsKeyArn: "alias/aws/secretsmanager" }, "scramKmsKeyArn is"],
    [{ enableScramAuth: true, scramRotationLambdaArn: KEY }, "scramRotationLambdaArn is"],
    [{ enableScramAuth: true, scramRotationDays: 30 }, "expected none, or scramRotationLambdaArn beside it."],
    [
      { enableScramAuth: true, scramRotationLambdaArn: LAMBDA, scramRotationDays: 91 },
      "scramRotationDays is 91; expected a whole number from 1 to 90 days.",
    ],
    [{ replicationFactor: 4 }, "replicationFactor is 4; expected a whole number from 1 to 3 copies."],
    [{ minInsyncReplicas: 4 }, "minInsyncReplicas is 4; expected a whole number from 1 to 3 copies."],
    [{ numPartitions: 0 }, "numPartitions is 0; expected a whole number from 1 to 1000 partitions."],
    [
      { retentionHours: 0 },
      "retentionHours is 0; expected a whole number from 1 to 87600 hours, or -1 for ever.",
    ],
    [
      { serverProperties: { "num.partitions": 3 } },
      "serverProperties.num.partitions is 3; expected the prop num",
    ],
    [{ serverProperties: { "a b": 3 } }, 'serverProperties.a b is "a b"; expected a property'],
    [
      { serverProperties: { "a.b": "1\nc.d=2" } },
      'serverProperties.a.b is "1\\nc.d=2"; expected a value on one',
    ],
    [{ topics: { "a/b": {} } }, 'topics.a/b is "a/b"; expected a name of 1-249 letters'],
    [one({ partitions: 1001 }), "topics.orders.partitions is 1001; expected a whole number from 1 to 1000"],
    [
      one({ replicationFactor: 4 }),
      "topics.orders.replicationFactor is 4; expected a whole number from 1 to 3",
    ],
    [
      one({ retentionHours: -2 }),
      "topics.orders.retentionHours is -2; expected a whole number from 1 to 87600",
    ],
    [one({ cleanupPolicy: "keep" as "delete" }), 'cleanupPolicy is "keep"; expected delete or compact.'],
    [
      one({ consumerGroups: ["a", "a"] }),
      'topics.orders.consumerGroups is ["a","a"]; expected no group twice.',
    ],
    [one({ consumerGroups: ["a/b"] }), 'topics.orders.consumerGroups is "a/b"; expected a name'],
    [one({ consumerGroups: ["g".repeat(249)] }), "is longer than 255 characters."],
    [
      one({ lagThreshold: 10 }),
      "topics.orders.consumerGroups is missing; expected the groups that read the topic.",
    ],
    [
      one({ consumerGroups: ["a"], lagThreshold: 0 }),
      "topics.orders.lagThreshold is 0; expected a whole number",
    ],
    [
      one({ producers: ["stranger"] }),
      'topics.orders.producers is "stranger"; expected a user of scramUsers',
    ],
    [{ alarmSnsTopicArns: [] }, "alarmSnsTopicArns is []; expected at least one topic."],
    [{ diskThreshold: 100 }, "diskThreshold is 100; expected a whole number from 1 to 99 percent."],
    [
      { enhancedMonitoringLevel: "ALL" as "DEFAULT" },
      'enhancedMonitoringLevel is "ALL"; expected one of DEFAULT, PER_BROKER, PER_TOPIC_PER_BROKER, PER_TOPIC_PER_PARTITION.',
    ],
    [{ logRetentionDays: 366 }, "logRetentionDays is 366; expected one of 0, 1, 3, 5, 7, 14, 30,"],
    [{ enableS3Logs: true }, "s3LogsBucket is missing; expected the name of a bucket."],
    [{ s3LogsBucket: "logs" }, 's3LogsBucket is "logs"; expected none, or enableS3Logs: true beside it.'],
    [{ project: "Orion" }, 'project is "Orion"; expected 1-20 lower-case letters'],
    [
      { ...serverless, enableScramAuth: true },
      "enableScramAuth is true; expected false: MSK Serverless does not",
    ],
    [
      { ...serverless, certificateAuthorityArns: [AUTHORITY] },
      "clients of MSK Serverless log in by IAM only.",
    ],
    [{ ...serverless, topics: { a: { replicationFactor: 2 } } }, "expected 3, as MSK Serverless has it."],
  ])("%j", (change, message) => {
    expect(() => made(change)).toThrow(InvalidPropError);
    expect(() => made(change)).toThrow(message);
  });
});

describe("order", () => {
  const topics: Record<string, TopicProps> = {
    orders: { consumerGroups: ["billing", "shipping"] },
    "lab-results": { retentionHours: 720 },
    patients: { cleanupPolicy: "compact" },
  };
  const more = { enableScramAuth: true, scramUsers: { app: {}, reporting: {} } };
  const clients: Record<string, string> = { reporting: "sg-0a", import: "sg-0b" };
  const shuffled = <T>(values: Record<string, T>, keys: readonly string[]) =>
    Object.fromEntries(keys.map((key) => [key, values[key] as T]));

  it("of topics, users, clients and subnets changes nothing", () => {
    const expected = synthesize({ ...base, ...more, topics, clientSecurityGroups: clients });
    fc.assert(
      fc.property(
        fc.shuffledSubarray(Object.keys(topics), { minLength: 3 }),
        fc.shuffledSubarray(Object.keys(clients), { minLength: 2 }),
        fc.shuffledSubarray(SUBNETS, { minLength: 3 }),
        (topicNames, clientNames, privateSubnetIds) => {
          const props = {
            ...base,
            ...more,
            privateSubnetIds,
            scramUsers: { reporting: {}, app: {} },
            topics: shuffled(topics, topicNames),
            clientSecurityGroups: shuffled(clients, clientNames),
          };
          expect(synthesize(props)).toBe(expected);
        },
      ),
      { numRuns: 10 },
    );
  });

  it("and number leave what was there as it is: one more adds resources only", () => {
    const before = resources(
      made({
        enableScramAuth: true,
        scramUsers: { reporting: {} },
        topics: { orders: { consumerGroups: ["b"] } },
      }),
    );
    const after = resources(
      made({
        enableScramAuth: true,
        scramUsers: { app: {}, reporting: {} },
        clientSecurityGroups: { batch: "sg-0b" },
        topics: { orders: { consumerGroups: ["a", "b"] }, audit: { consumerGroups: ["a"] } },
      }),
    );
    expect(after).toMatchObject(before);
    expect(Object.keys(after).length).toBeGreaterThan(Object.keys(before).length);
  });
});
