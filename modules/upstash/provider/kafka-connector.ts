// Written by scripts/upstash-bindings.ts from the schema of upstash/upstash 1.5.3.
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { UpstashResource } from "./resource.js";

export interface KafkaConnectorConfig extends TerraformMetaArguments {
  /** Name of the connector. */
  readonly clusterId: string;
  /** Name of the connector. */
  readonly name: string;
  /** Properties that the connector will have. */
  readonly properties: Readonly<Record<string, string>>;
  /** Running state of the connector. Can be either 'paused', 'running' or 'restart'. */
  readonly runningState?: string | undefined;
}

/** The resource `upstash_kafka_connector`. */
export class KafkaConnector extends UpstashResource {
  static readonly tfResourceType = "upstash_kafka_connector";

  constructor(scope: Construct, id: string, config: KafkaConnectorConfig) {
    super(scope, id, KafkaConnector.tfResourceType, config, {
      cluster_id: config.clusterId,
      name: config.name,
      properties: config.properties,
      running_state: config.runningState,
    });
  }

  /** Name of the connector. */
  get clusterId(): string {
    return this.getStringAttribute("cluster_id");
  }

  /** Unique Connector ID for created connector. */
  get connectorId(): string {
    return this.getStringAttribute("connector_id");
  }

  /** Creation of the connector. */
  get creationTime(): number {
    return this.getNumberAttribute("creation_time");
  }

  /** Name of the connector. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Running state of the connector. Can be either 'paused', 'running' or 'restart'. */
  get runningState(): string {
    return this.getStringAttribute("running_state");
  }
}
