package safeguard.msk.enhanced_monitoring

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.msk

# METADATA
# title: Kafka clusters are watched broker by broker
# description: At the default level one failing broker is hidden behind the others.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html
# custom:
#   severity: low
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Set enhanced_monitoring to PER_BROKER or a finer level.
#     terraform: |
#       resource "aws_msk_cluster" "events" {
#         enhanced_monitoring = "PER_BROKER"
#       }
#     cdktf: |
#       new MskCluster(this, "events", { enhancedMonitoring: "PER_BROKER" });
verdict[address] := check.none_of([check.equals(level, "DEFAULT")]) if {
	some address, cluster in msk.clusters
	level := inventory.argument_or(cluster, "enhanced_monitoring", "DEFAULT", "Unset is the level DEFAULT.")
}
