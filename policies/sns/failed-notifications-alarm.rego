package safeguard.sns.failed_notifications_alarm

import data.safeguard.lib.alarm
import data.safeguard.lib.sns

# METADATA
# title: Somebody is told when a topic cannot deliver
# description: A notification that fails is a message about a patient that did not arrive; the metric is the first place where it shows.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
# custom:
#   severity: low
#   subjects: [aws_sns_topic]
#   remediation:
#     text: Alarm on NumberOfNotificationsFailed of the topic, with an action.
#     terraform: |
#       resource "aws_cloudwatch_metric_alarm" "orders_failed" {
#         alarm_name          = "orders-notifications-failed"
#         namespace           = "AWS/SNS"
#         metric_name         = "NumberOfNotificationsFailed"
#         dimensions          = { TopicName = aws_sns_topic.orders.name }
#         statistic           = "Sum"
#         comparison_operator = "GreaterThanThreshold"
#         threshold           = 0
#         period              = 300
#         evaluation_periods  = 1
#         alarm_actions       = [aws_sns_topic.on_call.arn]
#       }
#     cdktf: |
#       new CloudwatchMetricAlarm(this, "failed-alarm", {
#         alarmName: "orders-notifications-failed",
#         namespace: "AWS/SNS",
#         metricName: "NumberOfNotificationsFailed",
#         dimensions: { TopicName: topic.name },
#         statistic: "Sum",
#         comparisonOperator: "GreaterThanThreshold",
#         threshold: 0,
#         period: 300,
#         evaluationPeriods: 1,
#         alarmActions: [onCall.arn],
#       });
verdict[address] := alarm.watches(topic, _need, _loose) if {
	some address, topic in sns.topics
}

_loose := alarm.loose(_need, "aws_sns_topic")

_need := {
	"dimension": "TopicName",
	"name": "name",
	"namespace": "AWS/SNS",
	"metric": "NumberOfNotificationsFailed",
	"statistics": ["Average", "Maximum", "Sum"],
	"threshold": {"least": 0, "most": null, "phrase": "a threshold that fires when notifications fail"},
	"seconds": null,
	"useless": {},
	"phrase": "an alarm on NumberOfNotificationsFailed that acts",
}
