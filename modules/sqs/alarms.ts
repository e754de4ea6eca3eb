import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { Construct } from "constructs";
import { type AlarmProps, alarmAbove } from "../shared/alarm.js";
import type { QueuePair } from "./queue.js";
import type { QueueSettings } from "./settings.js";

export interface QueueAlarmsProps {
  readonly pair: QueuePair;
  readonly settings: QueueSettings;
  /** Start of the alarms' names, e.g. `orion-production-orders`. */
  readonly name: string;
  readonly topicArns: readonly string[];
  readonly tags: Record<string, string>;
}

/** Tells when a queue grows, when its messages grow old, and when one is dead. */
export class QueueAlarms extends Construct {
  constructor(scope: Construct, id: string, props: QueueAlarmsProps) {
    super(scope, id);
    const { settings, name, pair } = props;
    const alarm = (alarmId: string, queue: SqsQueue, rest: OwnAlarmProps) =>
      alarmAbove(this, alarmId, {
        namespace: "AWS/SQS",
        dimensions: { QueueName: queue.name },
        topicArns: props.topicArns,
        tags: props.tags,
        ...rest,
      });

    alarm("depth", pair.main, {
      name: `${name}-depth`,
      description: `Queue ${settings.key} depth is high`,
      metric: "ApproximateNumberOfMessagesVisible",
      statistic: "Average",
      above: settings.depthThreshold,
      period: 300,
      evaluationPeriods: 3,
    });
    alarm("age", pair.main, {
      name: `${name}-age`,
      description: `Queue ${settings.key} has messages that wait too long`,
      metric: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      above: settings.ageThreshold,
      period: 300,
      evaluationPeriods: 1,
    });
    if (!pair.deadLetters) return;
    alarm("dlq-messages", pair.deadLetters, {
      name: `${name}-dlq-messages`,
      description: `Dead letter queue ${settings.key} has messages`,
      // Not NumberOfMessagesSent: SQS does not count the messages it moves to a dead-letter queue itself.
      metric: "ApproximateNumberOfMessagesVisible",
      statistic: "Sum",
      above: 0,
      period: 60,
      evaluationPeriods: 1,
    });
  }
}

type OwnAlarmProps = Omit<AlarmProps, "namespace" | "dimensions" | "topicArns" | "tags">;
