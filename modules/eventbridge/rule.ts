import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission/index.js";
import { Construct } from "constructs";
import { DeadLetters } from "./dead-letters.js";
import type { RuleSettings } from "./settings.js";

export interface RoutedRuleProps {
  readonly settings: RuleSettings;
  readonly busName: string;
  /** Key of the dead-letter queue, where one is made here. */
  readonly dlqKmsKeyArn: string;
  readonly operatorPrincipalArns: readonly string[];
  readonly topicArns: readonly string[];
  readonly tags: Record<string, string>;
}

/** A rule with its target, and the queue for what the target does not take. */
export class RoutedRule extends Construct {
  readonly rule: CloudwatchEventRule;
  readonly target: CloudwatchEventTarget;
  /** The dead-letter queue that is made here. */
  readonly deadLetters: DeadLetters | undefined;
  /** ARN of the dead-letter queue, whoever made it. */
  readonly dlqArn: string | undefined;

  constructor(scope: Construct, id: string, props: RoutedRuleProps) {
    super(scope, id);
    const { settings, tags } = props;
    this.rule = new CloudwatchEventRule(this, "rule", {
      name: settings.name,
      description: settings.description,
      eventBusName: props.busName,
      eventPattern: JSON.stringify(settings.pattern),
      state: settings.enabled ? "ENABLED" : "DISABLED",
      tags: { ...tags, Name: settings.name },
    });
    this.deadLetters =
      !settings.enableDlq || settings.dlqArn !== undefined
        ? undefined
        : new DeadLetters(this, "dlq", {
            name: settings.dlqName,
            what: `rule ${settings.key}`,
            sourceArn: this.rule.arn,
            kmsKeyArn: props.dlqKmsKeyArn,
            operatorPrincipalArns: props.operatorPrincipalArns,
            topicArns: props.topicArns,
            tags,
          });
    this.dlqArn = settings.dlqArn ?? this.deadLetters?.queue.arn;
    this.target = this.routeTo(settings, props.busName);
    if (settings.targetType === "lambda") {
      new LambdaPermission(this, "permission", {
        statementId: `AllowEventBridge-${settings.name.replaceAll(".", "_")}`,
        action: "lambda:InvokeFunction",
        functionName: settings.targetArn,
        principal: "events.amazonaws.com",
        sourceArn: this.rule.arn,
      });
    }
  }

  private routeTo(settings: RuleSettings, busName: string): CloudwatchEventTarget {
    const { messageGroupId, retryPolicy, roleArn } = settings;
    return new CloudwatchEventTarget(this, "target", {
      rule: this.rule.name,
      eventBusName: busName,
      targetId: settings.key,
      arn: settings.targetArn,
      ...(roleArn !== undefined && { roleArn }),
      ...(messageGroupId !== undefined && { sqsTarget: { messageGroupId } }),
      ...(retryPolicy && {
        retryPolicy: {
          maximumEventAgeInSeconds: retryPolicy.maxAge,
          maximumRetryAttempts: retryPolicy.maxRetries,
        },
      }),
      ...(this.dlqArn !== undefined && { deadLetterConfig: { arn: this.dlqArn } }),
    });
  }
}
