package safeguard.msk.encryption_at_rest

import data.safeguard.lib.check

# METADATA
# title: Kafka clusters are encrypted at rest
# description: Topics stay on the disks of the brokers for days; without encryption whoever reaches the storage reads the ePHI in them.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html
# custom:
#   severity: high
#   subjects: [aws_msk_cluster, aws_msk_serverless_cluster]
#   remediation:
#     text: Nothing has to be set; with encryption_at_rest_kms_key_arn a key of your own is used.
#     terraform: |
#       resource "aws_msk_cluster" "events" {
#         encryption_info {
#           encryption_at_rest_kms_key_arn = aws_kms_key.events.arn
#         }
#       }
#     cdktf: |
#       new MskCluster(this, "events", { encryptionInfo: { encryptionAtRestKmsKeyArn: key.arn } });
verdict[address] := check.guaranteed("encryption at rest", _citation) if {
	some type in ["aws_msk_cluster", "aws_msk_serverless_cluster"]
	some address, cluster in input.resources[type]
	cluster.mode == "managed"
}

_citation := concat(" ", [
	"Amazon MSK always encrypts data at rest",
	"(https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html).",
])
