package safeguard.msk.unclean_leader_election

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.msk

# METADATA
# title: Kafka elects no leader that lacks records
# description: A replica that was not in sync drops every record it has not copied when it becomes the leader; Amazon MSK allows it unless told otherwise.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html
# custom:
#   severity: high
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Set unclean.leader.election.enable to false in the configuration of the cluster.
#     terraform: |
#       resource "aws_msk_configuration" "events" {
#         name              = "events"
#         server_properties = "unclean.leader.election.enable=false"
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
#         serverProperties: "unclean.leader.election.enable=false",
#       });
#       new MskCluster(this, "events", {
#         configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
#       });
verdict[address] := check.is_false(msk.property(cluster, "unclean.leader.election.enable", _fallback(cluster))) if {
	some address, cluster in msk.clusters
}

# The default is true, but for clusters with tiered storage.
_fallback(cluster) := {"kind": "undecided", "value": null, "because": ["Express brokers decide."]} if {
	msk.is_express(cluster)
} else := msk.by_default(storage.value != "TIERED") if {
	storage := inventory.argument_or(cluster, "storage_mode", "LOCAL", "")
	storage.kind == "known"
} else := {"kind": "possible", "value": null, "because": ["The default depends on storage_mode, which is not known."]}
