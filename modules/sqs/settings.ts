import {
  InvalidPropError,
  requireArn,
  requireEntries,
  requireInteger,
  requireMatch,
} from "../shared/validation.js";
import type { QueueProps, ServiceProducer, SqsProps } from "./props.js";

const LONGEST_NAME = 80;

/** A queue's props with every default filled in and every value checked. */
export interface QueueSettings {
  readonly key: string;
  readonly name: string;
  readonly dlqName: string;
  readonly visibilityTimeout: number;
  readonly retentionSeconds: number;
  readonly maxMessageSize: number;
  readonly delaySeconds: number;
  readonly receiveWaitTime: number;
  readonly useSqsManagedSse: boolean;
  readonly enableDlq: boolean;
  readonly maxReceiveCount: number;
  readonly fifo: boolean;
  readonly contentBasedDeduplication: boolean;
  readonly highThroughput: boolean;
  readonly depthThreshold: number;
  readonly ageThreshold: number;
  readonly producers: readonly ServiceProducer[];
}

/** The queues of `props`, sorted by key, so that the order in which they are written changes nothing. */
export function queueSettings(prefix: string, props: SqsProps): QueueSettings[] {
  const keys = Object.keys(props.queues).sort();
  requireEntries("queues", keys, "queue");
  const settings = keys.map((key) => settingsOf(prefix, key, props.queues[key] ?? {}));
  for (const { key } of settings) {
    if (settings.some((other) => `${other.key}-dlq` === key && other.enableDlq)) {
      const allowed = "another key: this one would take the name of a dead-letter queue";
      throw new InvalidPropError(`queues.${key}`, key, allowed);
    }
  }
  return settings;
}

/** Checks the props that are not about one queue. */
export function checkModuleProps(props: SqsProps): void {
  requireEntries("alarmSnsTopicArns", props.alarmSnsTopicArns, "topic");
  for (const arn of props.alarmSnsTopicArns) requireArn("alarmSnsTopicArns", arn, "sns", "arn:aws:sns:…");
  for (const prop of ["allowedPrincipalArns", "operatorPrincipalArns"] as const) {
    for (const arn of props[prop] ?? []) requireArn(prop, arn, "iam", "arn:aws:iam::…:role/…");
  }
  if (props.kmsKeyArn !== undefined) requireArn("kmsKeyArn", props.kmsKeyArn, "kms", "arn:aws:kms:…:key/…");
  if (props.kmsDataKeyReusePeriodSeconds !== undefined) {
    const prop = "kmsDataKeyReusePeriodSeconds";
    requireInteger(prop, props.kmsDataKeyReusePeriodSeconds, 60, 86_400, "seconds");
  }
}

function settingsOf(prefix: string, key: string, queue: QueueProps): QueueSettings {
  const path = `queues.${key}`;
  const keyWords = "a key of 1-40 letters, digits, hyphens and underscores (`.fifo` is added to the name)";
  requireMatch(path, key, /^[A-Za-z0-9_-]{1,40}$/, keyWords);
  const integer = (name: keyof QueueProps, fallback: number, low: number, high: number, unit?: string) => {
    const value = (queue[name] as number | undefined) ?? fallback;
    requireInteger(`${path}.${name}`, value, low, high, unit);
    return value;
  };
  const fifo = queue.fifo ?? false;
  for (const name of ["contentBasedDeduplication", "highThroughput"] as const) {
    if (queue[name] && !fifo) {
      throw new InvalidPropError(`${path}.${name}`, true, "false, or fifo: true beside it");
    }
  }
  for (const producer of queue.producers ?? []) {
    const servicePattern = /^[a-z0-9.-]+\.amazonaws\.com$/;
    requireMatch(
      `${path}.producers`,
      producer.service,
      servicePattern,
      "a service such as sns.amazonaws.com",
    );
    requireEntries(`${path}.producers.sourceArns`, producer.sourceArns, "ARN");
  }
  const suffix = fifo ? ".fifo" : "";
  const dlqName = `${prefix}-${key}-dlq${suffix}`;
  if (dlqName.length > LONGEST_NAME) {
    throw new InvalidPropError(
      path,
      key,
      `a shorter key: ${dlqName} is longer than ${LONGEST_NAME} characters`,
    );
  }
  return {
    key,
    name: `${prefix}-${key}${suffix}`,
    dlqName,
    visibilityTimeout: integer("visibilityTimeout", 30, 0, 43_200, "seconds"),
    retentionSeconds: integer("retentionSeconds", 345_600, 60, 1_209_600, "seconds"),
    maxMessageSize: integer("maxMessageSize", 262_144, 1024, 262_144, "bytes"),
    delaySeconds: integer("delaySeconds", 0, 0, 900, "seconds"),
    receiveWaitTime: integer("receiveWaitTime", 20, 0, 20, "seconds"),
    useSqsManagedSse: queue.useSqsManagedSse ?? false,
    enableDlq: queue.enableDlq ?? true,
    maxReceiveCount: integer("maxReceiveCount", 5, 1, 1000),
    fifo,
    contentBasedDeduplication: queue.contentBasedDeduplication ?? false,
    highThroughput: queue.highThroughput ?? false,
    depthThreshold: integer("depthThreshold", 1000, 1, 120_000, "messages"),
    ageThreshold: integer("ageThreshold", 3600, 60, 1_209_600, "seconds"),
    producers: queue.producers ?? [],
  };
}
