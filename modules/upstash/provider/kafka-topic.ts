// Written by scripts/upstash-bindings.ts from the schema of upstash/upstash 1.5.3.
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { UpstashResource } from "./resource.js";

export interface KafkaTopicConfig extends TerraformMetaArguments {
  /** Cleanup policy will be used in the topic(compact or delete). */
  readonly cleanupPolicy: string;
  /** ID of the cluster the topic will be deployed in. */
  readonly clusterId: string;
  /** Max message size in the topic. */
  readonly maxMessageSize: number;
  /** The number of partitions the topic will have. */
  readonly partitions: number;
  /** Retention size of the messages in the topic. */
  readonly retentionSize: number;
  /** Retention time of messages in the topic. */
  readonly retentionTime: number;
  /** Name of the topic. */
  readonly topicName: string;
}

/** The resource `upstash_kafka_topic`. */
export class KafkaTopic extends UpstashResource {
  static readonly tfResourceType = "upstash_kafka_topic";

  constructor(scope: Construct, id: string, config: KafkaTopicConfig) {
    super(scope, id, KafkaTopic.tfResourceType, config, {
      cleanup_policy: config.cleanupPolicy,
      cluster_id: config.clusterId,
      max_message_size: config.maxMessageSize,
      partitions: config.partitions,
      retention_size: config.retentionSize,
      retention_time: config.retentionTime,
      topic_name: config.topicName,
    });
  }

  /** Cleanup policy will be used in the topic(compact or delete). */
  get cleanupPolicy(): string {
    return this.getStringAttribute("cleanup_policy");
  }

  /** ID of the cluster the topic will be deployed in. */
  get clusterId(): string {
    return this.getStringAttribute("cluster_id");
  }

  /** Creation time of the topic. */
  get creationTime(): number {
    return this.getNumberAttribute("creation_time");
  }

  /** Max message size in the topic. */
  get maxMessageSize(): number {
    return this.getNumberAttribute("max_message_size");
  }

  /** Whether multizone replication is enabled. */
  get multizone(): IResolvable {
    return this.getBooleanAttribute("multizone");
  }

  /** The number of partitions the topic will have. */
  get partitions(): number {
    return this.getNumberAttribute("partitions");
  }

  /** Password to be used in authenticating to the cluster. Sensitive. */
  get password(): string {
    return this.getStringAttribute("password");
  }

  /** Region of the kafka topic. */
  get region(): string {
    return this.getStringAttribute("region");
  }

  /** REST Endpoint of the kafka topic. */
  get restEndpoint(): string {
    return this.getStringAttribute("rest_endpoint");
  }

  /** Retention size of the messages in the topic. */
  get retentionSize(): number {
    return this.getNumberAttribute("retention_size");
  }

  /** Retention time of messages in the topic. */
  get retentionTime(): number {
    return this.getNumberAttribute("retention_time");
  }

  /** State of the kafka topic (active or deleted). */
  get state(): string {
    return this.getStringAttribute("state");
  }

  /** TCP Endpoint of the kafka topic. */
  get tcpEndpoint(): string {
    return this.getStringAttribute("tcp_endpoint");
  }

  /** Unique Cluster ID for created topic. */
  get topicId(): string {
    return this.getStringAttribute("topic_id");
  }

  /** Name of the topic. */
  get topicName(): string {
    return this.getStringAttribute("topic_name");
  }

  /** Base64 encoded username to be used in authenticating to the cluster. */
  get username(): string {
    return this.getStringAttribute("username");
  }
}
