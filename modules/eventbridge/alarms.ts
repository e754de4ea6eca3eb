import { Construct } from "constructs";
import { alarmAbove } from "../shared/alarm.js";
import type { RoutedRule } from "./rule.js";

export interface RuleAlarmsProps {
  readonly made: RoutedRule;
  readonly busName: string;
  readonly key: string;
  /** Start of the alarms' names: the rule's. */
  readonly name: string;
  readonly topicArns: readonly string[];
  readonly tags: Record<string, string>;
}

/** Tells when a rule cannot deliver, and when even its dead-letter queue does not take the event: it is lost then. */
export class RuleAlarms extends Construct {
  constructor(scope: Construct, id: string, props: RuleAlarmsProps) {
    super(scope, id);
    const alarm = (alarmId: string, metric: string, description: string) =>
      alarmAbove(this, alarmId, {
        name: `${props.name}-${alarmId}`,
        description,
        namespace: "AWS/Events",
        metric,
        // Rules of a custom bus report under both dimensions.
        dimensions: { RuleName: props.made.rule.name, EventBusName: props.busName },
        statistic: "Sum",
        above: 0,
        period: 300,
        evaluationPeriods: 1,
        topicArns: props.topicArns,
        tags: props.tags,
      });
    alarm("failed-invocations", "FailedInvocations", `Rule ${props.key} cannot deliver events to its target`);
    if (props.made.dlqArn === undefined) return;
    alarm(
      "lost-events",
      "InvocationsFailedToBeSentToDlq",
      `Events of rule ${props.key} reached neither target nor dead-letter queue: replay them from the archive`,
    );
  }
}
