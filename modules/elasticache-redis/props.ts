import type { TagProps } from "../shared/tags.js";

/** Who the cache is for: all customers, one customer, or one customer in a VPC of their own. */
export type ArchitectureType = "shared" | "dedicated" | "dedicated_single_tenant" | "dedicated_vpc";

export type PlanTier = "basic" | "pro" | "enterprise" | "platform";

/** A parameter of Redis. */
export interface RedisParameter {
  /** Name of the parameter, e.g. `maxmemory-policy`; none twice. */
  readonly name: string;
  /** Its value, e.g. `allkeys-lru`. */
  readonly value: string;
  /**
   * When a change takes effect: `immediate` or `pending-reboot`. AWS decides that for each parameter; naming the other
   * one is refused. Default: what AWS does.
   */
  readonly applyMethod?: "immediate" | "pending-reboot" | undefined;
}

/** Where a log of Redis goes. */
export interface LogDelivery {
  /** Name of the log group, or of the Firehose stream. */
  readonly destination: string;
  readonly destinationType: "cloudwatch-logs" | "kinesis-firehose";
  readonly logFormat: "json" | "text";
  /** Each of them at most once. */
  readonly logType: "slow-log" | "engine-log";
}

export interface ElasticacheRedisProps extends Omit<TagProps, "project"> {
  /** UUID of the customer, also with `cust-` before it; 00000000-0000-0000-0000-000000000000 for `shared`. */
  readonly customerId: string;
  /**
   * Name of the customer: 1-20 lower-case letters, digits and hyphens. The cache is named
   * `<customerName>-<environment>-redis`, 40 characters at most.
   */
  readonly customerName: string;
  /** `shared`, `dedicated_single_tenant` (or `dedicated`, the same), `dedicated_vpc`. */
  readonly architectureType: ArchitectureType;
  /** The customer's plan: `basic`, `pro`, `enterprise`, `platform`. */
  readonly planTier: PlanTier;
  /** AWS region of the provider, e.g. `us-east-1`. */
  readonly region: string;

  /** Version of Redis, 6.x or 7.x. Default: `7.1`. */
  readonly engineVersion?: string | undefined;
  /** Type of the nodes. Default: `cache.r7g.large`. */
  readonly nodeType?: string | undefined;
  /** Nodes, the primary and its replicas: 2-6, or 1-6 without Multi-AZ. Default: 2. */
  readonly numCacheClusters?: number | undefined;
  /** Port of Redis: 1-65535. Default: 6379. */
  readonly port?: number | undefined;

  /** VPC of the subnets. */
  readonly vpcId: string;
  /** Private subnets: at least 2, in zones of their own; 1 without Multi-AZ. */
  readonly subnetIds: readonly string[];
  /** Security groups of the cache: at least 1, or none with `clientSecurityGroups`. Default: none. */
  readonly securityGroupIds?: readonly string[] | undefined;
  /**
   * Ids of the security groups of programs that use the cache, by a name for each: makes a security group in the VPC
   * that lets them in on `port`, and nobody else. Default: none, and no such group.
   */
  readonly clientSecurityGroups?: Readonly<Record<string, string>> | undefined;
  /** Zones of the nodes, one for each, within the region. Default: none, AWS chooses. */
  readonly preferredAzs?: readonly string[] | undefined;

  /** Spread the nodes over zones. Default: true. */
  readonly multiAzEnabled?: boolean | undefined;
  /** Let a replica take over when the primary fails: goes with Multi-AZ. Default: `multiAzEnabled`. */
  readonly automaticFailoverEnabled?: boolean | undefined;

  /** Encrypt memory on disk, backups and swap with the key. Default: true. */
  readonly atRestEncryptionEnabled?: boolean | undefined;
  /** Speak TLS only. Default: true. */
  readonly transitEncryptionEnabled?: boolean | undefined;
  /** Ask for an AUTH token, which takes TLS; it is generated. Default: `transitEncryptionEnabled`. */
  readonly authTokenEnabled?: boolean | undefined;
  /**
   * True for one apply: gives the cache and the parameter a new token, while the old one still works. Leave it on, and
   * every apply does. Default: false.
   */
  readonly rotateAuthToken?: boolean | undefined;
  /** Customer managed key of cache, token and logs. Default: a key of its own. */
  readonly kmsKeyArn?: string | undefined;
  /** ARNs of the roles that may decrypt the token with the key made here, through SSM only. Default: none. */
  readonly readerPrincipalArns?: readonly string[] | undefined;
  /** Account that owns the key made here: 12 digits. Default: `data.aws_caller_identity`. */
  readonly accountId?: string | undefined;

  /** Days that daily snapshots are kept: 0-35; 0 makes none. Default: 7. */
  readonly snapshotRetentionLimit?: number | undefined;
  /** When snapshots are made, in UTC: `HH:MM-HH:MM`, an hour or more. Default: `03:00-05:00`. */
  readonly snapshotWindow?: string | undefined;
  /** Name of the snapshot made before deletion; null makes none. Default: `<name>-final-snapshot`. */
  readonly finalSnapshotIdentifier?: string | null | undefined;

  /** When AWS maintains the nodes, in UTC: `ddd:HH:MM-ddd:HH:MM`, an hour or more. Default: `sun:05:00-sun:07:00`. */
  readonly maintenanceWindow?: string | undefined;
  /** Take minor versions in the maintenance window. Default: true. */
  readonly autoMinorVersionUpgrade?: boolean | undefined;
  /** Change at once instead of in the maintenance window. Default: false. */
  readonly applyImmediately?: boolean | undefined;

  /** Make a parameter group. Default: false, the cache takes AWS's default group. */
  readonly createParameterGroup?: boolean | undefined;
  /** Family of the parameter group: `redis7` or `redis6.x`, as `engineVersion`. Default: `redis7`. */
  readonly parameterGroupFamily?: string | undefined;
  /** Description of the parameter group. Default: `Custom parameter group for ElastiCache Redis`. */
  readonly parameterGroupDescription?: string | undefined;
  /** Parameters of the group, which `createParameterGroup` has to make. Default: none. */
  readonly parameters?: readonly RedisParameter[] | undefined;

  /** SNS topic that ElastiCache tells of failovers, replaced nodes and snapshots. Default: none. */
  readonly notificationTopicArn?: string | undefined;
  /**
   * Where the logs go. Default: slow-log and engine-log, to encrypted log groups made here. An empty list delivers
   * nothing.
   */
  readonly logDeliveryConfiguration?: readonly LogDelivery[] | undefined;
  /** Days the log groups made here keep events: a number CloudWatch knows, 0 for ever. Default: 2192, six years. */
  readonly logRetentionDays?: number | undefined;
  /** ARNs of the SNS topics that every alarm tells. Default: `notificationTopicArn`; without it, nobody. */
  readonly alarmSnsTopicArns?: readonly string[] | undefined;
  /** Percent of CPU of a node, averaged over 5 minutes, from which the alarm fires: 1-100. Default: 90. */
  readonly cpuThreshold?: number | undefined;
  /** Percent of memory of a node, averaged over 5 minutes, from which the alarm fires: 1-100. Default: 90. */
  readonly memoryThreshold?: number | undefined;
  /** Keys evicted by a node in 5 minutes above which the alarm fires: 0-1000000. Default: 0. */
  readonly evictionsThreshold?: number | undefined;
  /** Connections to a node, averaged over 5 minutes, above which the alarm fires: 1-65000. Default: 10000. */
  readonly connectionsThreshold?: number | undefined;
  /** Seconds a replica is behind, averaged over 5 minutes, from which the alarm fires: 1-3600. Default: 1. */
  readonly replicationLagThreshold?: number | undefined;
  /** Make a dashboard of the key metrics, network traffic among them. Default: true. */
  readonly dashboard?: boolean | undefined;

  /** Put before the name of each output, for two instances in one stack. Default: "". */
  readonly outputPrefix?: string | undefined;
}
