package safeguard.msk.configuration_attached

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.msk

# METADATA
# title: Kafka clusters use a configuration of their own
# description: The default configuration of Amazon MSK lets out-of-sync replicas lead and topics without rules be open; only a configuration of its own changes that.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html
# custom:
#   severity: low
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Attach an aws_msk_configuration with configuration_info.
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
verdict[address] := check.is_set(inventory.argument(cluster, "configuration_info.arn"), "a configuration") if {
	some address, cluster in msk.clusters
}
