package safeguard.msk.encryption_in_cluster

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.msk

# METADATA
# title: Kafka brokers talk to each other over TLS
# description: Every record is copied from broker to broker; without TLS its ePHI crosses zones in clear text.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html
# custom:
#   severity: high
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Leave encryption_info.encryption_in_transit.in_cluster at true.
#     terraform: |
#       resource "aws_msk_cluster" "events" {
#         encryption_info {
#           encryption_in_transit {
#             in_cluster = true
#           }
#         }
#       }
#     cdktf: |
#       new MskCluster(this, "events", { encryptionInfo: { encryptionInTransit: { inCluster: true } } });
verdict[address] := check.is_true(inventory.argument_or(
	cluster, "encryption_info.encryption_in_transit.in_cluster", true,
	"The provider's default of in_cluster is true.",
)) if {
	some address, cluster in msk.clusters
}
