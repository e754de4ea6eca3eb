import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity/index.js";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition/index.js";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region/index.js";
import { Construct } from "constructs";
import { EncryptionKey, logsKeyStatement } from "../shared/encryption-key.js";
import { addOutputs } from "../shared/outputs.js";
import type { Statement } from "../shared/policy-document.js";
import { commonTags, namePrefix } from "../shared/tags.js";
import { requireMatch } from "../shared/validation.js";
import { NatsQueue } from "./nats.js";
import { NATS_PORT } from "./nats-config.js";
import type { QueueParts } from "./parts.js";
import type { EventQueueProps } from "./props.js";
import { REDIS_PORT, RedisQueue } from "./redis.js";
import { natsSettingsOf, redisSettingsOf, type Settings, settingsOf } from "./settings.js";

export { InvalidPropError } from "../shared/validation.js";
export { natsSubject, redisStream } from "./names.js";
export type { EventQueueProps } from "./props.js";

/** A queue of events for many clients: Redis Streams or NATS JetStream, encrypted, closed, watched and backed up. */
export class EventQueue extends Construct {
  /** The parts of the queue: for references and escape hatches. */
  readonly queue: RedisQueue | NatsQueue;
  /** URL with the credential of the platform. It is a secret. */
  readonly connectionString: string;
  /** Name of the host that clients connect to. */
  readonly endpoint: string;
  readonly port: number;
  readonly securityGroupId: string;
  /** ARN of the secret with the credential of the platform; undefined without `enableAuth`. */
  readonly authSecretArn: string | undefined;
  /** ARN of each client's secret, by its id. */
  readonly tenantSecretArns: Readonly<Record<string, string>>;
  /** Name of the SSM parameter with the certificate that NATS clients trust. */
  readonly caParameterName: string | undefined;
  /** ARN of the customer managed key. */
  readonly kmsKeyArn: string;

  constructor(scope: Construct, id: string, props: EventQueueProps) {
    super(scope, id);
    const name = `${namePrefix(props)}-events`;
    const settings = settingsOf(props);
    const engine =
      props.queueType === "redis"
        ? { redis: redisSettingsOf(props, settings) }
        : { nats: natsSettingsOf(props) };
    const place = this.place(props);
    const tags = commonTags(props);
    this.kmsKeyArn =
      props.kmsKeyArn ??
      new EncryptionKey(this, "encryption", {
        name,
        description: `Event queue ${name}`,
        accountId: props.accountId,
        statements: keyStatements(name, settings, props.queueType, place),
        tags,
      }).arn;
    const parts: QueueParts = { name, settings, kmsKeyArn: this.kmsKeyArn, ...place, tags };
    this.queue = engine.redis
      ? new RedisQueue(this, "redis", { ...parts, redis: engine.redis })
      : new NatsQueue(this, "nats", { ...parts, nats: engine.nats });
    this.connectionString = this.queue.connectionString;
    this.endpoint = this.queue.endpoint;
    this.port = props.queueType === "redis" ? REDIS_PORT : NATS_PORT;
    this.securityGroupId = this.queue.network.securityGroupId;
    this.authSecretArn = this.queue.credentials?.platform.arn;
    this.tenantSecretArns = Object.fromEntries(
      Object.entries(this.queue.credentials?.tenants ?? {}).map(([tenant, secret]) => [tenant, secret.arn]),
    );
    this.caParameterName = this.queue instanceof NatsQueue ? this.queue.caParameterName : undefined;
    this.addOutputs(props.outputPrefix ?? "");
  }

  private addOutputs(prefix: string): void {
    addOutputs(this, prefix, {
      connection_string: {
        description: "Full connection string with credentials",
        value: this.connectionString,
        sensitive: true,
      },
      endpoint: { description: "Queue endpoint address", value: this.endpoint },
      port: { description: "Queue port", value: this.port },
      security_group_id: { description: "Security group ID", value: this.securityGroupId },
      ...(this.authSecretArn && {
        auth_secret_arn: {
          description: "ARN of AWS Secrets Manager secret containing credentials",
          value: this.authSecretArn,
        },
      }),
      ...(Object.keys(this.tenantSecretArns).length > 0 && {
        tenant_secret_arns: {
          description: "ARNs of the secrets with each client's credentials",
          value: this.tenantSecretArns,
        },
      }),
      ...(this.caParameterName && {
        ca_parameter_name: {
          description: "SSM parameter with the certificate that clients trust",
          value: this.caParameterName,
        },
      }),
    });
  }

  private place({ accountId }: EventQueueProps) {
    if (accountId !== undefined) {
      requireMatch("accountId", accountId, /^\d{12}$/, "an AWS account number of 12 digits");
    }
    return {
      partition: new DataAwsPartition(this, "partition").partition,
      region: new DataAwsRegion(this, "region").name,
      account: accountId ?? new DataAwsCallerIdentity(this, "account").accountId,
    };
  }
}

/** Services that use the key on their own, without the rights of whoever calls them. */
function keyStatements(
  name: string,
  settings: Settings,
  queueType: EventQueueProps["queueType"],
  place: Pick<QueueParts, "partition" | "region" | "account">,
): Statement[] {
  const { partition, account } = place;
  const logs = queueType === "redis" ? `/aws/elasticache/${name}/` : `/${name}/`;
  const role = "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
  const autoscaling = [{ type: "AWS", identifiers: [`arn:${partition}:iam::${account}:${role}`] }];
  return [
    ...(settings.cloudwatch ? [logsKeyStatement(place, logs)] : []),
    ...(queueType === "nats" && settings.encryption
      ? [
          {
            sid: "UseByAutoScaling",
            principals: autoscaling,
            actions: [
              "kms:Decrypt",
              "kms:DescribeKey",
              "kms:Encrypt",
              "kms:GenerateDataKey*",
              "kms:ReEncrypt*",
            ],
            resources: ["*"],
          },
          {
            sid: "GrantToVolumes",
            principals: autoscaling,
            actions: ["kms:CreateGrant"],
            resources: ["*"],
            condition: [{ test: "Bool", variable: "kms:GrantIsForAWSResource", values: ["true"] }],
          },
        ]
      : []),
  ];
}
