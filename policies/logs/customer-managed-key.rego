package safeguard.logs.customer_managed_key

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Logs are encrypted with a key of one's own
# description: Logs repeat what they log; access to a key of one's own can be granted, watched and withdrawn.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
# custom:
#   severity: medium
#   subjects: [aws_cloudwatch_log_group]
#   remediation:
#     text: Set kms_key_id to a customer managed key whose policy admits CloudWatch Logs.
#     terraform: |
#       resource "aws_cloudwatch_log_group" "orders" {
#         kms_key_id = aws_kms_key.logs.arn
#       }
#     cdktf: |
#       new CloudwatchLogGroup(this, "orders", { kmsKeyId: key.arn });
verdict[address] := check.is_set(key, "a customer managed key") if {
	some address, group in input.resources.aws_cloudwatch_log_group
	group.mode == "managed"
	key := inventory.argument_or(group, "kms_key_id", "", _default)
}

_default := concat(" ", [
	"CloudWatch Logs encrypts with keys that it manages itself",
	"(https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html).",
])
