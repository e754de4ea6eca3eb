import type { TagProps } from "../shared/tags.js";

/** One queue and, unless it is turned off, its dead-letter queue. */
export interface QueueProps {
  /** Seconds a received message stays hidden from other consumers: 0-43200. Default: 30. */
  readonly visibilityTimeout?: number | undefined;
  /** Seconds an unread message is kept: 60-1209600. Default: 345600 (4 days). */
  readonly retentionSeconds?: number | undefined;
  /** Largest message in bytes: 1024-262144. Default: 262144. */
  readonly maxMessageSize?: number | undefined;
  /** Seconds before a new message can be received: 0-900. Default: 0. */
  readonly delaySeconds?: number | undefined;
  /** Seconds a receive call waits for a message (long polling): 0-20. Default: 20. */
  readonly receiveWaitTime?: number | undefined;
  /**
   * Encrypt with the keys of SQS instead of the customer managed key. The dead-letter queue follows its source.
   * Default: false.
   */
  readonly useSqsManagedSse?: boolean | undefined;
  /** Give the queue a dead-letter queue, its redrive policy and its alarm. Default: true. */
  readonly enableDlq?: boolean | undefined;
  /** Failed receives before a message goes to the dead-letter queue: 1-1000. Default: 5. */
  readonly maxReceiveCount?: number | undefined;
  /** Keep messages in order, each delivered once; the names of both queues end in `.fifo`. Default: false. */
  readonly fifo?: boolean | undefined;
  /** FIFO only: take equal bodies within 5 minutes for one message. Default: false (producers send an id). */
  readonly contentBasedDeduplication?: boolean | undefined;
  /** FIFO only: limits and deduplication per message group instead of per queue. Default: false. */
  readonly highThroughput?: boolean | undefined;
  /** Messages waiting, averaged over 5 minutes, above which the depth alarm fires: 1-120000. Default: 1000. */
  readonly depthThreshold?: number | undefined;
  /** Seconds the oldest message waits above which the age alarm fires: 60-1209600. Default: 3600. */
  readonly ageThreshold?: number | undefined;
  /** AWS services that send to the queue, each limited to the resources named. Default: none. */
  readonly producers?: readonly ServiceProducer[] | undefined;
}

/** An AWS service that may send to a queue. */
export interface ServiceProducer {
  /** Service principal, e.g. `events.amazonaws.com` or `sns.amazonaws.com`. */
  readonly service: string;
  /** ARNs of the rules, topics or buckets it sends for: at least one. */
  readonly sourceArns: readonly string[];
}

export interface SqsProps extends TagProps {
  /**
   * The queues by key: 1-40 letters, digits, hyphens and underscores each, at least one queue. A queue is named
   * `<project>-<environment>-<key>`. Keys, not positions, identify queues to Terraform: adding one replaces none.
   */
  readonly queues: Readonly<Record<string, QueueProps>>;
  /** ARNs of the roles that send to and receive from every queue. Default: none. */
  readonly allowedPrincipalArns?: readonly string[] | undefined;
  /** ARNs of the roles that inspect dead letters and move them back. Default: none. */
  readonly operatorPrincipalArns?: readonly string[] | undefined;
  /** ARNs of the SNS topics that every alarm tells: at least one. */
  readonly alarmSnsTopicArns: readonly string[];
  /** Customer managed key of the queues. Default: a key of its own, used by the roles and producers above. */
  readonly kmsKeyArn?: string | undefined;
  /** Seconds SQS reuses a data key before it asks KMS again: 60-86400. Default: 300. */
  readonly kmsDataKeyReusePeriodSeconds?: number | undefined;
  /** Account that owns the key made here: 12 digits. Default: `data.aws_caller_identity`. */
  readonly accountId?: string | undefined;
  /** Put before the name of each output, for two instances in one stack. Default: "". */
  readonly outputPrefix?: string | undefined;
}
