package safeguard.msk.enhanced_monitoring

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.msk

# METADATA
# title: Kafka clusters are watched broker by broker
# description: How idle the threads of a broker are and whether its volumes keep up is measured from PER_BROKER on; at the default level an overloaded broker is noticed when it falls behind.
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
	level := inventory.argument_or(cluster, "enhanced_monitoring", "DEFAULT", "The level is DEFAULT unless it is set.")
}
