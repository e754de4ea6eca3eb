package safeguard.msk.disk_alarm

import data.safeguard.lib.alarm
import data.safeguard.lib.msk
import data.safeguard.lib.parameters

# METADATA
# title: Somebody is told before the disks of Kafka brokers are full
# description: A broker with a full disk stops, and with it every partition it leads.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html
# custom:
#   severity: medium
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Alarm on KafkaDataLogsDiskUsed at 85 percent, with an action.
#     terraform: |
#       resource "aws_cloudwatch_metric_alarm" "events_disk" {
#         alarm_name          = "events-disk"
#         namespace           = "AWS/Kafka"
#         metric_name         = "KafkaDataLogsDiskUsed"
#         dimensions          = { "Cluster Name" = aws_msk_cluster.events.cluster_name }
#         statistic           = "Maximum"
#         comparison_operator = "GreaterThanOrEqualToThreshold"
#         threshold           = 85
#         period              = 300
#         evaluation_periods  = 2
#         alarm_actions       = [aws_sns_topic.on_call.arn]
#       }
#     cdktf: |
#       new CloudwatchMetricAlarm(this, "events-disk", {
#         alarmName: "events-disk",
#         namespace: "AWS/Kafka",
#         metricName: "KafkaDataLogsDiskUsed",
#         dimensions: { "Cluster Name": cluster.clusterName },
#         statistic: "Maximum",
#         comparisonOperator: "GreaterThanOrEqualToThreshold",
#         threshold: 85,
#         period: 300,
#         evaluationPeriods: 2,
#         alarmActions: [onCall.arn],
#       });
#   parameters:
#     maximum_percent:
#       description: The fullest that a disk may be before the alarm fires.
#       default: 90
#       schema: {type: number, exclusiveMinimum: 0, maximum: 100}
verdict[address] := msk.unless_express(cluster, watched) if {
	some address, cluster in msk.clusters
	not msk.is_express(cluster)
	watched := alarm.watched(cluster, _needs, [], _loose, "an alarm on KafkaDataLogsDiskUsed that acts")
}

exempt := msk.express

_loose := alarm.loose_of(_needs, "aws_msk_cluster")

_needs := [{
	"dimension": "Cluster Name",
	"further": [[], ["Broker ID"]],
	"name": "cluster_name",
	"namespace": "AWS/Kafka",
	"metric": "KafkaDataLogsDiskUsed",
	"statistics": ["Average", "Maximum", "Sum"],
	"threshold": {"least": 0, "most": null, "at_most": most, "phrase": concat(" ", ["at most", json.marshal(most), "percent"])},
	"seconds": null,
	"useless": {"KafkaAppLogsDiskUsed": "KafkaAppLogsDiskUsed is the disk of the brokers' own logs, not of the records."},
}] if {
	most := parameters.value("msk/disk-alarm", "maximum_percent")
}
