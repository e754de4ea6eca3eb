import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  EventQueue,
  type EventQueueProps,
  InvalidPropError,
  natsSubject,
  redisStream,
} from "../../modules/event-queue/index.js";

type Arguments = Record<string, unknown>;
interface Planned {
  readonly address: string;
  readonly type: string;
  readonly values: Arguments;
}

const PLANS = join(import.meta.dirname, "../../fixtures/plans");

/** A real plan: its resources by type, and its outputs. */
function planned(name: string) {
  const plan = JSON.parse(readFileSync(join(PLANS, `event-queue-${name}.json`), "utf8"));
  const resources: Planned[] = plan.planned_values.root_module.resources.filter(
    ({ address }: Planned) => !address.includes("alarm-topic"),
  );
  return {
    all: (type: string) => resources.filter((resource) => resource.type === type).map(({ values }) => values),
    one: (type: string) => {
      const found = resources.filter((resource) => resource.type === type);
      if (found.length !== 1) throw new Error(`${found.length} ${type}`);
      return found[0]?.values as Arguments;
    },
    count: (type: string) => resources.filter((resource) => resource.type === type).length,
    alarms: () =>
      Object.fromEntries(
        resources
          .filter((resource) => resource.type === "aws_cloudwatch_metric_alarm")
          .map(({ values }) => [String(values.alarm_name), values]),
      ) as Record<string, Arguments>,
    outputs: plan.planned_values.outputs as Record<string, { sensitive: boolean; value?: unknown }>,
  };
}

const common = {
  project: "orion",
  environment: "production",
  accountId: "123456789012",
  vpcId: "vpc-0a1b2c3d",
  subnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
  allowedCidrBlocks: ["10.20.0.0/16"],
  alarmSnsTopicArns: ["arn:aws:sns:us-east-1:123456789012:alarms"],
};
const redis: EventQueueProps = { ...common, queueType: "redis" };
const nats: EventQueueProps = { ...common, queueType: "nats" };

function made(props: EventQueueProps): {
  resource: Record<string, Record<string, Arguments>>;
  output: Arguments;
} {
  const stack = new TerraformStack(Testing.app(), "stack");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new EventQueue(stack, "events", props);
  return JSON.parse(Testing.synth(stack));
}

describe("Redis as planned", () => {
  const plan = planned("redis-usage");

  it("is one group with a replica, failover, encryption, daily snapshots and logs", () => {
    expect(plan.one("aws_elasticache_replication_group")).toMatchObject({
      replication_group_id: "msp-platform-prod-events",
      engine: "redis",
      engine_version: "7.0",
      node_type: "cache.t3.small",
      num_cache_clusters: 2,
      automatic_failover_enabled: true,
      multi_az_enabled: true,
      port: 6379,
      at_rest_encryption_enabled: "true",
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
      snapshot_retention_limit: 7,
      snapshot_window: "03:00-05:00",
      auto_minor_version_upgrade: "true",
    });
    const delivered = plan.one("aws_elasticache_replication_group").log_delivery_configuration as Arguments[];
    expect(delivered.map(({ log_type }) => log_type).sort()).toEqual(["engine-log", "slow-log"]);
    expect(plan.one("aws_elasticache_parameter_group")).toMatchObject({
      family: "redis7",
      parameter: [{ name: "maxmemory-policy", value: "noeviction" }],
    });
  });

  it("lets the allowed blocks in on its port, and nobody out", () => {
    expect(plan.one("aws_vpc_security_group_ingress_rule")).toMatchObject({
      cidr_ipv4: "10.0.0.0/8",
      from_port: 6379,
      to_port: 6379,
    });
    expect(plan.count("aws_vpc_security_group_egress_rule")).toBe(0);
  });

  it("makes one key, one secret, two masked log groups", () => {
    expect(plan.one("aws_kms_key")).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
    expect(plan.all("aws_secretsmanager_secret").map(({ name }) => name)).toEqual([
      "msp-platform-prod-events-auth",
    ]);
    expect(plan.count("aws_cloudwatch_log_group")).toBe(2);
    expect(plan.count("aws_cloudwatch_log_data_protection_policy")).toBe(2);
    expect(plan.one("aws_cloudwatch_dashboard").dashboard_name).toBe("msp-platform-prod-events");
  });

  it("alarms on CPU over 75 % and memory over 80 % for 10 minutes, connections and what fails", () => {
    const alarms = plan.alarms();
    expect(Object.keys(alarms).sort()).toEqual(
      ["001", "002"].flatMap((node) =>
        ["connection-failures", "connections", "cpu", "evictions", "memory"].map(
          (kind) => `msp-platform-prod-events-${node}-${kind}`,
        ),
      ),
    );
    for (const node of ["001", "002"]) {
      const tenMinutes = { period: 300, evaluation_periods: 2, statistic: "Average" };
      const common = { namespace: "AWS/ElastiCache", comparison_operator: "GreaterThanThreshold" };
      const dimensions = { CacheClusterId: `msp-platform-prod-events-${node}` };
      const alarm = (kind: string) => alarms[`msp-platform-prod-events-${node}-${kind}`];
      expect(alarm("cpu")).toMatchObject({
        ...common,
        ...tenMinutes,
        dimensions,
        metric_name: "CPUUtilization",
        threshold: 75,
      });
      expect(alarm("memory")).toMatchObject({
        ...common,
        ...tenMinutes,
        dimensions,
        metric_name: "DatabaseMemoryUsagePercentage",
        threshold: 80,
      });
      expect(alarm("connections")).toMatchObject({
        ...common,
        dimensions,
        metric_name: "CurrConnections",
        threshold: 1000,
      });
      expect(alarm("connection-failures")).toMatchObject({
        ...common,
        dimensions,
        metric_name: "AuthenticationFailures",
        statistic: "Sum",
        threshold: 0,
      });
      expect(alarm("evictions")).toMatchObject({
        ...common,
        dimensions,
        metric_name: "Evictions",
        threshold: 0,
      });
    }
  });

  it("gives every tenant a user that reaches its own keys only, and nobody else any", () => {
    const users = planned("redis-production").all("aws_elasticache_user");
    expect(
      Object.fromEntries(users.map(({ user_name, access_string }) => [user_name, access_string])),
    ).toEqual({
      default: "off -@all",
      platform: expect.stringMatching(/^on ~tenant:\* resetchannels -@all \+@read \+@write/),
      "clinic-001": expect.stringMatching(
        /^on ~tenant:clinic-001:\* resetchannels -@all .* -@dangerous -scan/,
      ),
      "clinic-002": expect.stringMatching(
        /^on ~tenant:clinic-002:\* resetchannels -@all .* -@dangerous -scan/,
      ),
    });
    expect(
      planned("redis-production").one("aws_elasticache_replication_group").auth_token ?? null,
    ).toBeNull();
  });
});

describe("NATS as planned", () => {
  const plan = planned("nats-usage");

  it("is a group of three over the subnets, from an encrypted template without a public address", () => {
    expect(plan.one("aws_autoscaling_group")).toMatchObject({
      name: "msp-platform-prod-events",
      min_size: 3,
      max_size: 3,
      desired_capacity: 3,
      health_check_type: "ELB",
      instance_refresh: [expect.objectContaining({ strategy: "Rolling" })],
    });
    expect(plan.one("aws_autoscaling_group").vpc_zone_identifier).toHaveLength(3);
    const template = plan.one("aws_launch_template");
    expect(template).toMatchObject({
      instance_type: "t3.medium",
      image_id: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
      metadata_options: [expect.objectContaining({ http_tokens: "required" })],
      network_interfaces: [expect.objectContaining({ associate_public_ip_address: "false" })],
    });
    const disks = (template.block_device_mappings as { device_name: string; ebs: Arguments[] }[]).map(
      ({ device_name, ebs }) => [
        device_name,
        ebs[0]?.encrypted,
        ebs[0]?.delete_on_termination,
        ebs[0]?.volume_size,
      ],
    );
    expect(disks).toEqual([
      ["/dev/xvda", "true", "true", 20],
      ["/dev/sdf", "true", "false", 50],
    ]);
  });

  it("has an internal load balancer, and rules for its port and the routes only", () => {
    expect(plan.one("aws_lb")).toMatchObject({ internal: true, load_balancer_type: "network" });
    expect(plan.one("aws_lb_listener")).toMatchObject({ port: 4222, protocol: "TCP" });
    const ports = (type: string) =>
      plan
        .all(type)
        .map(({ from_port }) => from_port)
        .sort();
    expect(ports("aws_vpc_security_group_ingress_rule")).toEqual([4222, 4222, 6222]);
    expect(ports("aws_vpc_security_group_egress_rule")).toEqual([4222, 443, 6222]);
  });

  it("holds no secret in its user data, which is known in the plan", () => {
    const text = Buffer.from(String(plan.one("aws_launch_template").user_data), "base64").toString();
    expect(text).toMatch(/^#!\/bin\/bash\n/);
    expect(text).not.toContain("mock-password");
    expect(
      plan
        .all("aws_secretsmanager_secret")
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["auth", "jetstream", "tls"].map((kind) => `msp-platform-prod-events-${kind}`));
  });

  it("snapshots its volumes daily and keeps them for the days asked for", () => {
    expect(plan.one("aws_dlm_lifecycle_policy").policy_details).toMatchObject([
      {
        resource_types: ["VOLUME"],
        target_tags: { Name: "msp-platform-prod-events-data" },
        schedule: [
          { create_rule: [{ interval: 24 }], retain_rule: [{ interval: 7, interval_unit: "DAYS" }] },
        ],
      },
    ]);
  });

  it("alarms on CPU over 75 % and memory over 80 % for 10 minutes, disk, connections and what fails", () => {
    const alarms = plan.alarms();
    const expected = {
      cpu: ["AWS/EC2", "CPUUtilization", 75, 60, 10],
      memory: ["CWAgent", "mem_used_percent", 80, 60, 10],
      disk: ["CWAgent", "disk_used_percent", 80, 60, 10],
      connections: ["EventQueue/msp-platform-prod-events", "Connections", 1000, 300, 1],
      "connection-failures": ["EventQueue/msp-platform-prod-events", "ConnectionFailures", 0, 300, 1],
      unreachable: ["AWS/NetworkELB", "UnHealthyHostCount", 0, 60, 5],
    };
    const actual = Object.entries(alarms).map(([name, alarm]) => [
      name.replace("msp-platform-prod-events-", ""),
      [alarm.namespace, alarm.metric_name, alarm.threshold, alarm.period, alarm.evaluation_periods],
    ]);
    expect(Object.fromEntries(actual)).toEqual(expected);
    expect(plan.one("aws_cloudwatch_log_metric_filter")).toMatchObject({
      pattern: expect.stringMatching(/^%.*authentication\.error.*%$/),
    });
  });
});

describe("outputs", () => {
  it.each(["redis", "nats"])(
    "%s: are those of the design, and the connection string is sensitive",
    (type) => {
      const { outputs } = planned(`${type}-usage`);
      const names = ["auth_secret_arn", "connection_string", "endpoint", "port", "security_group_id"];
      expect(Object.keys(outputs).sort()).toEqual(
        [...names, ...(type === "nats" ? ["ca_parameter_name"] : [])].sort(),
      );
      expect(Object.entries(outputs).flatMap(([name, { sensitive }]) => (sensitive ? name : []))).toEqual([
        "connection_string",
      ]);
      expect(outputs.port?.value).toBe(type === "redis" ? 6379 : 4222);
    },
  );

  it("have the tenants' secrets, and a prefix where it is asked for", () => {
    const { output } = made({ ...redis, tenants: ["clinic-001"], outputPrefix: "events_" });
    expect(output).toHaveProperty("events_tenant_secret_arns.value.clinic-001");
    expect(made({ ...redis, enableAuth: false }).output).not.toHaveProperty("auth_secret_arn");
  });

  it.each<[EventQueueProps, RegExp]>([
    [redis, /^rediss:\/\/default:\$\{.*\}@\$\{.*primary_endpoint_address\}:6379$/],
    [{ ...redis, tenants: ["clinic-001"] }, /^rediss:\/\/platform:/],
    [
      { ...redis, enableEncryption: false, enableAuth: false },
      /^redis:\/\/\$\{.*primary_endpoint_address\}:6379$/,
    ],
    [nats, /^tls:\/\/\$\{.*\}@\$\{aws_lb\..*dns_name\}:4222$/],
    [{ ...nats, tenants: ["clinic-001"] }, /^tls:\/\/platform:/],
    [
      { ...nats, natsServerName: "queue.example.internal" } as EventQueueProps,
      /@queue\.example\.internal:4222$/,
    ],
  ])("connection string %#", (props, expected) => {
    const { value } = (made(props).output as Record<string, { value: string }>).connection_string ?? {
      value: "",
    };
    expect(value).toMatch(expected);
  });
});

describe("sizes and presets", () => {
  it.each<[Partial<EventQueueProps>, string, number]>([
    [{ size: "small" }, "cache.t3.micro", 1],
    [{}, "cache.t3.small", 2],
    [{ size: "large" }, "cache.m5.large", 2],
    [{ preset: "development" }, "cache.t3.micro", 1],
    [{ preset: "development", size: "medium" }, "cache.t3.small", 2],
  ])("Redis %j is %s, %d nodes", (change, nodeType, nodes) => {
    const [group] = Object.values(
      made({ ...redis, ...change } as EventQueueProps).resource.aws_elasticache_replication_group ?? {},
    );
    expect(group).toMatchObject({
      node_type: nodeType,
      num_cache_clusters: nodes,
      automatic_failover_enabled: nodes > 1,
      snapshot_retention_limit: change.preset ? 1 : 7,
    });
  });

  it.each<[Partial<EventQueueProps>, string, number]>([
    [{ size: "small" }, "t3.small", 1],
    [{}, "t3.medium", 3],
    [{ size: "large" }, "m5.large", 3],
    [{ natsInstanceType: "m7g.large", natsClusterSize: 5 } as Partial<EventQueueProps>, "m7g.large", 5],
  ])("NATS %j is %s, %d servers", (change, instanceType, servers) => {
    const { resource } = made({ ...nats, ...change } as EventQueueProps);
    const [template] = Object.values(resource.aws_launch_template ?? {});
    const [group] = Object.values(resource.aws_autoscaling_group ?? {});
    expect(template?.instance_type).toBe(instanceType);
    expect(template?.image_id).toContain(instanceType.startsWith("m7g") ? "arm64" : "x86_64");
    expect(group?.desired_capacity).toBe(servers);
  });
});

describe("names of streams", () => {
  it("are those of the design", () => {
    expect(redisStream("clinic-001", "incidents")).toBe("tenant:clinic-001:incidents");
    expect(natsSubject("clinic-001", "incidents")).toBe("tenant.clinic-001.incidents");
  });

  it.each(["*", "clinic.001", "a:b", ">", "", "Clinic"])("refuse the client %j", (client) => {
    expect(() => redisStream(client, "incidents")).toThrow(InvalidPropError);
    expect(() => natsSubject(client, "incidents")).toThrow(InvalidPropError);
  });
});

describe("logical ids", () => {
  const ids = (props: EventQueueProps) =>
    Object.entries(made(props).resource).flatMap(([type, byId]) =>
      Object.keys(byId).map((id) => `${type}.${id}`),
    );

  it.each([redis, nats])("stay when a tenant or a block is added, in any order (%#)", (base) => {
    const before = { ...base, tenants: ["clinic-002"], allowedCidrBlocks: ["10.20.0.0/16"] };
    const after = {
      ...base,
      tenants: ["clinic-003", "clinic-002", "clinic-001"],
      allowedCidrBlocks: ["10.10.0.0/16", "10.20.0.0/16"],
    };
    expect(ids(after)).toEqual(expect.arrayContaining(ids(before)));
    const reversed = {
      ...after,
      tenants: [...after.tenants].reverse(),
      allowedCidrBlocks: [...after.allowedCidrBlocks].reverse(),
    };
    expect(made(reversed)).toEqual(made(after));
  });
});

describe("bad props", () => {
  it.each<[Partial<Record<string, unknown>>, string]>([
    [{ queueType: "kafka" }, 'queueType is "kafka"; expected one of redis, nats.'],
    [{ preset: "staging" }, 'preset is "staging"; expected one of development, production.'],
    [{ size: "huge" }, 'size is "huge"; expected one of small, medium, large.'],
    [{ vpcId: "main" }, 'vpcId is "main"; expected the id of a VPC'],
    [{ subnetIds: [] }, "subnetIds is []; expected at least one subnet."],
    [{ subnetIds: ["subnet-0a"] }, "expected at least two subnets where redisNumCacheNodes is 2."],
    [{ allowedCidrBlocks: ["0.0.0.0/0"] }, 'allowedCidrBlocks is "0.0.0.0/0"; expected an IPv4 block'],
    [{ allowedCidrBlocks: ["10.20.0.0"] }, 'allowedCidrBlocks is "10.20.0.0"; expected an IPv4 block'],
    [{ alarmSnsTopicArns: [] }, "alarmSnsTopicArns is []; expected at least one topic."],
    [{ backupRetentionDays: 36 }, "backupRetentionDays is 36; expected a whole number from 0 to 35 days."],
    [{ logRetentionDays: 100 }, "logRetentionDays is 100; expected one of 0, 1, 3"],
    [
      { connectionsThreshold: 0 },
      "connectionsThreshold is 0; expected a whole number from 1 to 65000 connections.",
    ],
    [{ tenants: ["Clinic"] }, 'tenants is "Clinic"; expected 1-31 lower-case letters'],
    [{ tenants: ["a", "a"] }, 'tenants is ["a","a"]; expected no client twice.'],
    [{ tenants: ["a"], enableAuth: false }, 'tenants is ["a"]; expected none without enableAuth.'],
    [{ enableEncryption: false }, "enableAuth is true; expected false without enableEncryption"],
    [{ rotationDays: 91 }, "rotationDays is 91; expected a whole number from 1 to 90 days."],
    [{ rotationLambdaArn: "rotate" }, 'rotationLambdaArn is "rotate"; expected an ARN'],
    [{ kmsKeyArn: "alias/aws/elasticache" }, 'kmsKeyArn is "alias/aws/elasticache"; expected an ARN'],
    [{ accountId: "1" }, 'accountId is "1"; expected an AWS account number of 12 digits.'],
    [{ redisNumCacheNodes: 7 }, "redisNumCacheNodes is 7; expected a whole number from 1 to 6 nodes."],
    [{ redisNodeType: "t3.small" }, 'redisNodeType is "t3.small"; expected a node type'],
    [{ redisEngineVersion: "5.0" }, 'redisEngineVersion is "5.0"; expected one of 6.2, 7.0, 7.1.'],
    [{ redisMaxmemoryPolicy: "drop" }, 'redisMaxmemoryPolicy is "drop"; expected a maxmemory-policy'],
    [{ redisSnapshotWindow: "3-5" }, 'redisSnapshotWindow is "3-5"; expected a time'],
    [{ redisMaintenanceWindow: "sunday" }, 'redisMaintenanceWindow is "sunday"; expected a time'],
    [{ redisNotificationTopicArn: "ops" }, 'redisNotificationTopicArn is "ops"; expected an ARN'],
  ])("%j", (change, message) => {
    expect(() => made({ ...redis, ...change } as EventQueueProps)).toThrow(InvalidPropError);
    expect(() => made({ ...redis, ...change } as EventQueueProps)).toThrow(message);
  });

  it.each<[Partial<Record<string, unknown>>, string]>([
    [{ natsClusterSize: 2 }, "natsClusterSize is 2; expected 1, 3 or 5"],
    [{ natsInstanceType: "big" }, 'natsInstanceType is "big"; expected an instance type'],
    [{ natsVersion: "2.9.1" }, 'natsVersion is "2.9.1"; expected a version'],
    [{ natsSha256: "abc" }, 'natsSha256 is "abc"; expected 64 hexadecimal digits.'],
    [
      { natsDownloadUrl: "http://example.com" },
      'natsDownloadUrl is "http://example.com"; expected an https URL',
    ],
    [{ natsAmiId: "linux" }, 'natsAmiId is "linux"; expected the id of an image'],
    [{ natsVolumeSize: 1 }, "natsVolumeSize is 1; expected a whole number from 8 to 16384 GiB."],
    [{ natsServerName: "a b; reboot" }, "expected a name such as queue.example.internal."],
    [{ natsEgressCidrBlocks: [] }, "natsEgressCidrBlocks is []; expected at least one block."],
    [{ backupRetentionDays: 0 }, "backupRetentionDays is 0; expected a whole number from 1 to 35 days."],
    [{ subnetIds: ["subnet-0a"] }, "expected at least two subnets where natsClusterSize is 3."],
  ])("%j", (change, message) => {
    expect(() => made({ ...nats, ...change } as EventQueueProps)).toThrow(InvalidPropError);
    expect(() => made({ ...nats, ...change } as EventQueueProps)).toThrow(message);
  });

  it("takes any number of tenants: its user data names none, and is not longer than EC2 takes", () => {
    const tenants = Array.from({ length: 300 }, (_, index) => `clinic-${index}`);
    const [few, many] = [["clinic-0"], tenants].map((list) => {
      const { resource } = made({ ...nats, natsServerName: "queue.example.internal", tenants: list });
      return Object.values(resource.aws_launch_template ?? {}).map(({ user_data }) => String(user_data));
    });
    expect(many).toEqual(few);
    expect(few?.[0]?.length).toBeLessThan(16_384);
  });
});
