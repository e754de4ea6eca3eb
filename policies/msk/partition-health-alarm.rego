package safeguard.msk.partition_health_alarm

import data.safeguard.lib.alarm
import data.safeguard.lib.msk

# METADATA
# title: Somebody is told when Kafka partitions lose copies
# description: An offline partition takes no records, and one that lacks copies is a failure away from losing them.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html
# custom:
#   severity: medium
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Alarm on OfflinePartitionsCount above 0, with an action; UnderReplicatedPartitions and ActiveControllerCount will do as well.
#     terraform: |
#       resource "aws_cloudwatch_metric_alarm" "offline_partitions" {
#         alarm_name          = "offline-partitions"
#         namespace           = "AWS/Kafka"
#         metric_name         = "OfflinePartitionsCount"
#         dimensions          = { "Cluster Name" = aws_msk_cluster.events.cluster_name }
#         statistic           = "Maximum"
#         comparison_operator = "GreaterThanThreshold"
#         threshold           = 0
#         period              = 300
#         evaluation_periods  = 2
#         alarm_actions       = [aws_sns_topic.on_call.arn]
#       }
#     cdktf: |
#       new CloudwatchMetricAlarm(this, "offline-partitions", {
#         alarmName: "offline-partitions",
#         namespace: "AWS/Kafka",
#         metricName: "OfflinePartitionsCount",
#         dimensions: { "Cluster Name": cluster.clusterName },
#         statistic: "Maximum",
#         comparisonOperator: "GreaterThanThreshold",
#         threshold: 0,
#         period: 300,
#         evaluationPeriods: 2,
#         alarmActions: [onCall.arn],
#       });
verdict[address] := msk.unless_express(cluster, watched) if {
	some address, cluster in msk.clusters
	not msk.is_express(cluster)
	watched := alarm.watched(cluster, _needs, [], _loose, "an alarm on lost partitions that acts")
}

exempt := msk.express

_loose := alarm.loose_of(_needs, "aws_msk_cluster")

_needs := [object.union(_common, need) |
	some need in [
		{"metric": "OfflinePartitionsCount", "further": [[]], "threshold": _rising},
		{"metric": "UnderReplicatedPartitions", "further": [["Broker ID"]], "threshold": _rising},
		# The average over the brokers is below one even when all is well.
		{"metric": "ActiveControllerCount", "further": [[]], "threshold": _falling, "statistics": ["Maximum", "Sum"]},
	]
]

_common := {
	"dimension": "Cluster Name",
	"name": "cluster_name",
	"namespace": "AWS/Kafka",
	"statistics": ["Average", "Maximum", "Minimum", "Sum"],
	"seconds": null,
	"useless": {},
}

_rising := {"least": 0, "most": null, "phrase": "a threshold that fires when the number grows"}

_falling := {"least": 0, "most": null, "at_most": 1, "falling": true, "phrase": "below 1"}
