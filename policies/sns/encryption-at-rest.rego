package safeguard.sns.encryption_at_rest

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.sns

# METADATA
# title: Topics are encrypted at rest
# description: SNS stores every message until it is delivered; without a key the ePHI in it lies readable on disk.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/sns_topic#kms_master_key_id-1
# custom:
#   severity: high
#   subjects: [aws_sns_topic]
#   remediation:
#     text: Set kms_master_key_id to a KMS key.
#     terraform: |
#       resource "aws_sns_topic" "orders" {
#         kms_master_key_id = aws_kms_key.topics.arn
#       }
#     cdktf: |
#       new SnsTopic(this, "orders", { kmsMasterKeyId: key.arn });
verdict[address] := check.is_set(key, "a KMS key") if {
	some address, topic in sns.topics
	key := inventory.argument_or(topic, "kms_master_key_id", "", _default)
}

_default := concat(" ", [
	"Server-side encryption of a topic is off until a key is set",
	"(https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html).",
])
