package safeguard.msk.min_insync_replicas

import data.safeguard.lib.check
import data.safeguard.lib.msk
import data.safeguard.lib.parameters

# METADATA
# title: Kafka confirms a record when two copies exist
# description: With one, a confirmed record can exist on a single broker and is lost with it; with as many as copies, one lost broker stops all writers.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html
# custom:
#   severity: medium
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Set min.insync.replicas to 2 and default.replication.factor to 3 in the configuration of the cluster.
#     terraform: |
#       resource "aws_msk_configuration" "events" {
#         name              = "events"
#         server_properties = "default.replication.factor=3\nmin.insync.replicas=2"
#       }
#
#       resource "aws_msk_cluster" "events" {
#         configuration_info {
#           arn      = aws_msk_configuration.events.arn
#           revision = aws_msk_configuration.events.latest_revision
#         }
#       }
#     cdktf: |
#       const configuration = new MskConfiguration(this, "configuration", {
#         name: "events",
#         serverProperties: "default.replication.factor=3\nmin.insync.replicas=2",
#       });
#       new MskCluster(this, "events", {
#         configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
#       });
#   parameters:
#     minimum:
#       description: Copies that must be in sync before a record is confirmed.
#       default: 2
#       schema: {type: integer, minimum: 1}
verdict[address] := check.all_of([
	check.at_least(replicas, minimum, "copies in sync"),
	_fewer(replicas, copies),
]) if {
	minimum := parameters.value("msk/min-insync-replicas", "minimum")
	some address, cluster in msk.clusters
	replicas := msk.property(cluster, "min.insync.replicas", msk.by_zones(cluster, 2, 1))
	copies := msk.property(cluster, "default.replication.factor", msk.by_zones(cluster, 3, 2))
}

_fewer(replicas, copies) := check.at_most(replicas, copies.value - 1, "copies in sync, one below the replication factor") if {
	is_number(copies.value)
} else := check.undetermined(replicas.path, replicas.observed, "below the replication factor", copies.because)
