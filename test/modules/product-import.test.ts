import { DataAwsSecretsmanagerRandomPassword } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-random-password/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  InvalidPropError,
  ProductImport,
  type ProductImportProps,
} from "../../modules/product-import/index.js";
import { nodesOf, Planned } from "./planned.js";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-AbCdEf`;
const base: ProductImportProps = {
  environment: "production",
  awsRegion: "us-east-1",
  accountId: "123456789012",
  vpcId: "vpc-0123456789abcdef0",
  privateSubnetIds: ["subnet-0a", "subnet-0b"],
  ecsClusterId: "arn:aws:ecs:us-east-1:123456789012:cluster/imports",
  workerImage: "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api:latest",
  databaseSecretArn: secret("database-url"),
  encryptionKeySecretArn: secret("encryption-key"),
  s3BucketArn: "arn:aws:s3:::images",
  snsAlarmTopicArn: "arn:aws:sns:us-east-1:123456789012:alarms",
  snsCriticalTopicArn: "arn:aws:sns:us-east-1:123456789012:critical",
};

function made(
  change: Partial<ProductImportProps> | ((stack: TerraformStack) => Partial<ProductImportProps>) = {},
) {
  const stack = new TerraformStack(Testing.app(), "import");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new ProductImport(stack, "import", { ...base, ...(typeof change === "function" ? change(stack) : change) });
  const text = Testing.synth(stack);
  const { resource, data, output } = JSON.parse(text);
  const all = (type: string) => Object.values((resource as Resources)[type] ?? {});
  const first = (type: string) => all(type)[0] ?? {};
  return { text, resource: resource as Resources, data: data as Resources, output, all, first };
}

function statements(stack: ReturnType<typeof made>, id: string): unknown[] {
  const documents = Object.entries(stack.data.aws_iam_policy_document ?? {});
  const found = documents.find(([key]) => key.startsWith(`import_roles_${id}`));
  if (!found) throw new Error(`no policy document ${id}`);
  return found[1].statement as unknown[];
}

const usage = new Planned("product-import-usage");
const group = usage.only("aws_elasticache_replication_group");

describe("what the design lists", () => {
  it("is made, in these numbers", () => {
    expect(usage.counts()).toMatchObject({
      aws_elasticache_replication_group: 1,
      aws_elasticache_parameter_group: 1,
      aws_elasticache_subnet_group: 1,
      aws_security_group: 2,
      aws_ecs_task_definition: 1,
      aws_ecs_service: 1,
      aws_appautoscaling_policy: 2,
      aws_cloudwatch_metric_alarm: 4,
      aws_cloudwatch_log_group: 3,
      aws_iam_role: 2,
      aws_iam_role_policy: 3,
      aws_secretsmanager_secret: 1,
    });
    expect(group.num_cache_clusters).toBe(3);
  });

  it("stands beside nothing else than what these need", () => {
    const { aws_iam_policy, aws_iam_role_policy_attachment, ...counts } = usage.counts();
    expect([aws_iam_policy, aws_iam_role_policy_attachment]).toEqual([undefined, undefined]);
    expect(Object.keys(counts).sort()).toEqual([
      "aws_appautoscaling_policy",
      "aws_appautoscaling_target",
      "aws_cloudwatch_log_data_protection_policy",
      "aws_cloudwatch_log_group",
      "aws_cloudwatch_metric_alarm",
      "aws_ecs_service",
      "aws_ecs_task_definition",
      "aws_elasticache_parameter_group",
      "aws_elasticache_replication_group",
      "aws_elasticache_subnet_group",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_kms_alias",
      "aws_kms_key",
      "aws_secretsmanager_secret",
      "aws_secretsmanager_secret_version",
      "aws_security_group",
      "aws_vpc_security_group_egress_rule",
      "aws_vpc_security_group_ingress_rule",
    ]);
  });
});

describe("Redis", () => {
  it("is of version 7.0, over several zones, encrypted, and backed up", () => {
    expect(group).toMatchObject({
      engine_version: "7.0",
      node_type: "cache.r7g.large",
      multi_az_enabled: true,
      automatic_failover_enabled: true,
      at_rest_encryption_enabled: "true",
      transit_encryption_enabled: true,
      snapshot_retention_limit: 7,
      snapshot_window: "03:00-05:00",
      maintenance_window: "mon:05:00-mon:07:00",
      final_snapshot_identifier: "product-import-production-redis-final-snapshot",
    });
    expect(usage.only("aws_elasticache_parameter_group")).toMatchObject({
      family: "redis7",
      parameter: [{ name: "maxmemory-policy", value: "noeviction" }],
    });
  });

  it("takes its token from where it is told, or has one drawn", () => {
    const given = made((stack) => ({
      redisAuthToken: new TerraformVariable(stack, "redis_auth_token", { type: "string", sensitive: true })
        .stringValue,
    }));
    expect(given.first("aws_elasticache_replication_group").auth_token).toBe("${var.redis_auth_token}");
    expect(given.data.aws_secretsmanager_random_password).toBeUndefined();
    expect(made().first("aws_elasticache_replication_group")).toMatchObject({
      auth_token: expect.stringMatching(/^\$\{data\.aws_secretsmanager_random_password\./),
      lifecycle: { ignore_changes: ["auth_token"] },
    });
  });

  it("has its URL in a secret, with the token it was given", () => {
    const stack = made();
    expect(stack.first("aws_secretsmanager_secret")).toMatchObject({
      name: "product-import-production-redis-url",
      kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\./),
      recovery_window_in_days: 30,
    });
    expect(stack.first("aws_secretsmanager_secret_version")).toMatchObject({
      secret_string: expect.stringMatching(
        /^rediss:\/\/:\$\{urlencode\(aws_elasticache_replication_group\.\w+\.auth_token\)\}@\$\{.*primary_endpoint_address\}:/,
      ),
      lifecycle: { ignore_changes: ["secret_string"] },
    });
    expect(stack.all("aws_secretsmanager_secret_rotation")).toEqual([]);
  });

  it("gets a new token, and the secret its URL, when it is told to", () => {
    const stack = made({ rotateAuthToken: true });
    expect(stack.first("aws_elasticache_replication_group")).not.toHaveProperty("lifecycle");
    expect(stack.first("aws_secretsmanager_secret_version")).not.toHaveProperty("lifecycle");
  });

  it("rotates its token every 30 days where there is a function for it", () => {
    const production = new Planned("product-import-production");
    expect(production.only("aws_secretsmanager_secret_rotation")).toMatchObject({
      rotation_rules: [{ automatically_after_days: 30 }],
    });
  });

  it("lets in the workers and nobody else", () => {
    const stack = made();
    expect(stack.all("aws_vpc_security_group_ingress_rule")).toEqual([
      expect.objectContaining({
        security_group_id: expect.stringMatching(/security-groups_redis/),
        referenced_security_group_id: expect.stringMatching(/security-groups_worker/),
        from_port: 6379,
        to_port: 6379,
      }),
    ]);
  });
});

describe("workers", () => {
  const container = () => String(made().first("aws_ecs_task_definition").container_definitions);

  it("run on Fargate without a public address, and have 60 seconds to finish", () => {
    expect(usage.only("aws_ecs_task_definition")).toMatchObject({
      family: "product-import-production-worker",
      requires_compatibilities: ["FARGATE"],
      cpu: "2048",
      memory: "4096",
    });
    expect(usage.only("aws_ecs_service")).toMatchObject({
      launch_type: "FARGATE",
      desired_count: 2,
      network_configuration: [{ assign_public_ip: false }],
      deployment_circuit_breaker: [{ enable: true, rollback: true }],
    });
    expect(container()).toContain('"stopTimeout" = 60');
    expect(container()).toContain('"readonlyRootFilesystem" = true');
  });

  it("log to their group", () => {
    expect(usage.names("aws_cloudwatch_log_group")).toEqual([
      "/ecs/production/product-import-worker",
      "product-import-production-redis-engine-log",
      "product-import-production-redis-slow-log",
    ]);
    expect(container()).toMatch(
      /"awslogs-group" = aws_cloudwatch_log_group\.import_worker-logs_group_\w+\.name/,
    );
  });

  it("get secrets from ECS, and none in a variable", () => {
    for (const name of ["DATABASE_URL", "ENCRYPTION_KEY", "REDIS_URL"]) {
      expect(container()).toMatch(new RegExp(`"name" = "${name}", "valueFrom" = `));
    }
    expect(container()).toContain('"name" = "WORKER_CONCURRENCY", "value" = "5"');
  });

  it("are replaced as a whole, or by halves", () => {
    expect(made().first("aws_ecs_service")).toMatchObject({
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
    });
    expect(made({ deployment: "rolling" }).first("aws_ecs_service")).toMatchObject({
      deployment_minimum_healthy_percent: 50,
      deployment_maximum_percent: 150,
    });
  });

  it("reach the database in its security group, or in private networks", () => {
    const to = (change: Partial<ProductImportProps>) =>
      made(change)
        .all("aws_vpc_security_group_egress_rule")
        .filter((rule) => rule.from_port === 5432)
        .map((rule) => rule.cidr_ipv4 ?? rule.referenced_security_group_id);
    expect(to({})).toEqual(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]);
    expect(to({ databaseSecurityGroupId: "sg-0a" })).toEqual(["sg-0a"]);
  });
});

describe("roles", () => {
  it("start workers with three secrets, their key, their log group and their image", () => {
    expect(statements(made(), "start")).toEqual([
      expect.objectContaining({
        actions: ["secretsmanager:GetSecretValue"],
        resources: [base.databaseSecretArn, base.encryptionKeySecretArn, expect.stringMatching(/redis-url/)],
      }),
      expect.objectContaining({ actions: ["kms:Decrypt"] }),
      expect.objectContaining({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [expect.stringMatching(/worker-logs.*\.arn\}:\*$/)],
      }),
      expect.objectContaining({ resources: ["arn:aws:ecr:us-east-1:123456789012:repository/team/api"] }),
      expect.objectContaining({ actions: ["ecr:GetAuthorizationToken"], resources: ["*"] }),
    ]);
  });

  it("pull no image from ECR that is elsewhere", () => {
    const elsewhere = made({ workerImage: "ghcr.io/acme/worker@sha256:0a" });
    expect(JSON.stringify(statements(elsewhere, "start"))).not.toContain("ecr:");
  });

  it("work with the bucket, its key and one namespace of metrics", () => {
    const s3KmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/0b1c2d3e";
    expect(statements(made({ s3KmsKeyArn }), "images")).toEqual([
      expect.objectContaining({ resources: ["arn:aws:s3:::images/*"] }),
      expect.objectContaining({ actions: ["s3:ListBucket"], resources: ["arn:aws:s3:::images"] }),
      expect.objectContaining({ resources: [s3KmsKeyArn] }),
    ]);
    expect(statements(made(), "metrics")).toEqual([
      expect.objectContaining({
        actions: ["cloudwatch:PutMetricData"],
        condition: [{ test: "StringEquals", variable: "cloudwatch:namespace", values: ["ProductImport"] }],
      }),
    ]);
  });

  it("are taken by tasks of this account only", () => {
    for (const role of ["execution", "task"]) {
      expect(statements(made(), `${role}-trust`)).toEqual([
        expect.objectContaining({
          principals: [{ type: "Service", identifiers: ["ecs-tasks.amazonaws.com"] }],
          condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["123456789012"] }],
        }),
      ]);
    }
  });
});

describe("scaling", () => {
  it("goes from 2 to 50 workers", () => {
    expect(usage.only("aws_appautoscaling_target")).toMatchObject({
      min_capacity: 2,
      max_capacity: 50,
      resource_id: "service/imports-production/product-import-production-worker",
    });
  });

  it("aims at 10 jobs for each worker, and at 70 % of CPU", () => {
    const policy = (name: string) =>
      usage.named("aws_appautoscaling_policy", `product-import-production-worker-${name}`)
        .target_tracking_scaling_policy_configuration;
    const cooldowns = { scale_out_cooldown: 60, scale_in_cooldown: 300 };
    expect(policy("queue-depth")).toMatchObject([
      {
        target_value: 10,
        ...cooldowns,
        customized_metric_specification: [
          {
            metrics: expect.arrayContaining([
              expect.objectContaining({ expression: "depth / workers", return_data: true }),
              expect.objectContaining({
                metric_stat: [
                  expect.objectContaining({
                    metric: [
                      expect.objectContaining({ metric_name: "BullQueueDepth", namespace: "ProductImport" }),
                    ],
                  }),
                ],
              }),
            ]),
          },
        ],
      },
    ]);
    expect(policy("cpu")).toMatchObject([
      {
        target_value: 70,
        ...cooldowns,
        predefined_metric_specification: [{ predefined_metric_type: "ECSServiceAverageCPUUtilization" }],
      },
    ]);
  });

  it("is not undone by an apply", () => {
    expect(made().first("aws_ecs_service").lifecycle).toEqual({ ignore_changes: ["desired_count"] });
  });
});

describe("alarms", () => {
  const alarm = (name: string) =>
    usage.named("aws_cloudwatch_metric_alarm", `product-import-production-${name}`);
  const nodes = [1, 2, 3].map((node) => `product-import-production-redis-00${node}`);
  const FIVE_MINUTES = 300;

  it.each([
    ["redis-cpu", "CPUUtilization", 75, "production-alarms"],
    ["redis-memory", "DatabaseMemoryUsagePercentage", 85, "production-critical"],
  ])("%s, for 5 minutes on any node", (name, metric, threshold, topic) => {
    expect(alarm(name)).toMatchObject({
      comparison_operator: "GreaterThanThreshold",
      threshold,
      evaluation_periods: 1,
      alarm_actions: [`arn:aws:sns:us-east-1:123456789012:${topic}`],
    });
    expect(nodesOf(alarm(name))).toMatchObject({ nodes, metrics: [`${metric} Average ${FIVE_MINUTES}`] });
  });

  it("queue depth above 10,000 for 5 minutes", () => {
    expect(alarm("queue-depth")).toMatchObject({
      namespace: "ProductImport",
      metric_name: "BullQueueDepth",
      dimensions: { Environment: "production", Queue: "product-import" },
      comparison_operator: "GreaterThanThreshold",
      threshold: 10_000,
      period: FIVE_MINUTES,
      evaluation_periods: 1,
      alarm_actions: ["arn:aws:sns:us-east-1:123456789012:production-alarms"],
    });
  });

  it("fewer workers than the minimum for 3 minutes, or none that tell", () => {
    expect(alarm("worker-count")).toMatchObject({
      namespace: "ECS/ContainerInsights",
      metric_name: "RunningTaskCount",
      dimensions: { ClusterName: "imports-production", ServiceName: "product-import-production-worker" },
      comparison_operator: "LessThanThreshold",
      threshold: 2,
      period: 60,
      evaluation_periods: 3,
      treat_missing_data: "breaching",
      alarm_actions: ["arn:aws:sns:us-east-1:123456789012:production-critical"],
    });
  });

  it("connections, where a limit is named", () => {
    const production = new Planned("product-import-production");
    const connections = production.named(
      "aws_cloudwatch_metric_alarm",
      "product-import-production-redis-connections",
    );
    expect(connections).toMatchObject({ threshold: 5000 });
    expect(nodesOf(connections).metrics).toEqual(["CurrConnections Average 300"]);
  });
});

describe("outputs", () => {
  it("have the names of the design, and hold no secret", () => {
    expect(Object.keys(usage.outputs)).toEqual(
      expect.arrayContaining([
        "redis_endpoint",
        "redis_configuration_endpoint",
        "worker_service_name",
        "worker_log_group_name",
        "alarms",
      ]),
    );
    expect(usage.outputs.worker_log_group_name?.value).toBe("/ecs/production/product-import-worker");
    expect(Object.keys(made().output.alarms.value)).toEqual([
      "queue_depth",
      "redis_cpu",
      "redis_memory",
      "worker_count",
    ]);
    expect(JSON.stringify(made().output)).not.toMatch(/auth_token|secret_string|random_password/);
  });

  it("can be told apart when a stack holds two instances", () => {
    const stack = new TerraformStack(Testing.app(), "import");
    new ProductImport(stack, "one", base);
    new ProductImport(stack, "two", { ...base, project: "vendor-import", outputPrefix: "vendor_" });
    expect(Object.keys(JSON.parse(Testing.synth(stack)).output)).toContain("vendor_redis_endpoint");
  });
});

describe("bad props", () => {
  it.each<[string, Partial<ProductImportProps>, string]>([
    ["environment", { environment: "Prod" }, 'environment is "Prod"; expected 1-20 lower-case letters'],
    [
      "a name that is too long",
      { project: "p".repeat(20), environment: "e".repeat(20) },
      "has at most 40 characters and no two hyphens in a row.",
    ],
    ["awsRegion", { awsRegion: "virginia" }, 'awsRegion is "virginia"; expected an AWS region'],
    ["vpcId", { vpcId: "main" }, 'vpcId is "main"; expected the id of a VPC.'],
    ["one subnet", { privateSubnetIds: ["subnet-0a"] }, "expected at least 2 subnets."],
    ["redisNodeType", { redisNodeType: "large" }, 'redisNodeType is "large"; expected a node type'],
    [
      "one Redis node",
      { redisNumReplicas: 1 },
      "redisNumReplicas is 1; expected a whole number from 2 to 6 nodes.",
    ],
    [
      "a token in the source, without repeating it",
      { redisAuthToken: "correct-horse-battery" },
      'redisAuthToken is "(a literal)"; expected a reference, or nothing to have one generated.',
    ],
    ["redisMaxmemoryPolicy", { redisMaxmemoryPolicy: "lru" }, "expected one of noeviction, allkeys-lru"],
    [
      "redisSnapshotRetentionDays",
      { redisSnapshotRetentionDays: 0 },
      "redisSnapshotRetentionDays is 0; expected a whole number from 1 to 35 days.",
    ],
    [
      "redisSnapshotWindow",
      { redisSnapshotWindow: "25:00-26:00" },
      "expected a daily window of an hour or more",
    ],
    ["redisMaintenanceWindow", { redisMaintenanceWindow: "mon:05:00-mon:05:30" }, "expected a weekly window"],
    ["redisConnectionsThreshold", { redisConnectionsThreshold: 0 }, "from 1 to 65000 connections."],
    [
      "workerImage",
      { workerImage: "api" },
      'workerImage is "api"; expected an image with its tag or digest.',
    ],
    ["workerCpu", { workerCpu: 1000 }, "workerCpu is 1000; expected one of 256, 512, 1024"],
    [
      "workerMemory",
      { workerMemory: 1024 },
      "workerMemory is 1024; expected 4096 to 16384 MiB in steps of 1024 for 2048 CPU units.",
    ],
    ["1536 MiB for a quarter CPU", { workerCpu: 256, workerMemory: 1536 }, "workerMemory is 1536"],
    ["workerConcurrency", { workerConcurrency: 0 }, "from 1 to 100 jobs."],
    [
      "workerMinCount",
      { workerMinCount: 0 },
      "workerMinCount is 0; expected a whole number from 1 to 1000 workers.",
    ],
    [
      "fewer workers at most than at least",
      { workerMinCount: 10, workerMaxCount: 5 },
      "workerMaxCount is 5; expected a whole number from 10 to 1000 workers.",
    ],
    ["targetJobsPerWorker", { targetJobsPerWorker: 0 }, "from 1 to 10000 jobs."],
    ["targetCpuPercent", { targetCpuPercent: 100 }, "from 10 to 95 percent."],
    ["scaleOutCooldown", { scaleOutCooldown: -1 }, "from 0 to 3600 seconds."],
    ["scaleInCooldown", { scaleInCooldown: 3601 }, "from 0 to 3600 seconds."],
    [
      "stopTimeout",
      { stopTimeout: 121 },
      "stopTimeout is 121; expected a whole number from 30 to 120 seconds.",
    ],
    ["deployment", { deployment: "canary" as "rolling" }, "expected one of blue-green, rolling."],
    ["workerEnvironment", { workerEnvironment: { "A-B": "" } }, "expected names of variables."],
    ["databaseSecretArn", { databaseSecretArn: "postgres://db" }, "databaseSecretArn is"],
    ["encryptionKeySecretArn", { encryptionKeySecretArn: "0a" }, "encryptionKeySecretArn is"],
    ["databaseSecurityGroupId", { databaseSecurityGroupId: "db" }, "expected the id of a security group."],
    ["databasePort", { databasePort: 65_536 }, "from 1 to 65535."],
    ["s3BucketArn", { s3BucketArn: "images" }, 's3BucketArn is "images"; expected an ARN'],
    ["s3KmsKeyArn", { s3KmsKeyArn: "alias/aws/s3" }, "s3KmsKeyArn is"],
    ["secretsKmsKeyArns", { secretsKmsKeyArns: ["*"] }, "secretsKmsKeyArns is"],
    ["kmsKeyArn", { kmsKeyArn: "alias/aws/elasticache" }, "kmsKeyArn is"],
    ["rotationLambdaArn", { rotationLambdaArn: "rotate" }, "rotationLambdaArn is"],
    ["workerRepositoryArn", { workerRepositoryArn: "*" }, "workerRepositoryArn is"],
    ["queueName", { queueName: "import:jobs" }, "expected 1-64 letters, digits, hyphens and underscores."],
    ["metricNamespace", { metricNamespace: "AWS/ECS" }, "that does not start with AWS/."],
    ["snsAlarmTopicArn", { snsAlarmTopicArn: "oncall" }, "snsAlarmTopicArn is"],
    ["snsCriticalTopicArn", { snsCriticalTopicArn: "oncall" }, "snsCriticalTopicArn is"],
    ["logRetentionDays", { logRetentionDays: 8 }, "logRetentionDays is 8; expected one of 0, 1, 3, 5"],
    ["accountId", { accountId: "1234" }, 'accountId is "1234"; expected an AWS account number of 12 digits.'],
  ])("refuses %s", (_, change, message) => {
    expect(() => made(change)).toThrow(InvalidPropError);
    expect(() => made(change)).toThrow(message);
  });
});

describe("names and ids", () => {
  it("do not depend on the order of variables", () => {
    const one = made({ workerEnvironment: { A: "1", B: "2" } });
    expect(made({ workerEnvironment: { B: "2", A: "1" } }).text).toBe(one.text);
  });

  it("stay what they are when alarm and rotation are added", () => {
    const before = made();
    const after = made({
      redisConnectionsThreshold: 5000,
      rotationLambdaArn: "arn:aws:lambda:us-east-1:123456789012:function:rotate",
    });
    expect(after.resource).toMatchObject(before.resource);
  });

  it("stay what they are wherever the token comes from", () => {
    const given = made((stack) => ({
      redisAuthToken: new DataAwsSecretsmanagerRandomPassword(stack, "token", {}).randomPassword,
    }));
    const ids = (stack: ReturnType<typeof made>) =>
      Object.entries(stack.resource).flatMap(([type, byId]) =>
        Object.keys(byId).map((id) => `${type}.${id}`),
      );
    expect(ids(given)).toEqual(ids(made()));
  });
});
