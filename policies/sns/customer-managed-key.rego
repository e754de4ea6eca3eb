package safeguard.sns.customer_managed_key

import data.safeguard.lib.kms
import data.safeguard.lib.sns

# METADATA
# title: Topics are encrypted with a key of one's own
# description: Access to a key of one's own can be granted, watched and withdrawn; the key that AWS manages serves everybody in the account.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
#   - https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-mgmt
# custom:
#   severity: low
#   subjects: [aws_sns_topic]
#   remediation:
#     text: Set kms_master_key_id to a customer managed key instead of alias/aws/sns; its policy has to admit the AWS services that publish to the topic.
#     terraform: |
#       resource "aws_sns_topic" "orders" {
#         kms_master_key_id = aws_kms_key.topics.arn
#       }
#     cdktf: |
#       new SnsTopic(this, "orders", { kmsMasterKeyId: key.arn });
verdict[address] := kms.customer_managed(topic, "kms_master_key_id") if {
	some address, topic in sns.topics
}
