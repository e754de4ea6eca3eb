package safeguard.eventbridge.target_dead_letter_queue

import data.safeguard.lib.check
import data.safeguard.lib.eventbridge

# METADATA
# title: Events that a target does not take are kept
# description: When a target stays away or refuses, EventBridge retries for a day at most and then drops the event in silence; a dead-letter queue keeps it.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/cloudwatch_event_target#dead_letter_config-1
# custom:
#   severity: high
#   subjects: [aws_cloudwatch_event_target]
#   remediation:
#     text: Give the target a dead_letter_config with the ARN of an SQS standard queue whose policy lets events.amazonaws.com send.
#     terraform: |
#       resource "aws_cloudwatch_event_target" "orders" {
#         rule = aws_cloudwatch_event_rule.orders.name
#         arn  = aws_sqs_queue.orders.arn
#         dead_letter_config {
#           arn = aws_sqs_queue.undelivered.arn
#         }
#       }
#     cdktf: |
#       new CloudwatchEventTarget(this, "orders", {
#         rule: rule.name,
#         arn: queue.arn,
#         deadLetterConfig: { arn: undelivered.arn },
#       });
verdict[address] := check.is_set(eventbridge.dead_letter_arn(target), "a dead-letter queue") if {
	some address, target in eventbridge.targets
}
