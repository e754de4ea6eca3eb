import type { TagProps } from "../shared/tags.js";

export type EnhancedMonitoringLevel =
  | "DEFAULT"
  | "PER_BROKER"
  | "PER_TOPIC_PER_BROKER"
  | "PER_TOPIC_PER_PARTITION";

/** What the job that administers topics is told of one, and who is watched reading it. */
export interface TopicProps {
  /** Partitions: 1-1000. Default: `numPartitions`. */
  readonly partitions?: number | undefined;
  /** Copies of each record: 1-`brokerCount`. Default: `replicationFactor`. */
  readonly replicationFactor?: number | undefined;
  /** Hours records are kept: 1-87600, or -1 for ever. Default: `retentionHours`. */
  readonly retentionHours?: number | undefined;
  /** What happens to old records: `delete`, or `compact` to keep the last one of each key. Default: `delete`. */
  readonly cleanupPolicy?: "delete" | "compact" | undefined;
  /** Consumer groups that read the topic; each gets an alarm on its lag. Default: none. */
  readonly consumerGroups?: readonly string[] | undefined;
  /** Records a consumer group may be behind, three times five minutes: 1-100000000. Default: 1000. */
  readonly lagThreshold?: number | undefined;
  /** SCRAM users, or names of certificates (`CN=…`), that write. Default: none. */
  readonly producers?: readonly string[] | undefined;
  /** SCRAM users, or names of certificates (`CN=…`), that read in the consumer groups above. Default: none. */
  readonly consumers?: readonly string[] | undefined;
}

/** A user that logs in by name and password. The password is made by Secrets Manager and is in no source. */
export interface ScramUserProps {
  /** ARNs of the roles that read the password: the key opens to them through Secrets Manager. Default: none. */
  readonly readerArns?: readonly string[] | undefined;
}

export interface MskProps extends TagProps {
  // The cluster

  /** Make an MSK Serverless cluster instead of a provisioned one, for lower environments. Default: false. */
  readonly useServerless?: boolean | undefined;
  /** Apache Kafka, e.g. `3.5.1`, `3.8.x` or `3.9.x.kraft`; provisioned only. Default: `3.5.1`. */
  readonly kafkaVersion?: string | undefined;
  /** Brokers: 2-30, without ZooKeeper 2-60, a multiple of the subnets; provisioned only. Default: 3. */
  readonly brokerCount?: number | undefined;
  /** Standard brokers: `kafka.t3.small`, `kafka.m5.*` or `kafka.m7g.*`; provisioned only. Default: `kafka.m5.large`. */
  readonly brokerInstanceType?: string | undefined;
  /** Size of each broker's EBS volume in GiB: 1-16384; provisioned only. Default: 500. */
  readonly brokerVolumeSize?: number | undefined;
  /** Reserve throughput of the volumes; brokers of size 4xlarge or larger. Default: false. */
  readonly enableProvisionedThroughput?: boolean | undefined;
  /** Reserved throughput in MiB/s: 250-2375; with `enableProvisionedThroughput` only. Default: 250. */
  readonly volumeThroughput?: number | undefined;

  // The network

  /** Private subnets, one per zone: 2 or 3 (serverless: 2-5). */
  readonly privateSubnetIds: readonly string[];
  /** VPC of the subnets, for the security group made here. Required without `mskSecurityGroupId`. */
  readonly vpcId?: string | undefined;
  /** Security group of the EKS nodes, which are let in. Required without `mskSecurityGroupId`. */
  readonly eksNodesSecurityGroupId?: string | undefined;
  /** More security groups that are let in like the EKS nodes, by a name of one's own. Default: none. */
  readonly clientSecurityGroups?: Readonly<Record<string, string>> | undefined;
  /** Security group of Prometheus, which is let in to the exporters (11001-11002). Default: none. */
  readonly prometheusSecurityGroupId?: string | undefined;
  /** Use this security group, which has its rules already, and make none. Default: one of its own. */
  readonly mskSecurityGroupId?: string | undefined;

  // Keys and logins

  /** Customer managed key of brokers and logs; it has to admit CloudWatch Logs. Default: a key of its own. */
  readonly kmsKeyArn?: string | undefined;
  /** Account that owns the keys made here: 12 digits. Default: `data.aws_caller_identity`. */
  readonly accountId?: string | undefined;
  /** Let clients log in by name and password (SASL/SCRAM) beside IAM; provisioned only. Default: false. */
  readonly enableScramAuth?: boolean | undefined;
  /** SCRAM users by name: 1-64 letters, digits, dots, hyphens and underscores. Default: one, `app`. */
  readonly scramUsers?: Readonly<Record<string, ScramUserProps>> | undefined;
  /** Customer managed key of the passwords. Default: `kmsKeyArn`, else a key of their own. */
  readonly scramKmsKeyArn?: string | undefined;
  /** Lambda function that replaces the passwords. Default: none; they then stay as they are. */
  readonly scramRotationLambdaArn?: string | undefined;
  /** Days between two passwords: 1-90; with `scramRotationLambdaArn` only. Default: 30. */
  readonly scramRotationDays?: number | undefined;
  /** Private certificate authorities whose clients are let in (mutual TLS); provisioned only. Default: none. */
  readonly certificateAuthorityArns?: readonly string[] | undefined;

  // Topics

  /** Topics by name: 1-249 letters, digits, dots, hyphens and underscores. Default: none. */
  readonly topics?: Readonly<Record<string, TopicProps>> | undefined;
  /** Make a topic when it is first used; provisioned only. Default: true. */
  readonly autoCreateTopics?: boolean | undefined;
  /** Copies of each record: 1-`brokerCount`; provisioned only. Default: 3. */
  readonly replicationFactor?: number | undefined;
  /** Copies that have to exist before a record is confirmed: 1-`replicationFactor`; provisioned only. Default: 2. */
  readonly minInsyncReplicas?: number | undefined;
  /** Partitions of a topic that says nothing else: 1-1000. Default: 6. */
  readonly numPartitions?: number | undefined;
  /** Hours records are kept: 1-87600, or -1 for ever. Default: 168 (a week). */
  readonly retentionHours?: number | undefined;
  /** More broker properties, or other values for those of the module; provisioned only. Default: none. */
  readonly serverProperties?: Readonly<Record<string, string | number | boolean>> | undefined;

  // Watching it

  /** ARNs of the SNS topics that every alarm tells: at least one. */
  readonly alarmSnsTopicArns: readonly string[];
  /** Percent of a broker's disk above which the disk alarm fires: 1-99; provisioned only. Default: 85. */
  readonly diskThreshold?: number | undefined;
  /** Metrics of the brokers in CloudWatch; provisioned only. Default: `PER_BROKER`. */
  readonly enhancedMonitoringLevel?: EnhancedMonitoringLevel | undefined;
  /** Days broker logs are kept, one of those CloudWatch knows, 0 for ever; provisioned only. Default: 2192 (six years). */
  readonly logRetentionDays?: number | undefined;
  /** Deliver broker logs to S3 as well; provisioned only. Default: false. */
  readonly enableS3Logs?: boolean | undefined;
  /** Name of the bucket for broker logs. Required with `enableS3Logs`. */
  readonly s3LogsBucket?: string | undefined;

  /** Put before the name of each output, for two instances in one stack. Default: "". */
  readonly outputPrefix?: string | undefined;
}
