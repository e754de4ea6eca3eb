// Written by scripts/upstash-bindings.ts from the schema of upstash/upstash 1.5.3.
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { UpstashResource } from "./resource.js";

export interface KafkaCredentialConfig extends TerraformMetaArguments {
  /** ID of the kafka cluster. */
  readonly clusterId: string;
  /** Name of the kafka credential. */
  readonly credentialName: string;
  /** Permission scope given to the kafka credential. */
  readonly permissions: string;
  /** Name of the kafka topic. */
  readonly topic: string;
}

/** The resource `upstash_kafka_credential`. */
export class KafkaCredential extends UpstashResource {
  static readonly tfResourceType = "upstash_kafka_credential";

  constructor(scope: Construct, id: string, config: KafkaCredentialConfig) {
    super(scope, id, KafkaCredential.tfResourceType, config, {
      cluster_id: config.clusterId,
      credential_name: config.credentialName,
      permissions: config.permissions,
      topic: config.topic,
    });
  }

  /** ID of the kafka cluster. */
  get clusterId(): string {
    return this.getStringAttribute("cluster_id");
  }

  /** Creation time of the credential. */
  get creationTime(): number {
    return this.getNumberAttribute("creation_time");
  }

  /** Unique ID of the kafka credential. */
  get credentialId(): string {
    return this.getStringAttribute("credential_id");
  }

  /** Name of the kafka credential. */
  get credentialName(): string {
    return this.getStringAttribute("credential_name");
  }

  /** Password to be used in authenticating to the cluster. Sensitive. */
  get password(): string {
    return this.getStringAttribute("password");
  }

  /** Permission scope given to the kafka credential. */
  get permissions(): string {
    return this.getStringAttribute("permissions");
  }

  /** State of the credential(active or deleted). */
  get state(): string {
    return this.getStringAttribute("state");
  }

  /** Name of the kafka topic. */
  get topic(): string {
    return this.getStringAttribute("topic");
  }

  /** Username to be used for the kafka credential. */
  get username(): string {
    return this.getStringAttribute("username");
  }
}
