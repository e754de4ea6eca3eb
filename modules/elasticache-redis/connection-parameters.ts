import type { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group/index.js";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { Construct } from "constructs";

export interface ConnectionParametersProps {
  /** Folder of the parameters, e.g. `/production/cache/forge-production-redis`. */
  readonly folder: string;
  readonly group: ElasticacheReplicationGroup;
  readonly port: number;
  /** Whether there is a replica to read from. */
  readonly hasReader: boolean;
  readonly hasToken: boolean;
  /** Whether the token in the parameter follows that of the cache. */
  readonly followToken: boolean;
  readonly kmsKeyArn: string;
  readonly tags: Record<string, string>;
}

/** What a program has to know to connect, in SSM Parameter Store. */
export class ConnectionParameters extends Construct {
  readonly primaryEndpoint: string;
  readonly readerEndpoint: string | undefined;
  readonly port: string;
  readonly authToken: string | undefined;

  constructor(scope: Construct, id: string, props: ConnectionParametersProps) {
    super(scope, id);
    const { group } = props;
    this.primaryEndpoint = this.plain(
      props,
      "primary-endpoint",
      "Write endpoint",
      group.primaryEndpointAddress,
    );
    this.readerEndpoint = props.hasReader
      ? this.plain(props, "reader-endpoint", "Read endpoint", group.readerEndpointAddress)
      : undefined;
    this.port = this.plain(props, "port", "Port", String(props.port));
    this.authToken = props.hasToken ? this.token(props) : undefined;
  }

  private plain(props: ConnectionParametersProps, key: string, description: string, value: string): string {
    const name = `${props.folder}/${key}`;
    return new SsmParameter(this, key, {
      name,
      description,
      type: "String",
      value,
      tags: { ...props.tags, Name: name },
    }).name;
  }

  /**
   * Taken from the cache and not from where it was drawn, so that both hold the same one, even when an apply breaks
   * off between them.
   */
  private token(props: ConnectionParametersProps): string {
    const name = `${props.folder}/auth-token`;
    return new SsmParameter(this, "auth-token", {
      name,
      description: "Redis AUTH token",
      type: "SecureString",
      keyId: props.kmsKeyArn,
      value: props.group.authToken,
      tags: { ...props.tags, Name: name },
      ...(!props.followToken && { lifecycle: { ignoreChanges: ["value"] } }),
    }).name;
  }
}
