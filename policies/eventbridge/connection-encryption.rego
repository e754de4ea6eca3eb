package safeguard.eventbridge.connection_encryption

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Credentials of connections are encrypted with a key of one's own
# description: A connection keeps the password or token of another system; with a key of one's own its use can be watched and withdrawn.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/encryption-connections.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/cloudwatch_event_connection#kms_key_identifier-1
# custom:
#   severity: low
#   subjects: [aws_cloudwatch_event_connection]
#   remediation:
#     text: Set kms_key_identifier to a customer managed key that carries the tag EventBridgeApiDestinations with the value true.
#     terraform: |
#       resource "aws_cloudwatch_event_connection" "partner" {
#         kms_key_identifier = aws_kms_key.events.arn
#       }
#
#       resource "aws_kms_key" "events" {
#         tags = { EventBridgeApiDestinations = "true" }
#       }
#     cdktf: |
#       const key = new KmsKey(this, "events", { tags: { EventBridgeApiDestinations: "true" } });
#       new CloudwatchEventConnection(this, "partner", {
#         name: "partner",
#         authorizationType: "API_KEY",
#         authParameters: { apiKey: { key: "x-api-key", value: token.stringValue } },
#         kmsKeyIdentifier: key.arn,
#       });
verdict[address] := check.is_set(key, "a customer managed key") if {
	some address, connection in input.resources.aws_cloudwatch_event_connection
	connection.mode == "managed"
	key := inventory.argument_or(
		connection, "kms_key_identifier", "",
		"Without a key EventBridge encrypts with one that AWS owns (https://docs.aws.amazon.com/eventbridge/latest/userguide/encryption-connections.html).",
	)
}
