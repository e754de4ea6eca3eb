package safeguard.eventbridge.bus_encryption

import data.safeguard.lib.check
import data.safeguard.lib.eventbridge
import data.safeguard.lib.inventory

# METADATA
# title: Custom buses are encrypted with a key of one's own
# description: Events wait in the bus until their targets take them; access to a key of one's own can be granted, watched and withdrawn.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/cloudwatch_event_bus#kms_key_identifier-1
# custom:
#   severity: low
#   subjects: [aws_cloudwatch_event_bus]
#   remediation:
#     text: Set kms_key_identifier to a customer managed key whose policy admits EventBridge.
#     terraform: |
#       resource "aws_cloudwatch_event_bus" "orders" {
#         name               = "orders"
#         kms_key_identifier = aws_kms_key.events.arn
#       }
#     cdktf: |
#       new CloudwatchEventBus(this, "orders", { name: "orders", kmsKeyIdentifier: key.arn });
verdict[address] := check.is_set(key, "a customer managed key") if {
	some address, bus in eventbridge.buses
	key := inventory.argument_or(
		bus, "kms_key_identifier", "",
		"Without a key EventBridge encrypts with one that AWS owns (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption.html).",
	)
}
