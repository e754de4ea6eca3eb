import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy/index.js";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { QueueSettings } from "./settings.js";

const FOURTEEN_DAYS = 1_209_600;

export interface QueuePairProps {
  readonly settings: QueueSettings;
  /** Key of the queues; undefined: the keys of SQS. */
  readonly kmsKeyArn: string | undefined;
  readonly kmsDataKeyReusePeriodSeconds: number;
  readonly tags: Record<string, string>;
}

/** A queue with its dead-letter queue. Both are encrypted the same way: a dead letter is the same message. */
export class QueuePair extends Construct {
  readonly main: SqsQueue;
  readonly deadLetters: SqsQueue | undefined;

  constructor(scope: Construct, id: string, props: QueuePairProps) {
    super(scope, id);
    const { settings, tags } = props;
    const encryption = encryptionOf(props);
    this.deadLetters = settings.enableDlq
      ? new SqsQueue(this, "dlq", {
          name: settings.dlqName,
          messageRetentionSeconds: FOURTEEN_DAYS,
          ...encryption,
          ...(settings.fifo && { fifoQueue: true }),
          tags: { ...tags, Name: settings.dlqName, Type: "DeadLetterQueue", MainQueue: settings.key },
        })
      : undefined;
    this.main = new SqsQueue(this, "main", {
      name: settings.name,
      visibilityTimeoutSeconds: settings.visibilityTimeout,
      messageRetentionSeconds: settings.retentionSeconds,
      maxMessageSize: settings.maxMessageSize,
      delaySeconds: settings.delaySeconds,
      receiveWaitTimeSeconds: settings.receiveWaitTime,
      ...encryption,
      ...fifoArguments(settings),
      ...(this.deadLetters && {
        redrivePolicy: Fn.jsonencode({
          deadLetterTargetArn: this.deadLetters.arn,
          maxReceiveCount: settings.maxReceiveCount,
        }),
      }),
      tags: { ...tags, Name: settings.name, Type: settings.fifo ? "FIFO" : "Standard" },
    });
    if (this.deadLetters) {
      new SqsQueueRedriveAllowPolicy(this, "redrive-allow", {
        queueUrl: this.deadLetters.url,
        redriveAllowPolicy: Fn.jsonencode({
          redrivePermission: "byQueue",
          sourceQueueArns: [this.main.arn],
        }),
      });
    }
  }
}

function encryptionOf(props: QueuePairProps) {
  return props.kmsKeyArn === undefined
    ? { sqsManagedSseEnabled: true }
    : {
        kmsMasterKeyId: props.kmsKeyArn,
        kmsDataKeyReusePeriodSeconds: props.kmsDataKeyReusePeriodSeconds,
      };
}

function fifoArguments(settings: QueueSettings) {
  if (!settings.fifo) return {};
  return {
    fifoQueue: true,
    contentBasedDeduplication: settings.contentBasedDeduplication,
    ...(settings.highThroughput && {
      deduplicationScope: "messageGroup",
      fifoThroughputLimit: "perMessageGroupId",
    }),
  };
}
