package safeguard.msk.replication_factor

import data.safeguard.lib.check
import data.safeguard.lib.msk
import data.safeguard.lib.parameters

# METADATA
# title: Kafka topics are kept in three copies
# description: A topic with fewer copies than zones loses records, or stops, when a broker or a zone fails.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html
# custom:
#   severity: high
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Set default.replication.factor to at least 3 in the configuration of the cluster.
#     terraform: |
#       resource "aws_msk_configuration" "events" {
#         name              = "events"
#         server_properties = "default.replication.factor=3"
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
#         serverProperties: "default.replication.factor=3",
#       });
#       new MskCluster(this, "events", {
#         configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
#       });
#   parameters:
#     minimum:
#       description: Copies of each partition of a new topic.
#       default: 3
#       schema: {type: integer, minimum: 1}
verdict[address] := check.at_least(msk.property(cluster, "default.replication.factor", msk.by_zones(cluster, 3, 2)), minimum, "copies") if {
	minimum := parameters.value("msk/replication-factor", "minimum")
	some address, cluster in msk.clusters
}
