import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ElasticacheRedis,
  type ElasticacheRedisProps,
  InvalidPropError,
} from "../../modules/elasticache-redis/index.js";
import { AlarmTopic } from "../../modules/shared/alarm-topic.js";
import { nodesOf, Planned } from "./planned.js";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";
const base: ElasticacheRedisProps = {
  customerId: "00000000-0000-0000-0000-000000000000",
  customerName: "forge",
  architectureType: "shared",
  planTier: "platform",
  environment: "production",
  region: "us-east-1",
  accountId: "123456789012",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0a", "subnet-0b"],
  securityGroupIds: ["sg-0a"],
  notificationTopicArn: TOPIC,
};

function synthesize(props: ElasticacheRedisProps): string {
  const stack = new TerraformStack(Testing.app(), "cache");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new ElasticacheRedis(stack, "redis", props);
  return Testing.synth(stack);
}

function made(change: Partial<ElasticacheRedisProps> = {}) {
  const { resource, data, output } = JSON.parse(synthesize({ ...base, ...change }));
  const all = (type: string) => Object.values((resource as Resources)[type] ?? {});
  const [group = {}] = all("aws_elasticache_replication_group");
  return { resource: resource as Resources, data: data as Resources, output, all, group };
}

const production = new Planned("elasticache-redis-production");
const group = production.only("aws_elasticache_replication_group");

describe("the cache", () => {
  it("has every default of the design, and a customer managed key", () => {
    expect(made().group).toMatchObject({
      replication_group_id: "forge-production-redis",
      engine: "redis",
      engine_version: "7.1",
      node_type: "cache.r7g.large",
      num_cache_clusters: 2,
      port: 6379,
      multi_az_enabled: true,
      automatic_failover_enabled: true,
      at_rest_encryption_enabled: "true",
      transit_encryption_enabled: true,
      snapshot_retention_limit: 7,
      snapshot_window: "03:00-05:00",
      maintenance_window: "sun:05:00-sun:07:00",
      auto_minor_version_upgrade: "true",
      apply_immediately: false,
      kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\./),
      final_snapshot_identifier: "forge-production-redis-final-snapshot",
    });
    expect(made().all("aws_elasticache_parameter_group")).toEqual([]);
  });

  it("takes every input of the first example into the plan", () => {
    const shared = new Planned("elasticache-redis-shared");
    expect(shared.only("aws_elasticache_replication_group")).toMatchObject({
      num_cache_clusters: 3,
      preferred_cache_cluster_azs: ["us-east-1a", "us-east-1b", "us-east-1c"],
      security_group_ids: ["sg-0123456789abcdef0"],
      kms_key_id: expect.stringMatching(/^arn:aws:kms:/),
      parameter_group_name: "forge-production-redis-redis7",
      notification_topic_arn: "arn:aws:sns:us-east-1:123456789012:forge-production-alerts",
      log_delivery_configuration: [
        { destination: "forge-production-redis-engine-log", log_type: "engine-log" },
        { destination: "forge-production-redis-slow-log", log_type: "slow-log" },
      ],
      tags: { Project: "Forge", CostCenter: "Platform", Compliance: "SOC2" },
    });
    expect(shared.only("aws_elasticache_parameter_group")).toMatchObject({
      family: "redis7",
      description: "Custom parameter group for ElastiCache Redis",
      parameter: [
        { name: "maxmemory-policy", value: "allkeys-lru" },
        { name: "timeout", value: "300" },
      ],
    });
    expect(shared.counts()).not.toHaveProperty("aws_kms_key");
    expect(shared.counts()).not.toHaveProperty("aws_cloudwatch_log_group");
  });

  it("carries the customer in its tags", () => {
    const dedicated = new Planned("elasticache-redis-dedicated");
    expect(dedicated.only("aws_elasticache_replication_group").tags).toMatchObject({
      CustomerId: "cust-123e4567-e89b-12d3-a456-426614174000",
      CustomerName: "acme-corp",
      ArchitectureType: "dedicated_single_tenant",
      PlanTier: "enterprise",
      Environment: "development",
      Region: "us-west-2",
      Project: "AcmeCorp",
    });
  });

  it("makes the nodes of the third example", () => {
    const fast = new Planned("elasticache-redis-high-performance");
    expect(fast.only("aws_elasticache_replication_group")).toMatchObject({
      node_type: "cache.r7g.xlarge",
      num_cache_clusters: 6,
      snapshot_retention_limit: 14,
    });
    expect(fast.only("aws_elasticache_subnet_group").subnet_ids).toHaveLength(6);
  });

  it("lets named clients in on its port, and nobody else", () => {
    const rules = production.all("aws_vpc_security_group_ingress_rule");
    expect(rules.map((rule) => rule.referenced_security_group_id).sort()).toEqual([
      "sg-0123456789abcdef0",
      "sg-0123456789abcdef1",
    ]);
    for (const rule of rules) expect(rule).toMatchObject({ from_port: 6379, to_port: 6379, cidr_ipv4: null });
    expect(made().all("aws_security_group")).toEqual([]);
  });

  it("makes one key, and none when it is given one", () => {
    expect(made().all("aws_kms_key")).toEqual([
      expect.objectContaining({ enable_key_rotation: true, deletion_window_in_days: 30 }),
    ]);
    const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/0b1c2d3e";
    expect(made({ kmsKeyArn }).all("aws_kms_key")).toEqual([]);
    expect(made({ kmsKeyArn }).group.kms_key_id).toBe(kmsKeyArn);
  });
});

describe("the token", () => {
  it("is drawn by AWS, 32 letters and digits, and kept over applies", () => {
    const { data, group, all } = made();
    expect(Object.values(data.aws_secretsmanager_random_password ?? {})).toEqual([
      expect.objectContaining({ password_length: 32, exclude_punctuation: true }),
    ]);
    expect(group).toMatchObject({
      auth_token: expect.stringMatching(/^\$\{data\.aws_secretsmanager_random_password\./),
      auth_token_update_strategy: "ROTATE",
      lifecycle: { ignore_changes: ["auth_token"] },
    });
    const token = all("aws_ssm_parameter").find(({ type }) => type === "SecureString");
    expect(token).toMatchObject({
      key_id: expect.stringMatching(/^\$\{aws_kms_key\./),
      value: expect.stringMatching(/^\$\{aws_elasticache_replication_group\.\w+\.auth_token\}$/),
      lifecycle: { ignore_changes: ["value"] },
    });
  });

  it("is a new one when it is rotated, in the cache and in the parameter", () => {
    const { group, all } = made({ rotateAuthToken: true });
    expect(group).not.toHaveProperty("lifecycle");
    for (const parameter of all("aws_ssm_parameter")) expect(parameter).not.toHaveProperty("lifecycle");
  });

  it("is left out with the parameter when nobody asks for one", () => {
    const { group, all, output } = made({ authTokenEnabled: false });
    expect(group).not.toHaveProperty("auth_token");
    expect(all("aws_ssm_parameter").map(({ type }) => type)).toEqual(["String", "String", "String"]);
    expect(output.ssm_parameter_auth_token.value).toBe("${null}");
    expect(output.redis_cli_command.value).toMatch(/--tls$/);
  });
});

describe("SSM parameters", () => {
  it("are where programs look for them", () => {
    expect(production.names("aws_ssm_parameter")).toEqual(
      ["auth-token", "port", "primary-endpoint", "reader-endpoint"].map(
        (key) => `/production/cache/forge-production-redis/${key}`,
      ),
    );
  });

  it("have no reader endpoint when there is none", () => {
    const { all } = made({ multiAzEnabled: false, numCacheClusters: 1, subnetIds: ["subnet-0a"] });
    expect(all("aws_ssm_parameter")).toHaveLength(3);
  });
});

describe("logs", () => {
  it("go to encrypted groups that keep them for six years and mask patients' data", () => {
    expect(production.names("aws_cloudwatch_log_group")).toEqual([
      "forge-production-redis-engine-log",
      "forge-production-redis-slow-log",
    ]);
    expect(production.all("aws_cloudwatch_log_group").map((log) => log.retention_in_days)).toEqual([
      2192, 2192,
    ]);
    expect(production.all("aws_cloudwatch_log_data_protection_policy")).toHaveLength(2);
    expect(group.log_delivery_configuration).toHaveLength(2);
  });

  it("may encrypt with the key: CloudWatch, for these two groups", () => {
    const statements = Object.values(made().data.aws_iam_policy_document ?? {}).flatMap(
      ({ statement }) => statement as { sid: string }[],
    );
    expect(statements).toContainEqual(
      expect.objectContaining({
        sid: "UseByLogGroups",
        condition: [
          {
            test: "ArnEquals",
            variable: "kms:EncryptionContext:aws:logs:arn",
            values: [
              expect.stringMatching(/:log-group:forge-production-redis-engine-log$/),
              expect.stringMatching(/:log-group:forge-production-redis-slow-log$/),
            ],
          },
        ],
      }),
    );
  });

  it("go nowhere when the list is empty", () => {
    const { group, all } = made({ logDeliveryConfiguration: [] });
    expect(group.log_delivery_configuration ?? []).toEqual([]);
    expect(all("aws_cloudwatch_log_group")).toEqual([]);
  });
});

describe("alarms", () => {
  it.each([
    ["cpu", "CPUUtilization Average 300", "GreaterThanOrEqualToThreshold", 90],
    ["memory", "DatabaseMemoryUsagePercentage Average 300", "GreaterThanOrEqualToThreshold", 90],
    ["evictions", "Evictions Sum 300", "GreaterThanThreshold", 0],
    ["connections", "CurrConnections Average 300", "GreaterThanThreshold", 10_000],
    ["replication-lag", "ReplicationLag Average 300", "GreaterThanOrEqualToThreshold", 1],
  ])("%s: the worst of all nodes", (what, metric, comparison, threshold) => {
    const alarm = production.named("aws_cloudwatch_metric_alarm", `forge-production-redis-${what}`);
    expect(alarm).toMatchObject({
      comparison_operator: comparison,
      threshold,
      evaluation_periods: 1,
      treat_missing_data: "notBreaching",
    });
    expect(nodesOf(alarm)).toEqual({
      expression: "MAX([node1, node2, node3])",
      nodes: [1, 2, 3].map((node) => `forge-production-redis-00${node}`),
      metrics: [metric],
    });
  });

  it("tell the topic of the events, or those they are given", () => {
    const told = (change: Partial<ElasticacheRedisProps>) =>
      made(change)
        .all("aws_cloudwatch_metric_alarm")
        .map((alarm) => alarm.alarm_actions);
    expect(told({})).toEqual(Array(5).fill([TOPIC]));
    expect(told({ alarmSnsTopicArns: [`${TOPIC}-b`, TOPIC] })).toEqual(Array(5).fill([TOPIC, `${TOPIC}-b`]));
  });

  it("do not watch the lag of a node that has no replica", () => {
    const { all } = made({ multiAzEnabled: false, numCacheClusters: 1, subnetIds: ["subnet-0a"] });
    expect(all("aws_cloudwatch_metric_alarm")).toHaveLength(4);
  });

  it("stand beside a dashboard of all key metrics", () => {
    const { widgets } = JSON.parse(String(production.only("aws_cloudwatch_dashboard").dashboard_body));
    expect(widgets.map((widget: { properties: { title: string } }) => widget.properties.title)).toEqual([
      "CPUUtilization",
      "DatabaseMemoryUsagePercentage",
      "NetworkBytesIn",
      "NetworkBytesOut",
      "Evictions",
      "CurrConnections",
      "ReplicationLag",
    ]);
    expect(made({ dashboard: false }).all("aws_cloudwatch_dashboard")).toEqual([]);
  });
});

describe("events of ElastiCache", () => {
  it("may reach the topic: for its owner, as ElastiCache publishes", () => {
    const stack = new TerraformStack(Testing.app(), "topic");
    const props = { project: "forge", environment: "production", accountId: "123456789012" };
    new AlarmTopic(stack, "topic", { ...props, cacheEvents: true });
    const { data } = JSON.parse(Testing.synth(stack));
    const documents: { statement: unknown[] }[] = Object.values(data.aws_iam_policy_document);
    expect(documents.flatMap(({ statement }) => statement)).toContainEqual(
      expect.objectContaining({
        sid: "PublishCacheEvents",
        condition: [{ test: "StringEquals", variable: "AWS:SourceOwner", values: ["123456789012"] }],
      }),
    );
  });
});

describe("outputs", () => {
  const OUTPUTS = [
    "replication_group_id",
    "replication_group_arn",
    "replication_group_primary_endpoint_address",
    "replication_group_reader_endpoint_address",
    "replication_group_member_clusters",
    "port",
    "engine_version",
    "subnet_group_name",
    "security_group_ids",
    "ssm_parameter_primary_endpoint",
    "ssm_parameter_reader_endpoint",
    "ssm_parameter_port",
    "ssm_parameter_auth_token",
    "parameter_group_id",
    "parameter_group_arn",
    "redis_cli_command",
  ];

  it("are those of the design, and the parameters that wait for a reboot", () => {
    expect(Object.keys(production.outputs).sort()).toEqual([...OUTPUTS, "parameters_pending_reboot"].sort());
    const development = new Planned("elasticache-redis-development");
    expect(development.outputs.parameters_pending_reboot?.value).toEqual(["databases"]);
    expect(development.outputs.subnet_group_name?.value).toBe("forge-development-redis-subnet-group");
  });

  it("hold no token: the command fetches it", () => {
    expect(made().output.redis_cli_command.value).toMatch(
      /^redis-cli -h \$\{.*primary_endpoint_address\} -p 6379 --tls -a \$\(aws ssm get-parameter --name \$\{aws_ssm_parameter\..*\.name\} --with-decryption --query Parameter\.Value --output text\)$/,
    );
    expect(JSON.stringify(made().output)).not.toMatch(/\.auth_token\}|random_password/);
  });

  it("can be told apart when a stack holds two instances", () => {
    const stack = new TerraformStack(Testing.app(), "cache");
    new ElasticacheRedis(stack, "one", base);
    new ElasticacheRedis(stack, "two", { ...base, customerName: "vega", outputPrefix: "vega_" });
    expect(Object.keys(JSON.parse(Testing.synth(stack)).output)).toContain("vega_port");
  });
});

describe("bad props", () => {
  const log = {
    destination: "log",
    destinationType: "cloudwatch-logs",
    logFormat: "json",
    logType: "slow-log",
  } as const;
  const group = (change: Partial<ElasticacheRedisProps>) => ({ createParameterGroup: true, ...change });
  it.each<[string, Partial<ElasticacheRedisProps>, string]>([
    ["customerId", { customerId: "42" }, 'customerId is "42"; expected the UUID of a customer'],
    [
      "somebody's id on what is shared",
      { customerId: "123e4567-e89b-12d3-a456-426614174000" },
      "for shared, and for shared only.",
    ],
    ["nobody's id on what is dedicated", { architectureType: "dedicated_vpc" }, "for shared only."],
    ["customerName", { customerName: "Forge" }, 'customerName is "Forge"; expected 1-20 lower-case letters'],
    ["environment", { environment: "" }, 'environment is ""; expected 1-20 lower-case letters'],
    [
      "a name that is too long",
      { customerName: "c".repeat(20), environment: "e".repeat(20) },
      "has at most 40 characters and no two hyphens in a row.",
    ],
    [
      "architectureType",
      { architectureType: "silo" as "shared" },
      'architectureType is "silo"; expected one of shared, dedicated, dedicated_single_tenant, dedicated_vpc.',
    ],
    [
      "planTier",
      { planTier: "gold" as "pro" },
      'planTier is "gold"; expected one of basic, pro, enterprise, platform.',
    ],
    ["region", { region: "virginia" }, 'region is "virginia"; expected an AWS region, e.g. us-east-1.'],
    [
      "engineVersion",
      { engineVersion: "5.0.6" },
      'engineVersion is "5.0.6"; expected a version of Redis 6 or 7',
    ],
    ["nodeType", { nodeType: "r7g.large" }, 'nodeType is "r7g.large"; expected a node type'],
    [
      "one node with Multi-AZ",
      { numCacheClusters: 1 },
      "numCacheClusters is 1; expected a whole number from 2 to 6 nodes with Multi-AZ.",
    ],
    ["seven nodes", { numCacheClusters: 7 }, "numCacheClusters is 7; expected a whole number from 2 to 6"],
    ["port", { port: 0 }, "port is 0; expected a whole number from 1 to 65535."],
    ["vpcId", { vpcId: "main" }, 'vpcId is "main"; expected the id of a VPC.'],
    ["one subnet", { subnetIds: ["subnet-0a"] }, 'subnetIds is ["subnet-0a"]; expected at least 2 subnets.'],
    [
      "no security group",
      { securityGroupIds: [] },
      "securityGroupIds is []; expected at least one security group.",
    ],
    ["a client that is none", { clientSecurityGroups: { api: "10.0.0.0/8" } }, "clientSecurityGroups.api is"],
    [
      "too few zones",
      { preferredAzs: ["us-east-1a"] },
      'preferredAzs is ["us-east-1a"]; expected a zone for each of the 2 nodes.',
    ],
    [
      "zones elsewhere",
      { preferredAzs: ["us-east-1a", "us-west-2a"] },
      'preferredAzs is "us-west-2a"; expected zones of us-east-1.',
    ],
    [
      "failover without Multi-AZ",
      { multiAzEnabled: false, automaticFailoverEnabled: true },
      "automaticFailoverEnabled is true; expected false, or multiAzEnabled: true beside it.",
    ],
    [
      "Multi-AZ without failover",
      { automaticFailoverEnabled: false },
      "automaticFailoverEnabled is false; expected true, which Multi-AZ takes.",
    ],
    [
      "a token without TLS",
      { transitEncryptionEnabled: false, authTokenEnabled: true },
      "authTokenEnabled is true; expected false, or transitEncryptionEnabled: true beside it.",
    ],
    ["rotating no token", { authTokenEnabled: false, rotateAuthToken: true }, "rotateAuthToken is true"],
    [
      "kmsKeyArn",
      { kmsKeyArn: "alias/aws/elasticache" },
      'kmsKeyArn is "alias/aws/elasticache"; expected an ARN',
    ],
    ["accountId", { accountId: "1234" }, 'accountId is "1234"; expected an AWS account number of 12 digits.'],
    [
      "snapshotRetentionLimit",
      { snapshotRetentionLimit: 36 },
      "snapshotRetentionLimit is 36; expected a whole number from 0 to 35 days.",
    ],
    ["snapshotWindow", { snapshotWindow: "3-5" }, 'snapshotWindow is "3-5"; expected a daily window'],
    [
      "a short snapshotWindow",
      { snapshotWindow: "03:00-03:59" },
      "expected a daily window of an hour or more",
    ],
    [
      "maintenanceWindow",
      { maintenanceWindow: "05:00-07:00" },
      'maintenanceWindow is "05:00-07:00"; expected a weekly window of an hour or more',
    ],
    ["a day that is none", { maintenanceWindow: "day:05:00-day:07:00" }, "expected a weekly window"],
    ["finalSnapshotIdentifier", { finalSnapshotIdentifier: "Last!" }, 'finalSnapshotIdentifier is "Last!"'],
    [
      "parameters without a group",
      { parameters: [{ name: "timeout", value: "300" }] },
      'parameters is ["timeout"]; expected none, or createParameterGroup: true beside them.',
    ],
    [
      "a parameter twice",
      group({
        parameters: [
          { name: "timeout", value: "300" },
          { name: "timeout", value: "600" },
        ],
      }),
      'parameters is "timeout"; expected no parameter twice.',
    ],
    [
      "an apply method AWS does not have",
      group({ parameters: [{ name: "databases", value: "4", applyMethod: "immediate" }] }),
      'parameters.databases.applyMethod is "immediate"; expected pending-reboot, as AWS does.',
    ],
    [
      "cluster mode",
      group({ parameters: [{ name: "cluster-enabled", value: "yes" }] }),
      'parameters is "cluster-enabled"; expected no cluster mode.',
    ],
    [
      "a family of another version",
      group({ parameterGroupFamily: "redis6.x" }),
      'parameterGroupFamily is "redis6.x"; expected the family of Redis 7.1.',
    ],
    ["parameterGroupFamily", { parameterGroupFamily: "valkey8" }, "expected one of redis6.x, redis7."],
    [
      "notificationTopicArn",
      { notificationTopicArn: "oncall" },
      'notificationTopicArn is "oncall"; expected an ARN',
    ],
    [
      "alarmSnsTopicArns",
      { alarmSnsTopicArns: ["oncall"] },
      'alarmSnsTopicArns is "oncall"; expected an ARN',
    ],
    ["readerPrincipalArns", { readerPrincipalArns: ["*"] }, 'readerPrincipalArns is "*"; expected an ARN'],
    [
      "a log twice",
      { logDeliveryConfiguration: [log, log] },
      'logDeliveryConfiguration.logType is "slow-log"; expected each type of log once.',
    ],
    [
      "a log of no type",
      { logDeliveryConfiguration: [{ ...log, logType: "audit" as "slow-log" }] },
      'logDeliveryConfiguration.logType is "audit"; expected one of engine-log, slow-log.',
    ],
    ["logRetentionDays", { logRetentionDays: 1000 }, "logRetentionDays is 1000; expected one of 0, 1, 3, 5"],
    [
      "cpuThreshold",
      { cpuThreshold: 101 },
      "cpuThreshold is 101; expected a whole number from 1 to 100 percent.",
    ],
    [
      "memoryThreshold",
      { memoryThreshold: 0 },
      "memoryThreshold is 0; expected a whole number from 1 to 100",
    ],
    ["connectionsThreshold", { connectionsThreshold: 65_001 }, "from 1 to 65000 connections."],
    ["evictionsThreshold", { evictionsThreshold: -1 }, "from 0 to 1000000 keys."],
    ["replicationLagThreshold", { replicationLagThreshold: 0.5 }, "from 1 to 3600 seconds."],
  ])("refuses %s", (_, change, message) => {
    expect(() => made(change)).toThrow(InvalidPropError);
    expect(() => made(change)).toThrow(message);
  });

  it("takes what other resources know, and windows past midnight and past Sunday", () => {
    const stack = new TerraformStack(Testing.app(), "cache");
    const subnets = new TerraformVariable(stack, "subnets", { type: "list(string)" });
    const vpc = new TerraformVariable(stack, "vpc", { type: "string" });
    new ElasticacheRedis(stack, "redis", {
      ...base,
      subnetIds: subnets.listValue,
      vpcId: vpc.stringValue,
      snapshotWindow: "23:30-00:30",
      maintenanceWindow: "sun:23:30-mon:00:30",
    });
    expect(Testing.synth(stack)).toContain('"subnet_ids": "${var.subnets}"');
  });
});

describe("order", () => {
  it("of parameters, clients, groups, topics and readers changes nothing", () => {
    const parameters = ["timeout", "databases", "maxmemory-policy"].map((name) => ({ name, value: "1" }));
    const clients = { api: "sg-0b", workers: "sg-0c", jobs: "sg-0d" };
    const readers = ["b", "a", "c"].map((role) => `arn:aws:iam::123456789012:role/${role}`);
    const shuffledProps = fc.record({
      parameters: fc.shuffledSubarray(parameters, { minLength: 3 }),
      clients: fc.shuffledSubarray(Object.entries(clients), { minLength: 3 }),
      securityGroupIds: fc.shuffledSubarray(["sg-0a", "sg-0e"], { minLength: 2 }),
      alarmSnsTopicArns: fc.shuffledSubarray([TOPIC, `${TOPIC}-b`], { minLength: 2 }),
      readerPrincipalArns: fc.shuffledSubarray(readers, { minLength: 3 }),
    });
    const texts = new Set<string>();
    fc.assert(
      fc.property(shuffledProps, ({ clients: entries, ...shuffled }) => {
        const clientSecurityGroups = Object.fromEntries(entries);
        texts.add(synthesize({ ...base, createParameterGroup: true, clientSecurityGroups, ...shuffled }));
      }),
      { numRuns: 12 },
    );
    expect(texts.size).toBe(1);
  });

  it("and number of the clients leaves the other rules as they are", () => {
    const rules = (clients: Record<string, string>) =>
      made({ clientSecurityGroups: clients }).resource.aws_vpc_security_group_ingress_rule ?? {};
    expect(rules({ admin: "sg-0c", api: "sg-0b" })).toMatchObject(rules({ api: "sg-0b" }));
  });
});
