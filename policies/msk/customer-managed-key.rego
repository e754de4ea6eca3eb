package safeguard.msk.customer_managed_key

import data.safeguard.lib.key
import data.safeguard.lib.msk

# METADATA
# title: Kafka clusters are encrypted with a key of their own
# description: Only with a key of your own can you say who may decrypt the topics, see who did, and take it away.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html
# custom:
#   severity: medium
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Set encryption_info.encryption_at_rest_kms_key_arn to a KMS key of your own.
#     terraform: |
#       resource "aws_msk_cluster" "events" {
#         encryption_info {
#           encryption_at_rest_kms_key_arn = aws_kms_key.events.arn
#         }
#       }
#     cdktf: |
#       new MskCluster(this, "events", { encryptionInfo: { encryptionAtRestKmsKeyArn: key.arn } });
verdict[address] := key.is_own(cluster, "encryption_info.encryption_at_rest_kms_key_arn", _otherwise) if {
	some address, cluster in msk.clusters
}

_otherwise := "The AWS managed key aws/msk is used."
