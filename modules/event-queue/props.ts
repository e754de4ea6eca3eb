import type { TagProps } from "../shared/tags.js";

/** Props that Redis and NATS share. */
export interface CommonProps extends TagProps {
  /**
   * Where the queue stands: `development` is one small node with a day of backups, `production` is what the defaults
   * below say. Every other prop wins over it. Default: `production`.
   */
  readonly preset?: "development" | "production" | undefined;
  /**
   * How many clients it serves: `small` 1-10, `medium` 10-50, `large` 50 and more. Sets node type and number of nodes
   * unless they are named. Default: `medium`; with the preset `development`, `small`.
   */
  readonly size?: "small" | "medium" | "large" | undefined;
  /** VPC of the queue. */
  readonly vpcId: string;
  /** Private subnets of the nodes: at least one; two in different zones where there are several nodes. */
  readonly subnetIds: readonly string[];
  /** IPv4 blocks that may connect, e.g. `10.20.0.0/16`: at least one, none that is the whole internet. */
  readonly allowedCidrBlocks: readonly string[];
  /** Encrypt at rest and in transit. `false` is for data without patients only: policies fail. Default: true. */
  readonly enableEncryption?: boolean | undefined;
  /**
   * Ask clients for credentials. `false` lets everybody on the network in: policies fail. Redis takes credentials with
   * `enableEncryption` only. Default: true.
   */
  readonly enableAuth?: boolean | undefined;
  /** Logs, alarms and dashboard in CloudWatch. Default: true. */
  readonly enableCloudwatch?: boolean | undefined;
  /** ARNs of the SNS topics that every alarm tells: at least one with `enableCloudwatch`. Default: none. */
  readonly alarmSnsTopicArns?: readonly string[] | undefined;
  /** Days that daily backups are kept: 0-35 (Redis; 0 turns them off), 1-35 (NATS). Default: 7; development: 1. */
  readonly backupRetentionDays?: number | undefined;
  /** Days that logs are kept: a value that CloudWatch Logs knows; 0 is forever. Default: 2192 (six years). */
  readonly logRetentionDays?: number | undefined;
  /** Connections to a node above which the connections alarm fires: 1-65000. Default: 1000. */
  readonly connectionsThreshold?: number | undefined;
  /**
   * Clients with credentials of their own, which reach nothing but `tenant:{client}:*` or `tenant.{client}.>`: ids of
   * 1-31 lower-case letters, digits and hyphens. Needs `enableAuth`. Default: none; all clients share one credential.
   */
  readonly tenants?: readonly string[] | undefined;
  /** Lambda function that rotates the secrets. Default: none; the policy secrets/rotation fails. */
  readonly rotationLambdaArn?: string | undefined;
  /** Days after which secrets are rotated: 1-90. Default: 30. Takes effect with `rotationLambdaArn`. */
  readonly rotationDays?: number | undefined;
  /**
   * Customer managed key of data, logs and secrets, open to CloudWatch Logs and, for NATS, to Auto Scaling.
   * Default: a key of its own.
   */
  readonly kmsKeyArn?: string | undefined;
  /** Account that owns the queue: 12 digits. Default: `data.aws_caller_identity`. */
  readonly accountId?: string | undefined;
  /** Put before the name of each output, for two instances in one stack. Default: "". */
  readonly outputPrefix?: string | undefined;
}

/** Redis Streams on ElastiCache. */
export interface RedisProps {
  /** `redis`: Redis Streams on ElastiCache. `nats`: NATS JetStream on EC2. */
  readonly queueType: "redis";
  /** Node type, e.g. `cache.m5.large`. Default: by `size`: `cache.t3.micro`, `cache.t3.small`, `cache.m5.large`. */
  readonly redisNodeType?: string | undefined;
  /** Nodes: 1-6; with two or more, a replica takes over when the primary fails. Default: by `size`: 1, 2, 2. */
  readonly redisNumCacheNodes?: number | undefined;
  /** Version of Redis: `6.2`, `7.0` or `7.1`. Default: `7.0`. */
  readonly redisEngineVersion?: string | undefined;
  /** What happens when memory is full. Default: `noeviction`: writes fail and no message is lost. */
  readonly redisMaxmemoryPolicy?:
    | "noeviction"
    | "allkeys-lru"
    | "allkeys-lfu"
    | "allkeys-random"
    | "volatile-lru"
    | "volatile-lfu"
    | "volatile-random"
    | "volatile-ttl"
    | undefined;
  /** Daily time of the snapshot in UTC, `hh:mm-hh:mm`, at least an hour. Default: `03:00-05:00`. */
  readonly redisSnapshotWindow?: string | undefined;
  /** Weekly time of maintenance in UTC, `ddd:hh:mm-ddd:hh:mm`. Default: `sun:05:00-sun:07:00`. */
  readonly redisMaintenanceWindow?: string | undefined;
  /** Topic for the events of the nodes, open to ElastiCache. Default: the first of `alarmSnsTopicArns`. */
  readonly redisNotificationTopicArn?: string | undefined;
}

/** NATS JetStream on EC2. */
export interface NatsProps {
  /** `redis`: Redis Streams on ElastiCache. `nats`: NATS JetStream on EC2. */
  readonly queueType: "nats";
  /** Instance type, e.g. `m5.large`. Default: by `size`: `t3.small`, `t3.medium`, `m5.large`. */
  readonly natsInstanceType?: string | undefined;
  /** Servers: 1, 3 or 5; JetStream needs a majority of them. Default: by `size`: 1, 3, 3. */
  readonly natsClusterSize?: number | undefined;
  /** Version of the NATS server, `x.y.z`, 2.10 or newer. Default: the one the tests run: `2.15.2`. */
  readonly natsVersion?: string | undefined;
  /** SHA-256 of the server's archive: 64 hexadecimal digits. Default: taken from the `SHA256SUMS` of the release. */
  readonly natsSha256?: string | undefined;
  /** Where releases come from, https. Default: `https://github.com/nats-io/nats-server/releases/download`. */
  readonly natsDownloadUrl?: string | undefined;
  /** Image of the servers: Amazon Linux 2023. Default: the newest, from the public SSM parameter. */
  readonly natsAmiId?: string | undefined;
  /** Gibibytes for JetStream on each server: 8-16384. Default: 50. */
  readonly natsVolumeSize?: number | undefined;
  /** Name of the endpoint in your DNS, put into the servers' certificate too. Default: the load balancer's own name. */
  readonly natsServerName?: string | undefined;
  /** IPv4 blocks that servers reach over HTTPS: AWS and the download. Default: `0.0.0.0/0`. */
  readonly natsEgressCidrBlocks?: readonly string[] | undefined;
  /** Bucket for the load balancer's access log. It stays empty: AWS logs TLS listeners only. Default: none. */
  readonly natsAccessLogsBucket?: string | undefined;
  /** Let operators in through Session Manager, e.g. for `systemctl status nats`. Default: false. */
  readonly natsSessionManager?: boolean | undefined;
}

export type EventQueueProps = CommonProps & (RedisProps | NatsProps);
