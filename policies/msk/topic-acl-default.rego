package safeguard.msk.topic_acl_default

import data.safeguard.lib.check
import data.safeguard.lib.msk

# METADATA
# title: Kafka topics without rules are closed
# description: Amazon MSK lets every logged-in user of SCRAM or mutual TLS use a topic that has no access rule; one forgotten rule opens its ePHI.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-acls.html
# custom:
#   severity: high
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Set allow.everyone.if.no.acl.found to false in the configuration of the cluster, after its access rules were defined.
#     terraform: |
#       resource "aws_msk_configuration" "events" {
#         name              = "events"
#         server_properties = "allow.everyone.if.no.acl.found=false"
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
#         serverProperties: "allow.everyone.if.no.acl.found=false",
#       });
#       new MskCluster(this, "events", {
#         configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
#       });
verdict[address] := _if_it_applies(logins, check.is_false(property)) if {
	some address, cluster in msk.clusters
	logins := msk.logins_with_rules(cluster)
	logins.status != "fail"
	property := msk.property(cluster, "allow.everyone.if.no.acl.found", msk.by_default(true))
}

exempt[address] := "Neither SCRAM nor mutual TLS is on: rules of topics do not apply to its clients." if {
	some address, cluster in msk.clusters
	msk.logins_with_rules(cluster).status == "fail"
}

_if_it_applies(logins, result) := check.excusable(result, ["Whether SCRAM or mutual TLS is on is not known."]) if {
	logins.status == "unknown"
} else := result
