package safeguard.eventbridge.target_retry

import data.safeguard.lib.check
import data.safeguard.lib.eventbridge
import data.safeguard.lib.inventory

# METADATA
# title: Events are sent again when a target fails
# description: A target that is down for a moment loses every event of that moment where retries are turned off; a retry_policy that leaves maximum_retry_attempts out turns them off, too.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/cloudwatch_event_target#retry_policy-1
# custom:
#   severity: low
#   subjects: [aws_cloudwatch_event_target]
#   remediation:
#     text: Leave retry_policy out, or set maximum_retry_attempts in it to more than 0.
#     terraform: |
#       resource "aws_cloudwatch_event_target" "orders" {
#         rule = aws_cloudwatch_event_rule.orders.name
#         arn  = aws_sqs_queue.orders.arn
#         retry_policy {
#           maximum_event_age_in_seconds = 3600
#           maximum_retry_attempts       = 10
#         }
#       }
#     cdktf: |
#       new CloudwatchEventTarget(this, "orders", {
#         rule: rule.name,
#         arn: queue.arn,
#         retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
#       });
verdict[address] := check.at_least(_attempts(target), 1, "retries") if {
	some address, target in eventbridge.targets
}

_attempts(target) := inventory.argument_or(
	target, "retry_policy.maximum_retry_attempts", 185,
	"Without a retry policy EventBridge retries for 24 hours and up to 185 times (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html).",
) if {
	object.get(target.values, "retry_policy", null) in [null, []]
} else := inventory.argument_or(
	target, "retry_policy.maximum_retry_attempts", 0,
	"The provider sends 0 for what a retry_policy block leaves out (https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/events/target.go).",
)
