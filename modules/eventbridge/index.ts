import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity/index.js";
import { Construct } from "constructs";
import { EncryptionKey } from "../shared/encryption-key.js";
import { addOutputs } from "../shared/outputs.js";
import { commonTags, namePrefix } from "../shared/tags.js";
import { RuleAlarms } from "./alarms.js";
import { Bus } from "./bus.js";
import type { EventBridgeProps } from "./props.js";
import { QueuePolicies } from "./queue-policies.js";
import { RoutedRule } from "./rule.js";
import { Schemas } from "./schemas.js";
import { checkModuleProps, type RuleSettings, ruleSettings, schemaSettings } from "./settings.js";

export { InvalidPropError } from "../shared/validation.js";
export type {
  EventBridgeProps,
  EventRuleProps,
  EventSchemaProps,
  RetryPolicyProps,
  TargetType,
} from "./props.js";

/** An event bus for events with patients' data: encrypted, archived for replay, and nothing undelivered goes unnoticed. */
export class EventBridge extends Construct {
  /** The bus with its archive and dead-letter queue: for references and escape hatches. */
  readonly bus: Bus;
  /** The rules with their targets, by their keys. */
  readonly rules: Readonly<Record<string, RoutedRule>>;
  /** The schema registry. */
  readonly schemas: Schemas;
  readonly eventBusArn: string;
  readonly eventBusName: string;
  readonly archiveArn: string;
  /** ARN of each rule, by its key. */
  readonly ruleArns: Readonly<Record<string, string>>;
  /** ARN of the dead-letter queue of each rule that has one, by the rule's key. */
  readonly dlqArns: Readonly<Record<string, string>>;
  /** Customer managed key of the bus. */
  readonly kmsKeyArn: string;
  /** Customer managed key of the dead-letter queues. */
  readonly dlqKmsKeyArn: string;

  constructor(scope: Construct, id: string, props: EventBridgeProps) {
    super(scope, id);
    const prefix = namePrefix(props);
    const tags = commonTags(props);
    const rules = ruleSettings(prefix, props);
    const schemas = schemaSettings(props);
    checkModuleProps(props);

    const account = props.accountId ?? new DataAwsCallerIdentity(this, "account").accountId;
    const operatorPrincipalArns = props.operatorPrincipalArns ?? [];
    const topicArns = props.alarmSnsTopicArns;
    this.kmsKeyArn = props.kmsKeyArn ?? this.busKey(prefix, tags, props);
    this.dlqKmsKeyArn = props.dlqKmsKeyArn ?? this.dlqKey(prefix, tags, props);
    this.bus = new Bus(this, "bus", {
      name: `${prefix}-events`,
      archiveName: `${prefix}-archive`,
      dlqName: `${prefix}-events-bus-dlq`,
      archiveRetentionDays: props.archiveRetentionDays ?? 365,
      archiveEventPattern: props.archiveEventPattern ?? { source: [{ prefix: `${props.project}.` }] },
      account,
      allowedPrincipalArns: props.allowedPrincipalArns ?? [],
      operatorPrincipalArns,
      kmsKeyArn: this.kmsKeyArn,
      dlqKmsKeyArn: this.dlqKmsKeyArn,
      topicArns,
      tags,
    });

    const routed = rules.map((settings) => ({ settings, made: this.route(settings, props, tags) }));
    new QueuePolicies(this, "queue-policies", routed);
    this.schemas = new Schemas(this, "schemas", {
      name: `${prefix}-schemas`,
      project: props.project,
      schemas,
      tags,
    });

    this.rules = Object.fromEntries(routed.map(({ settings, made }) => [settings.key, made]));
    this.eventBusArn = this.bus.bus.arn;
    this.eventBusName = this.bus.bus.name;
    this.archiveArn = this.bus.archive.arn;
    this.ruleArns = Object.fromEntries(routed.map(({ settings, made }) => [settings.key, made.rule.arn]));
    this.dlqArns = Object.fromEntries(
      routed.flatMap(({ settings, made }) =>
        made.dlqArn === undefined ? [] : [[settings.key, made.dlqArn]],
      ),
    );
    addOutputs(this, props.outputPrefix ?? "", {
      event_bus_arn: { description: "EventBridge event bus ARN", value: this.eventBusArn },
      event_bus_name: { description: "EventBridge event bus name", value: this.eventBusName },
      event_archive_arn: { description: "Archive to replay events from", value: this.archiveArn },
      event_rule_arns: { description: "EventBridge rule ARNs", value: this.ruleArns },
      event_dlq_arns: { description: "Dead letter queue ARNs of the rules", value: this.dlqArns },
      event_bus_dlq_arn: {
        description: "Dead letter queue ARN of the bus",
        value: this.bus.deadLetters.queue.arn,
      },
      event_schema_registry_name: {
        description: "Schema registry name",
        value: this.schemas.registry.name,
      },
    });
  }

  private route(settings: RuleSettings, props: EventBridgeProps, tags: Record<string, string>): RoutedRule {
    const common = { busName: this.bus.bus.name, topicArns: props.alarmSnsTopicArns, tags };
    const made = new RoutedRule(this, `rule-${settings.key}`, {
      ...common,
      settings,
      dlqKmsKeyArn: this.dlqKmsKeyArn,
      operatorPrincipalArns: props.operatorPrincipalArns ?? [],
    });
    new RuleAlarms(made, "alarms", { ...common, made, key: settings.key, name: settings.name });
    return made;
  }

  private busKey(prefix: string, tags: Record<string, string>, props: EventBridgeProps): string {
    return new EncryptionKey(this, "encryption", {
      name: `${prefix}-events`,
      description: `Event bus of ${prefix}`,
      eventBusName: `${prefix}-events`,
      accountId: props.accountId,
      tags,
    }).arn;
  }

  private dlqKey(prefix: string, tags: Record<string, string>, props: EventBridgeProps): string {
    return new EncryptionKey(this, "dlq-encryption", {
      name: `${prefix}-events-dlq`,
      description: `Undelivered events of ${prefix}`,
      accountId: props.accountId,
      principalArns: props.operatorPrincipalArns,
      viaService: "sqs",
      services: ["events.amazonaws.com"],
      tags,
    }).arn;
  }
}
