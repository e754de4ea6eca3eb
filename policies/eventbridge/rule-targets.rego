package safeguard.eventbridge.rule_targets

import data.safeguard.lib.check
import data.safeguard.lib.eventbridge

# METADATA
# title: Every enabled rule has a target
# description: A rule without a target matches events and does nothing with them; nobody notices that they go nowhere.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/cloudwatch_event_target
# custom:
#   severity: medium
#   subjects: [aws_cloudwatch_event_rule]
#   remediation:
#     text: Give the rule a target, or disable it.
#     terraform: |
#       resource "aws_cloudwatch_event_target" "orders" {
#         rule = aws_cloudwatch_event_rule.orders.name
#         arn  = aws_sqs_queue.orders.arn
#       }
#     cdktf: |
#       new CloudwatchEventTarget(this, "orders", { rule: rule.name, arn: queue.arn });
verdict[address] := eventbridge.unless_disabled(rule, check.watched_by(eventbridge.targets_of(rule), "a target")) if {
	some address, rule in eventbridge.rules
	not eventbridge.disabled_rules[address]
}

exempt := eventbridge.disabled_rules
