package safeguard.msk.no_public_access

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.msk

# METADATA
# title: Kafka brokers are not on the internet
# description: Brokers with public addresses can be attacked from everywhere; topics that carry ePHI belong inside the network.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html
# custom:
#   severity: critical
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Leave broker_node_group_info.connectivity_info.public_access.type at DISABLED.
#     terraform: |
#       resource "aws_msk_cluster" "events" {
#         broker_node_group_info {
#           connectivity_info {
#             public_access {
#               type = "DISABLED"
#             }
#           }
#         }
#       }
#     cdktf: |
#       new MskCluster(this, "events", { brokerNodeGroupInfo: { ...brokers, connectivityInfo: { publicAccess: { type: "DISABLED" } } } });
verdict[address] := check.equals(access, "DISABLED") if {
	some address, cluster in msk.clusters
	access := inventory.argument_or(
		cluster, "broker_node_group_info.connectivity_info.public_access.type", "DISABLED",
		"Public access cannot be on when a cluster is created and has to be turned on (https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html).",
	)
}
