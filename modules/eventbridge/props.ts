import type { TagProps } from "../shared/tags.js";

/** What a target is; the service in its ARN has to fit. */
export type TargetType =
  | "api-destination"
  | "event-bus"
  | "firehose"
  | "kinesis"
  | "lambda"
  | "logs"
  | "sns"
  | "sqs"
  | "states";

/** One rule, its target and, unless it is turned off or given, the dead-letter queue of the target. */
export interface EventRuleProps {
  /** What the rule is for: 1-512 characters. */
  readonly description: string;
  /** Event pattern, as an object: events that match it go to the target. */
  readonly pattern: Readonly<Record<string, unknown>>;
  /** Route events. A disabled rule stays, with its target, dead-letter queue and alarms, and routes nothing. Default: true. */
  readonly enabled?: boolean | undefined;
  /** ARN of the target. */
  readonly targetArn: string;
  /** What the target is: api-destination, event-bus, firehose, kinesis, lambda, logs, sns, sqs or states. */
  readonly targetType: TargetType;
  /** FIFO queues only, and required for them: the message group that events go to, 1-128 characters. */
  readonly messageGroupId?: string | undefined;
  /**
   * Role that EventBridge assumes for the target: required for api-destination, event-bus, firehose, kinesis and states,
   * which have no policy of their own that could let it in.
   */
  readonly roleArn?: string | undefined;
  /**
   * sqs only: URL of the target queue. The module then writes the queue's policy: this rule may send, nobody may over plain
   * HTTP. Leave it out where another module writes the policy: a queue has only one. Default: no policy is written.
   */
  readonly targetQueueUrl?: string | undefined;
  /** How long and how often EventBridge tries again. Default: 24 hours and 185 times, the most there is. */
  readonly retryPolicy?: RetryPolicyProps | undefined;
  /** Keep what the target does not take in a dead-letter queue. Default: true. */
  readonly enableDlq?: boolean | undefined;
  /** ARN of a standard queue made elsewhere that is the dead-letter queue. Default: the module makes one. */
  readonly dlqArn?: string | undefined;
  /**
   * URL of the queue of `dlqArn`: the module then writes its policy, for every rule that names it. Leave it out where another
   * module writes the policy. Default: no policy is written.
   */
  readonly dlqUrl?: string | undefined;
}

export interface RetryPolicyProps {
  /** Seconds an event is tried again for: 60-86400. Default: 86400. */
  readonly maxAge?: number | undefined;
  /** Times an event is tried again: 0-185. Default: 185. */
  readonly maxRetries?: number | undefined;
}

/** A schema of the registry. */
export interface EventSchemaProps {
  /** The schema, as JSON text. */
  readonly schemaContent: string;
  /** What the event is: up to 256 characters. Default: none. */
  readonly description?: string | undefined;
  /** Language of the schema: OpenApi3 or JSONSchemaDraft4. Default: OpenApi3. */
  readonly type?: "JSONSchemaDraft4" | "OpenApi3" | undefined;
}

export interface EventBridgeProps extends TagProps {
  /**
   * The rules by key: 1-36 letters, digits, hyphens, underscores and dots each, none or more. A rule is named
   * `<project>-<environment>-<key>`. Keys, not positions, identify rules to Terraform: adding one replaces none.
   */
  readonly eventRules: Readonly<Record<string, EventRuleProps>>;
  /** The schemas by name: 1-385 letters, digits and `.-_@` each, e.g. `orion.orders@OrderPlaced`. Default: none. */
  readonly eventSchemas?: Readonly<Record<string, EventSchemaProps>> | undefined;
  /** Days the archive keeps events for replay: 0 (for ever) or 1-36500. Default: 365. */
  readonly archiveRetentionDays?: number | undefined;
  /**
   * Events the archive keeps, as a pattern. An empty pattern keeps all of them. Default: those whose source starts with
   * `<project>.`.
   */
  readonly archiveEventPattern?: Readonly<Record<string, unknown>> | undefined;
  /** ARNs of the roles, of this account or others, that put events on the bus. Default: roles of this account that IAM lets. */
  readonly allowedPrincipalArns?: readonly string[] | undefined;
  /** ARNs of the roles that read dead letters and delete them. Default: none. */
  readonly operatorPrincipalArns?: readonly string[] | undefined;
  /** ARNs of the SNS topics that every alarm tells: at least one. */
  readonly alarmSnsTopicArns: readonly string[];
  /** Customer managed key of the bus, open to `events.amazonaws.com`. Default: a key of its own. */
  readonly kmsKeyArn?: string | undefined;
  /**
   * Customer managed key of the dead-letter queues, open to `events.amazonaws.com`. Another one than the bus has: when the
   * key of the bus cannot be used, its dead-letter queue still has to take the events. Default: a key of its own.
   */
  readonly dlqKmsKeyArn?: string | undefined;
  /** Account that owns the keys made here: 12 digits. Default: `data.aws_caller_identity`. */
  readonly accountId?: string | undefined;
  /** Put before the name of each output, for two instances in one stack. Default: "". */
  readonly outputPrefix?: string | undefined;
}
