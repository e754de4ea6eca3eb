import type { TagProps } from "../shared/tags.js";

export interface ProductImportProps extends Omit<TagProps, "project"> {
  /** Project the resources belong to, first part of most names. Default: `product-import`. */
  readonly project?: string | undefined;
  /** AWS region of the provider, e.g. `us-east-1`. */
  readonly awsRegion: string;
  /** VPC of the subnets. */
  readonly vpcId: string;
  /** Private subnets of Redis and the workers: at least 2, in zones of their own. */
  readonly privateSubnetIds: readonly string[];
  /** Account that owns the key made here, and whose tasks may take the roles: 12 digits. Default: `data.aws_caller_identity`. */
  readonly accountId?: string | undefined;
  /** Customer managed key of Redis, its backups, the secret and the logs. Default: a key of its own. */
  readonly kmsKeyArn?: string | undefined;

  /** Type of the Redis nodes. Default: `cache.r7g.large`. */
  readonly redisNodeType?: string | undefined;
  /** Redis nodes, one primary and the rest replicas: 2-6. Default: 3. */
  readonly redisNumReplicas?: number | undefined;
  /**
   * AUTH token of Redis: a reference to a sensitive variable or data source, of 16-128 characters. A literal is
   * refused: it would stand in the synthesized stack. Default: generated.
   */
  readonly redisAuthToken?: string | undefined;
  /**
   * True for one apply: gives Redis and the secret a new token, while the old one still works. Leave it on, and every
   * apply does. Default: false.
   */
  readonly rotateAuthToken?: boolean | undefined;
  /** Lambda function that rotates the token in Redis and in the secret every 30 days. Default: none, no rotation. */
  readonly rotationLambdaArn?: string | undefined;
  /** What Redis does when it is full. Bull loses jobs with anything but `noeviction`. Default: `noeviction`. */
  readonly redisMaxmemoryPolicy?: string | undefined;
  /** Days that daily snapshots are kept: 1-35. Default: 7. */
  readonly redisSnapshotRetentionDays?: number | undefined;
  /** When snapshots are made, in UTC: `HH:MM-HH:MM`, an hour or more. Default: `03:00-05:00`. */
  readonly redisSnapshotWindow?: string | undefined;
  /** When AWS maintains the nodes, in UTC: `ddd:HH:MM-ddd:HH:MM`, an hour or more. Default: `mon:05:00-mon:07:00`. */
  readonly redisMaintenanceWindow?: string | undefined;
  /** Connections to a Redis node, averaged over 5 minutes, above which a fifth alarm fires: 1-65000. Default: no such alarm. */
  readonly redisConnectionsThreshold?: number | undefined;

  /** ECS cluster of the workers, its ARN or name, with Container Insights on. */
  readonly ecsClusterId: string;
  /** Name of that cluster. Default: the last part of `ecsClusterId`. */
  readonly ecsClusterName?: string | undefined;
  /** Image of the worker, with its tag or digest. */
  readonly workerImage: string;
  /** ECR repository the image is pulled from. Default: read from `workerImage`; required where that is a reference to an ECR repository. */
  readonly workerRepositoryArn?: string | undefined;
  /** CPU units of a worker, a size of Fargate: 256, 512, 1024, 2048, 4096, 8192 or 16384. Default: 2048. */
  readonly workerCpu?: number | undefined;
  /** Memory of a worker in MiB, one that Fargate has for `workerCpu`. Default: 4096. */
  readonly workerMemory?: number | undefined;
  /** Jobs a worker does at a time: 1-100. Default: 5. */
  readonly workerConcurrency?: number | undefined;
  /** Workers that run at least: 1-1000. Default: 2. */
  readonly workerMinCount?: number | undefined;
  /** Workers that run at most: `workerMinCount`-1000. Default: 50. */
  readonly workerMaxCount?: number | undefined;
  /** Jobs in the queue per worker that autoscaling aims at: 1-10000. Default: 10. */
  readonly targetJobsPerWorker?: number | undefined;
  /** Percent of CPU that autoscaling aims at: 10-95. Default: 70. */
  readonly targetCpuPercent?: number | undefined;
  /** Seconds between two scale-outs: 0-3600. Default: 60. */
  readonly scaleOutCooldown?: number | undefined;
  /** Seconds between two scale-ins: 0-3600. Default: 300. */
  readonly scaleInCooldown?: number | undefined;
  /** Seconds a worker has to finish its jobs after SIGTERM: 30-120, the most of Fargate. Default: 60. */
  readonly stopTimeout?: number | undefined;
  /**
   * `blue-green` starts a whole new set of workers beside the old one before it drains the old one; `rolling` replaces
   * half of them at a time. Both go back by themselves when the new version does not start. Default: `blue-green`.
   */
  readonly deployment?: "blue-green" | "rolling" | undefined;
  /** More variables of the worker; no secrets. Default: none. */
  readonly workerEnvironment?: Readonly<Record<string, string>> | undefined;

  /** Secret with `DATABASE_URL`. */
  readonly databaseSecretArn: string;
  /** Secret with `ENCRYPTION_KEY`. */
  readonly encryptionKeySecretArn: string;
  /** Customer managed keys of these two secrets, which starting a worker needs. Default: none. */
  readonly secretsKmsKeyArns?: readonly string[] | undefined;
  /** Security group of the database. Default: none, the workers reach `databasePort` in all private networks. */
  readonly databaseSecurityGroupId?: string | undefined;
  /** Port of the database: 1-65535. Default: 5432. */
  readonly databasePort?: number | undefined;
  /** Bucket of the product images. */
  readonly s3BucketArn: string;
  /** Customer managed key of the bucket. Default: none. */
  readonly s3KmsKeyArn?: string | undefined;

  /** Name of the Bull queue, 1-64 letters, digits, hyphens and underscores; the `Queue` of its metric. Default: `product-import`. */
  readonly queueName?: string | undefined;
  /** CloudWatch namespace in which the workers publish `BullQueueDepth`. Default: `ProductImport`. */
  readonly metricNamespace?: string | undefined;
  /** SNS topic of the alarms. */
  readonly snsAlarmTopicArn: string;
  /** SNS topic of the alarms somebody has to be woken for: Redis full, workers missing. */
  readonly snsCriticalTopicArn: string;
  /** Days the log groups keep events: a number CloudWatch knows, 0 for ever. Default: 2192, six years. */
  readonly logRetentionDays?: number | undefined;

  /** Put before the name of each output, for two instances in one stack. Default: "". */
  readonly outputPrefix?: string | undefined;
}
