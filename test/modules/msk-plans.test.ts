import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

type Values = Record<string, unknown>;
interface Change {
  readonly mode: string;
  readonly type: string;
  readonly change: { readonly after: Values; readonly after_unknown: Values };
}
interface Output {
  readonly sensitive: boolean;
  readonly value?: unknown;
}
interface Plan {
  readonly resource_changes: readonly Change[];
  readonly planned_values: { readonly outputs: Record<string, Output> };
}

const PLANS = join(import.meta.dirname, "../../fixtures/plans");
const plan = (name: string): Plan => JSON.parse(readFileSync(join(PLANS, `${name}.json`), "utf8"));

const [production, development, defaults, shared] = [
  plan("msk-production"),
  plan("msk-development"),
  plan("msk-defaults"),
  plan("msk-shared-key"),
];

function changes({ resource_changes }: Plan, type: string): Change[] {
  return resource_changes.filter((each) => each.mode === "managed" && each.type === type);
}

const all = (from: Plan, type: string): Values[] => changes(from, type).map(({ change }) => change.after);

function only(from: Plan, type: string): Values {
  const [first, ...others] = all(from, type);
  if (!first || others.length > 0) throw new Error(`not one ${type}`);
  return first;
}

/** How many resources of each type the plan makes, beside the topic its alarms tell. */
function counts({ resource_changes }: Plan): Record<string, number> {
  const result: Record<string, number> = {};
  for (const { mode, type } of resource_changes)
    if (mode === "managed") result[type] = (result[type] ?? 0) + 1;
  return result;
}

function alarm(from: Plan, name: string): Values {
  const found = all(from, "aws_cloudwatch_metric_alarm").find((each) => each.alarm_name === name);
  if (!found) throw new Error(`no alarm ${name}`);
  return found;
}

const rules = (from: Plan) =>
  all(from, "aws_vpc_security_group_ingress_rule")
    .map((rule) => `${rule.description}: ${rule.ip_protocol} ${rule.from_port}-${rule.to_port}`)
    .sort();

const properties = (from: Plan) => {
  const text = String(only(from, "aws_msk_configuration").server_properties);
  return Object.fromEntries(
    text
      .trim()
      .split("\n")
      .map((line) => line.split("=")),
  );
};

describe("a cluster of which nothing is said but what has to be", () => {
  const cluster = only(defaults, "aws_msk_cluster");

  it("has three brokers of the default size in three zones", () => {
    expect(cluster).toMatchObject({
      cluster_name: "orion-production-msk",
      kafka_version: "3.5.1",
      number_of_broker_nodes: 3,
      enhanced_monitoring: "PER_BROKER",
      broker_node_group_info: [
        {
          instance_type: "kafka.m5.large",
          client_subnets: expect.objectContaining({ length: 3 }),
          connectivity_info: [{ public_access: [{ type: "DISABLED" }] }],
          storage_info: [
            {
              ebs_storage_info: [
                { volume_size: 500, provisioned_throughput: [{ enabled: false, volume_throughput: null }] },
              ],
            },
          ],
        },
      ],
    });
  });

  it("is encrypted with a key of its own, talks TLS only, and asks for IAM", () => {
    expect(cluster).toMatchObject({
      encryption_info: [{ encryption_in_transit: [{ client_broker: "TLS", in_cluster: true }] }],
      client_authentication: [{ sasl: [{ iam: true, scram: false }], tls: [], unauthenticated: false }],
    });
    expect(changes(defaults, "aws_msk_cluster")[0]?.change.after_unknown).toMatchObject({
      encryption_info: [{ encryption_at_rest_kms_key_arn: true }],
    });
  });

  it("logs to CloudWatch for six years, masked, and feeds both exporters", () => {
    expect(cluster).toMatchObject({
      logging_info: [
        {
          broker_logs: [
            {
              cloudwatch_logs: [{ enabled: true, log_group: "/aws/msk/orion-production" }],
              s3: [{ enabled: false }],
            },
          ],
        },
      ],
      open_monitoring: [
        {
          prometheus: [
            { jmx_exporter: [{ enabled_in_broker: true }], node_exporter: [{ enabled_in_broker: true }] },
          ],
        },
      ],
    });
    expect(only(defaults, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/msk/orion-production",
      retention_in_days: 2192,
    });
    const document = JSON.parse(
      String(only(defaults, "aws_cloudwatch_log_data_protection_policy").policy_document),
    );
    expect(document.Statement[1].Operation).toEqual({ Deidentify: { MaskConfig: {} } });
  });

  it("keeps three copies for a week, and more", () => {
    expect(properties(defaults)).toEqual({
      "auto.create.topics.enable": "true",
      "default.replication.factor": "3",
      "min.insync.replicas": "2",
      "num.io.threads": "8",
      "num.network.threads": "5",
      "num.partitions": "6",
      "num.replica.fetchers": "2",
      "replica.lag.time.max.ms": "30000",
      "socket.receive.buffer.bytes": "102400",
      "socket.request.max.bytes": "104857600",
      "socket.send.buffer.bytes": "102400",
      "unclean.leader.election.enable": "false",
      "zookeeper.session.timeout.ms": "18000",
      "log.retention.hours": "168",
      "log.segment.bytes": "1073741824",
      "log.retention.check.interval.ms": "300000",
      "message.max.bytes": "10485760",
      "compression.type": "producer",
    });
    expect(only(defaults, "aws_msk_configuration")).toMatchObject({
      name: "orion-production-msk-config-3-5-1",
      kafka_versions: ["3.5.1"],
    });
  });

  it("lets the EKS nodes and itself in, and nobody out to the internet", () => {
    expect(only(defaults, "aws_security_group")).toMatchObject({
      name: "orion-production-msk-sg",
      description: "Security group for MSK cluster",
      vpc_id: "vpc-0a1b2c3d4e5f60718",
    });
    expect(rules(defaults)).toEqual([
      "JMX Exporter: tcp 11001-11002",
      "Kafka IAM from EKS: tcp 9098-9098",
      "Kafka TLS from EKS: tcp 9094-9094",
      "ZooKeeper internal, over TLS: tcp 2182-2182",
      "ZooKeeper internal: tcp 2181-2181",
    ]);
    for (const rule of all(defaults, "aws_vpc_security_group_egress_rule")) {
      expect(rule).toMatchObject({ cidr_ipv4: null, cidr_ipv6: null });
    }
  });

  it("consists of these resources", () => {
    expect(counts(defaults)).toEqual({
      aws_cloudwatch_log_data_protection_policy: 1,
      aws_cloudwatch_log_group: 1,
      // One group of consumers, offline partitions, two for each broker, and the one of the topic.
      aws_cloudwatch_metric_alarm: 9,
      aws_kms_alias: 2,
      aws_kms_key: 2,
      aws_msk_cluster: 1,
      aws_msk_configuration: 1,
      aws_security_group: 1,
      aws_sns_topic: 1,
      aws_sns_topic_policy: 1,
      aws_vpc_security_group_egress_rule: 1,
      aws_vpc_security_group_ingress_rule: 5,
    });
  });
});

describe("a cluster with everything", () => {
  const cluster = only(production, "aws_msk_cluster");

  it("has what its props say", () => {
    expect(cluster).toMatchObject({
      kafka_version: "3.8.x",
      enhanced_monitoring: "PER_TOPIC_PER_BROKER",
      broker_node_group_info: [
        {
          instance_type: "kafka.m5.4xlarge",
          storage_info: [
            {
              ebs_storage_info: [
                { volume_size: 1000, provisioned_throughput: [{ enabled: true, volume_throughput: 300 }] },
              ],
            },
          ],
        },
      ],
      client_authentication: [
        { sasl: [{ iam: true, scram: true }], tls: [expect.anything()], unauthenticated: false },
      ],
      logging_info: [
        {
          broker_logs: [
            {
              s3: [{ enabled: true, bucket: "orion-production-kafka-logs", prefix: "msk/orion-production" }],
            },
          ],
        },
      ],
    });
    expect(properties(production)).toMatchObject({
      "allow.everyone.if.no.acl.found": "false",
      "log.cleaner.delete.retention.ms": "86400000",
    });
  });

  it("lets every client in on every port it logs in at, and Prometheus to the exporters", () => {
    expect(rules(production)).toEqual([
      "JMX Exporter from Prometheus: tcp 11001-11002",
      "JMX Exporter: tcp 11001-11002",
      "Kafka IAM from EKS: tcp 9098-9098",
      "Kafka IAM from reporting: tcp 9098-9098",
      "Kafka SCRAM from EKS: tcp 9096-9096",
      "Kafka SCRAM from reporting: tcp 9096-9096",
      "Kafka TLS from EKS: tcp 9094-9094",
      "Kafka TLS from reporting: tcp 9094-9094",
      "ZooKeeper internal, over TLS: tcp 2182-2182",
      "ZooKeeper internal: tcp 2181-2181",
    ]);
  });

  it("keeps a password for each user in a secret that rotates and that Kafka reads", () => {
    expect(all(production, "aws_secretsmanager_secret").map(({ name }) => name)).toEqual([
      "AmazonMSK_orion-production-ehr-import",
      "AmazonMSK_orion-production-reporting",
    ]);
    for (const rotation of all(production, "aws_secretsmanager_secret_rotation")) {
      expect(rotation.rotation_rules).toMatchObject([{ automatically_after_days: 30 }]);
    }
    expect(all(production, "aws_msk_single_scram_secret_association")).toHaveLength(2);
    expect(all(production, "aws_secretsmanager_secret_policy")).toHaveLength(2);
  });

  it("marks the passwords as sensitive", () => {
    const versions = production.resource_changes.filter(
      ({ type }) => type === "aws_secretsmanager_secret_version",
    );
    expect(versions).toHaveLength(2);
    for (const { change } of versions) {
      expect(change).toMatchObject({ after_sensitive: { secret_string: true } });
    }
  });

  it("tells the topics and who may use them", () => {
    const { topics, topic_acls } = production.planned_values.outputs;
    expect(topics?.value).toEqual({
      orders: topic(12, "delete", "604800000"),
      "lab-results": topic(6, "delete", "2592000000"),
      patients: topic(6, "compact", "-1"),
    });
    const acl = (user: string, resource_type: string, resource_name: string, ...operations: string[]) => ({
      principal: `User:${user}`,
      resource_type,
      resource_name,
      operations,
    });
    expect(topic_acls?.value).toEqual([
      acl("CN=lab-gateway", "TOPIC", "lab-results", "DESCRIBE", "WRITE"),
      acl("ehr-import", "TOPIC", "lab-results", "DESCRIBE", "WRITE"),
      acl("reporting", "TOPIC", "lab-results", "DESCRIBE", "READ"),
      acl("reporting", "GROUP", "reporting", "READ"),
    ]);
  });
});

describe("alarms", () => {
  const NAME = "orion-production-msk";

  it("watch the lag of each group of consumers", () => {
    for (const [topic, group, threshold] of [
      ["orders", "billing", 5000],
      ["orders", "shipping", 5000],
      ["lab-results", "reporting", 1000],
    ]) {
      expect(alarm(production, `${NAME}-lag-${topic}/${group}`)).toMatchObject({
        namespace: "AWS/Kafka",
        metric_name: "MaxOffsetLag",
        dimensions: { "Cluster Name": NAME, "Consumer Group": group, Topic: topic },
        statistic: "Maximum",
        comparison_operator: "GreaterThanThreshold",
        threshold,
        period: 300,
        evaluation_periods: 3,
        actions_enabled: true,
      });
    }
  });

  it.each(["1", "2", "3"])("watch disk and copies of broker %s", (broker) => {
    const dimensions = { "Cluster Name": NAME, "Broker ID": broker };
    const maximum = { namespace: "AWS/Kafka", statistic: "Maximum", dimensions, period: 300 };
    expect(alarm(production, `${NAME}-disk-${broker}`)).toMatchObject({
      ...maximum,
      metric_name: "KafkaDataLogsDiskUsed",
      threshold: 85,
      evaluation_periods: 1,
    });
    expect(alarm(production, `${NAME}-under-replicated-${broker}`)).toMatchObject({
      ...maximum,
      metric_name: "UnderReplicatedPartitions",
      threshold: 0,
      evaluation_periods: 3,
    });
  });

  it("watch partitions without a leader", () => {
    expect(alarm(production, `${NAME}-offline-partitions`)).toMatchObject({
      metric_name: "OfflinePartitionsCount",
      dimensions: { "Cluster Name": NAME },
      statistic: "Maximum",
      threshold: 0,
      period: 60,
      evaluation_periods: 2,
    });
  });
});

describe("a serverless cluster", () => {
  it("is made instead of the provisioned one, not beside it", () => {
    expect(counts(development)).toEqual({
      aws_cloudwatch_metric_alarm: 2,
      aws_kms_alias: 1,
      aws_kms_key: 1,
      aws_msk_serverless_cluster: 1,
      aws_security_group: 1,
      aws_sns_topic: 1,
      aws_sns_topic_policy: 1,
      aws_vpc_security_group_ingress_rule: 1,
    });
    expect(only(development, "aws_msk_serverless_cluster")).toMatchObject({
      cluster_name: "orion-development-msk-serverless",
      client_authentication: [{ sasl: [{ iam: [{ enabled: true }] }] }],
      vpc_config: [{ subnet_ids: expect.objectContaining({ length: 3 }) }],
    });
    expect(rules(development)).toEqual(["Kafka IAM from EKS: tcp 9098-9098"]);
  });

  it("watches its consumers", () => {
    expect(alarm(development, "orion-development-msk-lag-orders/billing").dimensions).toEqual({
      "Cluster Name": "orion-development-msk-serverless",
      "Consumer Group": "billing",
      Topic: "orders",
    });
  });

  it("has no outputs for what it does not have", () => {
    const { outputs } = development.planned_values;
    for (const name of ["bootstrap_brokers_tls", "zookeeper_connect_string", "log_group_name"]) {
      expect(outputs[name]).toMatchObject({ value: null });
    }
  });
});

describe("a cluster whose key and security group are made elsewhere", () => {
  it("makes neither", () => {
    expect(counts(shared)).toEqual({
      aws_cloudwatch_log_data_protection_policy: 1,
      aws_cloudwatch_log_group: 1,
      aws_cloudwatch_metric_alarm: 8,
      aws_msk_cluster: 1,
      aws_msk_configuration: 1,
    });
    expect(only(shared, "aws_msk_cluster")).toMatchObject({
      broker_node_group_info: [{ security_groups: ["sg-0d1e2f3a4b5c60718"] }],
      encryption_info: [{ encryption_at_rest_kms_key_arn: expect.stringMatching(/:key\/0b1c2d3e/) }],
    });
  });
});

describe("outputs", () => {
  it.each([production, development, defaults, shared])("have the same names for every cluster", (each) => {
    expect(Object.keys(each.planned_values.outputs).sort()).toEqual([
      "bootstrap_brokers_iam",
      "bootstrap_brokers_scram",
      "bootstrap_brokers_tls",
      "cluster_arn",
      "cluster_name",
      "log_group_name",
      "scram_secret_arns",
      "security_group_id",
      "topic_acls",
      "topics",
      "zookeeper_connect_string",
      "zookeeper_connect_string_tls",
    ]);
  });
});

function topic(partitions: number, cleanup: string, retention: string) {
  return {
    partitions,
    replication_factor: 3,
    config: { "cleanup.policy": cleanup, "retention.ms": retention },
  };
}
