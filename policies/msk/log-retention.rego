package safeguard.msk.log_retention

import data.safeguard.lib.check
import data.safeguard.lib.msk
import data.safeguard.lib.parameters

# METADATA
# title: Kafka topics keep records for a week
# description: Records that expire before a broken consumer is back are lost; a week leaves the time to repair it.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html
# custom:
#   severity: low
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Set log.retention.hours to at least 168 in the configuration of the cluster; log.retention.ms and log.retention.minutes win over it.
#     terraform: |
#       resource "aws_msk_configuration" "events" {
#         name              = "events"
#         server_properties = "log.retention.hours=168"
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
#         serverProperties: "log.retention.hours=168",
#       });
#       new MskCluster(this, "events", {
#         configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
#       });
#   parameters:
#     minimum_hours:
#       description: Hours that a topic keeps its records.
#       default: 168
#       schema: {type: integer, minimum: 1}
verdict[address] := check.any_of([
	check.at_least(retention, hours * _factors[key], _units[key]),
	check.at_most(retention, -1, "(for ever)"),
]) if {
	hours := parameters.value("msk/log-retention", "minimum_hours")
	some address, cluster in msk.clusters
	key := _key(cluster)
	retention := msk.property(cluster, key, {
		"kind": "known", "value": 168,
		"because": ["It is not set; Kafka keeps records for 168 hours (https://kafka.apache.org/documentation/#brokerconfigs_log.retention.hours)."],
	})
}

# The most specific key wins.
_key(cluster) := "log.retention.ms" if {
	msk.sets(cluster, "log.retention.ms")
} else := "log.retention.minutes" if {
	msk.sets(cluster, "log.retention.minutes")
} else := "log.retention.hours"

_factors := {"log.retention.ms": 3600000, "log.retention.minutes": 60, "log.retention.hours": 1}

_units := {"log.retention.ms": "ms", "log.retention.minutes": "minutes", "log.retention.hours": "hours"}
