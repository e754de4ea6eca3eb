// Written by scripts/upstash-bindings.ts from the schema of upstash/upstash 1.5.3.
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { UpstashResource } from "./resource.js";

export interface KafkaClusterConfig extends TerraformMetaArguments {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Whether cluster has multizone attribute. */
  readonly multizone?: boolean | IResolvable | undefined;
  /** region of the cluster. Possible values (may change) are: "eu-west-1", "us-east-1". */
  readonly region: string;
}

/** The resource `upstash_kafka_cluster`. */
export class KafkaCluster extends UpstashResource {
  static readonly tfResourceType = "upstash_kafka_cluster";

  constructor(scope: Construct, id: string, config: KafkaClusterConfig) {
    super(scope, id, KafkaCluster.tfResourceType, config, {
      cluster_name: config.clusterName,
      multizone: config.multizone,
      region: config.region,
    });
  }

  /** Unique Cluster ID for created cluster. */
  get clusterId(): string {
    return this.getStringAttribute("cluster_id");
  }

  /** Name of the cluster. */
  get clusterName(): string {
    return this.getStringAttribute("cluster_name");
  }

  /** Creation time of the cluster. */
  get creationTime(): number {
    return this.getNumberAttribute("creation_time");
  }

  /** Max Message Size for the cluster. */
  get maxMessageSize(): number {
    return this.getNumberAttribute("max_message_size");
  }

  /** Max Messages Per Second for the cluster. */
  get maxMessagesPerSecond(): number {
    return this.getNumberAttribute("max_messages_per_second");
  }

  /** Max Partitions for the cluster. */
  get maxPartitions(): number {
    return this.getNumberAttribute("max_partitions");
  }

  /** Max Retention Size of the cluster. */
  get maxRetentionSize(): number {
    return this.getNumberAttribute("max_retention_size");
  }

  /** Max Retention Time of the cluster. */
  get maxRetentionTime(): number {
    return this.getNumberAttribute("max_retention_time");
  }

  /** Whether cluster has multizone attribute. */
  get multizone(): IResolvable {
    return this.getBooleanAttribute("multizone");
  }

  /** Password for the cluster. Sensitive. */
  get password(): string {
    return this.getStringAttribute("password");
  }

  /** region of the cluster. Possible values (may change) are: "eu-west-1", "us-east-1". */
  get region(): string {
    return this.getStringAttribute("region");
  }

  /** REST Endpoint of the cluster. */
  get restEndpoint(): string {
    return this.getStringAttribute("rest_endpoint");
  }

  /** State, where the cluster is originated. */
  get state(): string {
    return this.getStringAttribute("state");
  }

  /** TCP Endpoint of the cluster. */
  get tcpEndpoint(): string {
    return this.getStringAttribute("tcp_endpoint");
  }

  /** Type of the cluster. */
  get type(): string {
    return this.getStringAttribute("type");
  }

  /** Base64 encoded username for the cluster. */
  get username(): string {
    return this.getStringAttribute("username");
  }
}
