import type { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group/index.js";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret/index.js";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation/index.js";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js";
import { Fn } from "cdktf";
import { Construct } from "constructs";

export interface RedisUrlProps {
  readonly name: string;
  readonly group: ElasticacheReplicationGroup;
  readonly kmsKeyArn: string;
  /** Whether the secret follows the token of Redis. */
  readonly followToken: boolean;
  readonly rotationLambdaArn: string | undefined;
  readonly tags: Record<string, string>;
}

/** The secret with `REDIS_URL`: TLS, with the token that Redis was given. */
export class RedisUrl extends Construct {
  readonly secretArn: string;

  constructor(scope: Construct, id: string, props: RedisUrlProps) {
    super(scope, id);
    const { group } = props;
    const secret = new SecretsmanagerSecret(this, "secret", {
      name: props.name,
      description: "REDIS_URL of the product import",
      kmsKeyId: props.kmsKeyArn,
      recoveryWindowInDays: 30,
      tags: { ...props.tags, Name: props.name },
    });
    // Taken from Redis and not from where it was drawn, so that both hold the same one, even when an apply breaks off.
    const token = Fn.urlencode(group.authToken);
    new SecretsmanagerSecretVersion(this, "url", {
      secretId: secret.id,
      secretString: `rediss://:${token}@${group.primaryEndpointAddress}:${group.port}`,
      ...(!props.followToken && { lifecycle: { ignoreChanges: ["secret_string"] } }),
    });
    if (props.rotationLambdaArn !== undefined) {
      new SecretsmanagerSecretRotation(this, "rotation", {
        secretId: secret.id,
        rotationLambdaArn: props.rotationLambdaArn,
        rotationRules: { automaticallyAfterDays: 30 },
      });
    }
    this.secretArn = secret.arn;
  }
}
