package safeguard.sqs.queue_depth_alarm

import data.safeguard.lib.alarm
import data.safeguard.lib.sqs

# METADATA
# title: Somebody is told when a queue fills up
# description: A queue that grows means its consumer is down or too slow; messages wait, then expire unseen.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
# custom:
#   severity: medium
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Alarm on ApproximateNumberOfMessagesVisible of the queue, with an action.
#     terraform: |
#       resource "aws_cloudwatch_metric_alarm" "orders_depth" {
#         alarm_name          = "orders-depth"
#         namespace           = "AWS/SQS"
#         metric_name         = "ApproximateNumberOfMessagesVisible"
#         dimensions          = { QueueName = aws_sqs_queue.orders.name }
#         statistic           = "Maximum"
#         comparison_operator = "GreaterThanThreshold"
#         threshold           = 1000
#         period              = 300
#         evaluation_periods  = 2
#         alarm_actions       = [aws_sns_topic.on_call.arn]
#       }
#     cdktf: |
#       new CloudwatchMetricAlarm(this, "depth-alarm", {
#         alarmName: "orders-depth",
#         namespace: "AWS/SQS",
#         metricName: "ApproximateNumberOfMessagesVisible",
#         dimensions: { QueueName: queue.name },
#         statistic: "Maximum",
#         comparisonOperator: "GreaterThanThreshold",
#         threshold: 1000,
#         period: 300,
#         evaluationPeriods: 2,
#         alarmActions: [onCall.arn],
#       });
verdict[address] := sqs.for_source_queue(queue, alarm.watches(queue, _need, _loose)) if {
	some address, queue in sqs.source_queues
}

exempt := sqs.not_source_queues

_loose := alarm.loose(_need, "aws_sqs_queue")

_need := {
	"dimension": "QueueName",
	"name": "name",
	"namespace": "AWS/SQS",
	"metric": "ApproximateNumberOfMessagesVisible",
	"statistics": ["Average", "Maximum", "Minimum", "Sum"],
	"threshold": {"least": 0, "most": null, "phrase": "a threshold that fires when the queue grows"},
	"seconds": null,
	"useless": {"ApproximateNumberOfMessagesNotVisible": concat(" ", [
		"ApproximateNumberOfMessagesNotVisible counts messages that a consumer has taken, not those that wait for one",
		"(https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).",
	])},
	"phrase": "an alarm on ApproximateNumberOfMessagesVisible that acts",
}
