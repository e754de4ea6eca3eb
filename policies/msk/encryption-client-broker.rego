package safeguard.msk.encryption_client_broker

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.msk

# METADATA
# title: Clients talk to Kafka brokers over TLS only
# description: Brokers that also accept plain connections let ePHI and its integrity depend on what each client chooses.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html
# custom:
#   severity: high
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Leave encryption_info.encryption_in_transit.client_broker at TLS.
#     terraform: |
#       resource "aws_msk_cluster" "events" {
#         encryption_info {
#           encryption_in_transit {
#             client_broker = "TLS"
#           }
#         }
#       }
#     cdktf: |
#       new MskCluster(this, "events", { encryptionInfo: { encryptionInTransit: { clientBroker: "TLS" } } });
verdict[address] := check.equals(mode, "TLS") if {
	some address, cluster in msk.clusters
	mode := inventory.argument_or(
		cluster, "encryption_info.encryption_in_transit.client_broker", "TLS",
		"The provider's default of client_broker is TLS.",
	)
}
