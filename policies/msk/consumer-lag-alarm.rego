package safeguard.msk.consumer_lag_alarm

import data.safeguard.lib.alarm

# METADATA
# title: Somebody is told when Kafka consumers fall behind
# description: A growing lag means a consumer is down or too slow; its records wait, then expire unread.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/consumer-lag.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html
# custom:
#   severity: medium
#   subjects: [aws_msk_cluster, aws_msk_serverless_cluster]
#   remediation:
#     text: Alarm on MaxOffsetLag, SumOffsetLag or EstimatedMaxTimeLag of the consumer groups that matter, with an action.
#     terraform: |
#       resource "aws_cloudwatch_metric_alarm" "orders_lag" {
#         alarm_name          = "orders-lag"
#         namespace           = "AWS/Kafka"
#         metric_name         = "MaxOffsetLag"
#         dimensions          = { "Cluster Name" = aws_msk_cluster.events.cluster_name, "Consumer Group" = "orders", Topic = "orders" }
#         statistic           = "Maximum"
#         comparison_operator = "GreaterThanThreshold"
#         threshold           = 1000
#         period              = 300
#         evaluation_periods  = 2
#         alarm_actions       = [aws_sns_topic.on_call.arn]
#       }
#     cdktf: |
#       new CloudwatchMetricAlarm(this, "orders-lag", {
#         alarmName: "orders-lag",
#         namespace: "AWS/Kafka",
#         metricName: "MaxOffsetLag",
#         dimensions: { "Cluster Name": cluster.clusterName, "Consumer Group": "orders", Topic: "orders" },
#         statistic: "Maximum",
#         comparisonOperator: "GreaterThanThreshold",
#         threshold: 1000,
#         period: 300,
#         evaluationPeriods: 2,
#         alarmActions: [onCall.arn],
#       });
verdict[address] := alarm.watched(cluster, _needs, [], _loose[type], "an alarm on the lag of a consumer group that acts") if {
	some type in _types
	some address, cluster in input.resources[type]
	cluster.mode == "managed"
}

_types := ["aws_msk_cluster", "aws_msk_serverless_cluster"]

_loose := {type: alarm.loose_of(_needs, type) | some type in _types}

_needs := [{
	"dimension": "Cluster Name",
	"further": [["Consumer Group", "Topic"]],
	"name": "cluster_name",
	"namespace": "AWS/Kafka",
	"metric": metric,
	"statistics": ["Average", "Maximum", "Minimum", "Sum"],
	"threshold": {"least": 0, "most": null, "phrase": "a threshold that fires when the lag grows"},
	"seconds": null,
	"useless": {},
} |
	some metric in ["EstimatedMaxTimeLag", "MaxOffsetLag", "SumOffsetLag"]
]
