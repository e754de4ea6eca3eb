import { Token } from "cdktf";
import {
  InvalidPropError,
  requireArn,
  requireEntries,
  requireInteger,
  requireMatch,
  requireOneOf,
} from "../shared/validation.js";
import type { EventBridgeProps, EventRuleProps, EventSchemaProps, TargetType } from "./props.js";

const LONGEST_RULE_NAME = 64;
const LONGEST_QUEUE_NAME = 80;

/** Service in the ARN of a target, and how EventBridge is let in: by the target's own policy, or by a role. */
const TARGETS: Record<TargetType, { service: string; byRole: boolean }> = {
  "api-destination": { service: "events", byRole: true },
  "event-bus": { service: "events", byRole: true },
  firehose: { service: "firehose", byRole: true },
  kinesis: { service: "kinesis", byRole: true },
  lambda: { service: "lambda", byRole: false },
  logs: { service: "logs", byRole: false },
  sns: { service: "sns", byRole: false },
  sqs: { service: "sqs", byRole: false },
  states: { service: "states", byRole: true },
};

/** A rule's props with every default filled in and every value checked. */
export interface RuleSettings {
  readonly key: string;
  readonly name: string;
  readonly dlqName: string;
  readonly description: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly enabled: boolean;
  readonly targetArn: string;
  readonly targetType: TargetType;
  readonly messageGroupId: string | undefined;
  readonly roleArn: string | undefined;
  readonly targetQueueUrl: string | undefined;
  readonly retryPolicy: { readonly maxAge: number; readonly maxRetries: number } | undefined;
  readonly enableDlq: boolean;
  readonly dlqArn: string | undefined;
  readonly dlqUrl: string | undefined;
}

/** The rules of `props`, sorted by key, so that the order in which they are written changes nothing. */
export function ruleSettings(prefix: string, props: EventBridgeProps): RuleSettings[] {
  if (typeof props.eventRules !== "object" || props.eventRules === null) {
    throw new InvalidPropError("eventRules", props.eventRules, "a map of rules");
  }
  return Object.entries(props.eventRules)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, rule]) => settingsOf(prefix, key, rule));
}

/** The schemas of `props`, sorted by name. */
export function schemaSettings(props: EventBridgeProps): [string, Required<EventSchemaProps>][] {
  return Object.entries(props.eventSchemas ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, schema]) => {
      const path = `eventSchemas.${name}`;
      requireMatch(path, name, /^[A-Za-z0-9._@-]{1,385}$/, "a name of 1-385 letters, digits and . - _ @");
      const { type = "OpenApi3", description = "", schemaContent } = schema;
      requireOneOf(`${path}.type`, type, ["OpenApi3", "JSONSchemaDraft4"]);
      requireMatch(`${path}.description`, description, /^[\s\S]{0,256}$/, "at most 256 characters");
      if (!Token.isUnresolved(schemaContent) && !isJsonObject(schemaContent)) {
        throw new InvalidPropError(`${path}.schemaContent`, schemaContent, "a JSON object as text");
      }
      return [name, { type, description, schemaContent }];
    });
}

/** Checks the props that are not about one rule or schema. */
export function checkModuleProps(props: EventBridgeProps): void {
  requireEntries("alarmSnsTopicArns", props.alarmSnsTopicArns, "topic");
  for (const arn of props.alarmSnsTopicArns) requireArn("alarmSnsTopicArns", arn, "sns", "arn:aws:sns:…");
  for (const prop of ["allowedPrincipalArns", "operatorPrincipalArns"] as const) {
    for (const arn of props[prop] ?? []) requireArn(prop, arn, "iam", "arn:aws:iam::…:role/…");
  }
  for (const prop of ["kmsKeyArn", "dlqKmsKeyArn"] as const) {
    const arn = props[prop];
    if (arn !== undefined) requireArn(prop, arn, "kms", "arn:aws:kms:…:key/…");
  }
  requireInteger("archiveRetentionDays", props.archiveRetentionDays ?? 365, 0, 36_500, "days");
}

function settingsOf(prefix: string, key: string, rule: EventRuleProps): RuleSettings {
  const path = `eventRules.${key}`;
  requireMatch(
    path,
    key,
    /^[A-Za-z0-9._-]{1,36}$/,
    "a key of 1-36 letters, digits, hyphens, underscores and dots",
  );
  const name = `${prefix}-${key}`;
  const dlqName = `${prefix}-rule-${key.replaceAll(".", "_")}-dlq`;
  if (name.length > LONGEST_RULE_NAME || dlqName.length > LONGEST_QUEUE_NAME) {
    throw new InvalidPropError(
      path,
      key,
      `a shorter key: ${name} is longer than ${LONGEST_RULE_NAME} characters`,
    );
  }
  requireMatch(`${path}.description`, rule.description, /^[\s\S]{1,512}$/, "1-512 characters");
  checkPattern(`${path}.pattern`, rule.pattern);
  checkTarget(path, rule);
  checkDeadLetters(path, rule);
  return {
    key,
    name,
    dlqName,
    description: rule.description,
    pattern: rule.pattern,
    enabled: rule.enabled ?? true,
    targetArn: rule.targetArn,
    targetType: rule.targetType,
    messageGroupId: rule.messageGroupId,
    roleArn: rule.roleArn,
    targetQueueUrl: rule.targetQueueUrl,
    retryPolicy: retryOf(path, rule),
    enableDlq: rule.enableDlq ?? true,
    dlqArn: rule.dlqArn,
    dlqUrl: rule.dlqUrl,
  };
}

function checkPattern(prop: string, pattern: unknown): void {
  const isPattern = typeof pattern === "object" && pattern !== null && Object.keys(pattern).length > 0;
  if (!isPattern) throw new InvalidPropError(prop, pattern, "an event pattern with at least one field");
}

function checkTarget(path: string, rule: EventRuleProps): void {
  requireOneOf(`${path}.targetType`, rule.targetType, Object.keys(TARGETS));
  const { service, byRole } = TARGETS[rule.targetType];
  requireArn(`${path}.targetArn`, rule.targetArn, service, `arn:aws:${service}:…`);
  if (rule.roleArn !== undefined) requireArn(`${path}.roleArn`, rule.roleArn, "iam", "arn:aws:iam::…:role/…");
  else if (byRole) throw new InvalidPropError(`${path}.roleArn`, undefined, `a role for ${rule.targetType}`);
  const isFifo = !Token.isUnresolved(rule.targetArn) && rule.targetArn.endsWith(".fifo");
  if (isFifo && rule.messageGroupId === undefined) {
    throw new InvalidPropError(`${path}.messageGroupId`, undefined, "a message group for a FIFO queue");
  }
  for (const prop of ["messageGroupId", "targetQueueUrl"] as const) {
    if (rule[prop] !== undefined && rule.targetType !== "sqs") {
      throw new InvalidPropError(`${path}.${prop}`, rule[prop], 'nothing, or targetType: "sqs" beside it');
    }
  }
  if (rule.messageGroupId !== undefined) {
    const allowed = "1-128 letters, digits and punctuation";
    requireMatch(`${path}.messageGroupId`, rule.messageGroupId, /^[!-~]{1,128}$/, allowed);
  }
}

function checkDeadLetters(path: string, rule: EventRuleProps): void {
  if (rule.dlqArn === undefined) {
    if (rule.dlqUrl === undefined) return;
    throw new InvalidPropError(`${path}.dlqUrl`, rule.dlqUrl, "nothing, or dlqArn beside it");
  }
  if (rule.enableDlq === false) {
    throw new InvalidPropError(`${path}.dlqArn`, rule.dlqArn, "nothing where enableDlq is false");
  }
  requireArn(`${path}.dlqArn`, rule.dlqArn, "sqs", "arn:aws:sqs:…");
  if (!Token.isUnresolved(rule.dlqArn) && rule.dlqArn.endsWith(".fifo")) {
    throw new InvalidPropError(
      `${path}.dlqArn`,
      rule.dlqArn,
      "a standard queue: EventBridge takes no FIFO queue",
    );
  }
}

function retryOf(path: string, { retryPolicy }: EventRuleProps): RuleSettings["retryPolicy"] {
  if (retryPolicy === undefined) return undefined;
  const { maxAge = 86_400, maxRetries = 185 } = retryPolicy;
  requireInteger(`${path}.retryPolicy.maxAge`, maxAge, 60, 86_400, "seconds");
  requireInteger(`${path}.retryPolicy.maxRetries`, maxRetries, 0, 185);
  return { maxAge, maxRetries };
}

function isJsonObject(text: unknown): boolean {
  try {
    const value: unknown = JSON.parse(text as string);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
