import { Construct } from "constructs";
import { EncryptionKey } from "../shared/encryption-key.js";
import { addOutputs } from "../shared/outputs.js";
import { commonTags, namePrefix } from "../shared/tags.js";
import { QueueAlarms } from "./alarms.js";
import type { SqsProps } from "./props.js";
import { QueuePair } from "./queue.js";
import { QueuePolicies } from "./queue-policies.js";
import { checkModuleProps, type QueueSettings, queueSettings } from "./settings.js";

export { InvalidPropError } from "../shared/validation.js";
export type { QueueProps, SqsProps } from "./props.js";

/** SQS queues for messages with patients' data: encrypted, TLS only, each with a dead-letter queue and alarms. */
export class Sqs extends Construct {
  /** The queues themselves, by their keys: for references and escape hatches. */
  readonly queues: Readonly<Record<string, QueuePair>>;
  /** URL of each queue, by its key. */
  readonly queueUrls: Readonly<Record<string, string>>;
  /** ARN of each queue, by its key. */
  readonly queueArns: Readonly<Record<string, string>>;
  /** ARN of each dead-letter queue, by the key of its source. */
  readonly dlqArns: Readonly<Record<string, string>>;
  /** ARN of the customer managed key; undefined when every queue uses the keys of SQS. */
  readonly kmsKeyArn: string | undefined;

  constructor(scope: Construct, id: string, props: SqsProps) {
    super(scope, id);
    const prefix = namePrefix(props);
    const tags = commonTags(props);
    const queues = queueSettings(prefix, props);
    checkModuleProps(props);

    this.kmsKeyArn = props.kmsKeyArn ?? this.ownKey(prefix, tags, props, queues);
    const pairs = queues.map((settings) => {
      const pair = new QueuePair(this, `queue-${settings.key}`, {
        settings,
        kmsKeyArn: settings.useSqsManagedSse ? undefined : this.kmsKeyArn,
        kmsDataKeyReusePeriodSeconds: props.kmsDataKeyReusePeriodSeconds ?? 300,
        tags,
      });
      new QueuePolicies(pair, "policies", {
        pair,
        settings,
        allowedPrincipalArns: props.allowedPrincipalArns ?? [],
        operatorPrincipalArns: props.operatorPrincipalArns ?? [],
      });
      new QueueAlarms(pair, "alarms", {
        pair,
        settings,
        name: `${prefix}-${settings.key}`,
        topicArns: props.alarmSnsTopicArns,
        tags,
      });
      return { key: settings.key, pair };
    });

    this.queues = Object.fromEntries(pairs.map(({ key, pair }) => [key, pair]));
    this.queueUrls = Object.fromEntries(pairs.map(({ key, pair }) => [key, pair.main.url]));
    this.queueArns = Object.fromEntries(pairs.map(({ key, pair }) => [key, pair.main.arn]));
    this.dlqArns = Object.fromEntries(
      pairs.flatMap(({ key, pair }) => (pair.deadLetters ? [[key, pair.deadLetters.arn]] : [])),
    );
    addOutputs(this, props.outputPrefix ?? "", {
      queue_urls: { description: "SQS queue URLs", value: this.queueUrls },
      queue_arns: { description: "SQS queue ARNs", value: this.queueArns },
      dlq_arns: { description: "Dead letter queue ARNs", value: this.dlqArns },
    });
  }

  private ownKey(prefix: string, tags: Record<string, string>, props: SqsProps, queues: QueueSettings[]) {
    if (queues.every((queue) => queue.useSqsManagedSse)) return undefined;
    const principals = [...(props.allowedPrincipalArns ?? []), ...(props.operatorPrincipalArns ?? [])];
    const services = queues.flatMap((queue) =>
      queue.useSqsManagedSse ? [] : queue.producers.map((producer) => producer.service),
    );
    return new EncryptionKey(this, "encryption", {
      name: `${prefix}-sqs`,
      description: `SQS queues of ${prefix}`,
      accountId: props.accountId,
      principalArns: [...new Set(principals)],
      viaService: "sqs",
      services: [...new Set(services)],
      tags,
    }).arn;
  }
}
