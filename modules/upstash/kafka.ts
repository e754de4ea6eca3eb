import { Construct } from "constructs";
import { InvalidPropError, requireInteger, requireOneOf } from "../shared/validation.js";
import { requireName, requireTopicName, sortedEntries } from "./checks.js";
import type { KafkaConfigProps, KafkaTopicProps } from "./props.js";
import { KafkaCluster, KafkaTopic } from "./provider/index.js";

const DEFAULTS = {
  maxRetentionSize: 10_737_418_240,
  maxRetentionTime: 2_592_000_000,
  maxMessageSize: 10_485_760,
  maxPartitions: 1000,
  maxTopics: 100,
};

export interface KafkaProps {
  readonly config: KafkaConfigProps;
  /** Name where the config has none. */
  readonly name: string;
  readonly topics: Readonly<Record<string, KafkaTopicProps>> | undefined;
}

/** A Kafka cluster over several zones, with topics that keep records for a week at least unless told otherwise. */
export class Kafka extends Construct {
  readonly cluster: KafkaCluster;
  readonly topics: Readonly<Record<string, KafkaTopic>>;

  constructor(scope: Construct, id: string, props: KafkaProps) {
    super(scope, id);
    const { config } = props;
    const name = config.name ?? props.name;
    const region = config.region ?? "us-east-1";
    requireName("kafkaConfig.name", name);
    requireOneOf("kafkaConfig.region", region, ["us-east-1", "eu-west-1", "ap-northeast-1"]);
    const limits = limitsOf(config);
    const topics = sortedEntries(props.topics);
    checkTogether(topics, limits);
    this.cluster = new KafkaCluster(this, "cluster", {
      clusterName: name,
      region,
      multizone: config.multizone ?? true,
    });
    this.topics = Object.fromEntries(
      topics.map(([key, topic]) => [key, this.topic(key, topic, limits)] as const),
    );
  }

  /** What applications need; it holds the password. */
  get environment(): Record<string, string> {
    const { password, restEndpoint, tcpEndpoint, username } = this.cluster;
    return {
      KAFKA_BOOTSTRAP_SERVERS: tcpEndpoint,
      KAFKA_SECURITY_PROTOCOL: "SASL_SSL",
      KAFKA_SASL_MECHANISM: "SCRAM-SHA-256",
      UPSTASH_KAFKA_REST_URL: restEndpoint,
      UPSTASH_KAFKA_REST_USERNAME: username,
      UPSTASH_KAFKA_REST_PASSWORD: password,
    };
  }

  private topic(key: string, topic: KafkaTopicProps, limits: typeof DEFAULTS): KafkaTopic {
    const path = `kafkaTopics.${key}`;
    requireTopicName(path, key);
    const cleanupPolicy = topic.cleanupPolicy ?? "delete";
    requireOneOf(`${path}.cleanupPolicy`, cleanupPolicy, ["delete", "compact"]);
    const whole = (
      name: "retentionTime" | "retentionSize" | "maxMessageSize",
      fallback: number,
      most: number,
    ) => {
      const value = topic[name] ?? fallback;
      requireInteger(`${path}.${name}`, value, 1, most);
      return value;
    };
    requireInteger(`${path}.partitions`, topic.partitions, 1, limits.maxPartitions);
    const { maxMessageSize, maxRetentionSize, maxRetentionTime } = limits;
    // The last record of each key stays for ever in a compacted topic: the limit is about those that delete.
    const longest = cleanupPolicy === "delete" ? maxRetentionTime : Number.MAX_SAFE_INTEGER;
    return new KafkaTopic(this, `topic-${key}`, {
      clusterId: this.cluster.clusterId,
      topicName: key,
      partitions: topic.partitions,
      retentionTime: whole("retentionTime", Math.min(604_800_000, longest), longest),
      retentionSize: whole("retentionSize", Math.min(1_073_741_824, maxRetentionSize), maxRetentionSize),
      maxMessageSize: whole("maxMessageSize", maxMessageSize, maxMessageSize),
      cleanupPolicy,
    });
  }
}

function limitsOf(config: KafkaConfigProps): typeof DEFAULTS {
  const limits = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]) {
    const value = config[name];
    if (value === undefined) continue;
    requireInteger(`kafkaConfig.${name}`, value, 1, Number.MAX_SAFE_INTEGER);
    limits[name] = value;
  }
  return limits;
}

function checkTogether(topics: readonly [string, KafkaTopicProps][], limits: typeof DEFAULTS): void {
  if (topics.length > limits.maxTopics) {
    throw new InvalidPropError(
      "kafkaTopics",
      topics.map(([key]) => key),
      `at most ${limits.maxTopics} topics`,
    );
  }
  const partitions = topics.reduce((sum, [, topic]) => sum + topic.partitions, 0);
  if (partitions > limits.maxPartitions) {
    const allowed = `at most ${limits.maxPartitions} partitions of all topics together`;
    throw new InvalidPropError("kafkaTopics", partitions, allowed);
  }
}
