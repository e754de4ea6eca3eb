package safeguard.eventbridge.failed_invocations_alarm

import data.safeguard.lib.alarm
import data.safeguard.lib.check
import data.safeguard.lib.eventbridge

# METADATA
# title: Somebody is told when a rule cannot deliver its events
# description: Failed invocations are events that did not reach their target; the metric is the only trace where the dead-letter queue fails as well.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
# custom:
#   severity: medium
#   subjects: [aws_cloudwatch_event_rule]
#   remediation:
#     text: Alarm on FailedInvocations of the rule, with an action; rules of a custom bus need the dimension EventBusName as well.
#     terraform: |
#       resource "aws_cloudwatch_metric_alarm" "orders_failed" {
#         alarm_name  = "orders-failed-invocations"
#         namespace   = "AWS/Events"
#         metric_name = "FailedInvocations"
#         dimensions = {
#           RuleName     = aws_cloudwatch_event_rule.orders.name
#           EventBusName = aws_cloudwatch_event_bus.orders.name
#         }
#         statistic           = "Sum"
#         comparison_operator = "GreaterThanThreshold"
#         threshold           = 0
#         period              = 300
#         evaluation_periods  = 1
#         alarm_actions       = [aws_sns_topic.on_call.arn]
#       }
#     cdktf: |
#       new CloudwatchMetricAlarm(this, "failed-alarm", {
#         alarmName: "orders-failed-invocations",
#         namespace: "AWS/Events",
#         metricName: "FailedInvocations",
#         dimensions: { RuleName: rule.name, EventBusName: bus.name },
#         statistic: "Sum",
#         comparisonOperator: "GreaterThanThreshold",
#         threshold: 0,
#         period: 300,
#         evaluationPeriods: 1,
#         alarmActions: [onCall.arn],
#       });
verdict[address] := eventbridge.unless_disabled(rule, _watched(rule)) if {
	some address, rule in eventbridge.rules
	not eventbridge.disabled_rules[address]
}

exempt := eventbridge.disabled_rules

_watched(rule) := _alarms(rule, kind) if {
	kind := eventbridge.bus_kind(rule)
	kind != "unknown"
} else := check.conditional(either, [_doubt]) if {
	either := check.any_of([_alarms(rule, "default"), _alarms(rule, "custom")])
}

_doubt := "Its bus is not known, and the dimensions of the metrics depend on it."

_alarms(rule, kind) := check.any_of([alarm.watches(rule, need, _loose[kind][metric]) |
	some metric in _metrics
	need := _needs[kind][metric]
])

_loose[kind][metric] := alarm.loose(need, "aws_cloudwatch_event_rule") if {
	some kind, metrics in _needs
	some metric, need in metrics
}

# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html: RuleName alone is the default bus.
_needs := {
	"default": {metric: _need(metric, {}) | some metric in _metrics},
	"custom": {metric: _need(metric, {"EventBusName": "event_bus_name"}) | some metric in _metrics},
}

_metrics := ["FailedInvocations", "InvocationsFailedToBeSentToDlq", "InvocationsSentToDlq"]

_need(metric, also) := {
	"dimension": "RuleName",
	"name": "name",
	"also": also,
	"namespace": "AWS/Events",
	"metric": metric,
	"statistics": ["Average", "Maximum", "Sum"],
	"threshold": {"least": 0, "most": null, "phrase": "a threshold that fires when events fail"},
	"seconds": null,
	"useless": {},
	"phrase": concat(" ", ["an alarm on", metric, "that acts"]),
}
