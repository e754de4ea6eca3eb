package safeguard.sqs.oldest_message_alarm

import data.safeguard.lib.alarm
import data.safeguard.lib.sqs

# METADATA
# title: Somebody is told when messages wait too long
# description: The age of the oldest message shows a consumer that hangs even while the queue stays short; at the end of the retention the message is lost.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
# custom:
#   severity: low
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Alarm on ApproximateAgeOfOldestMessage of the queue, with an action.
#     terraform: |
#       resource "aws_cloudwatch_metric_alarm" "orders_age" {
#         alarm_name          = "orders-age"
#         namespace           = "AWS/SQS"
#         metric_name         = "ApproximateAgeOfOldestMessage"
#         dimensions          = { QueueName = aws_sqs_queue.orders.name }
#         statistic           = "Maximum"
#         comparison_operator = "GreaterThanThreshold"
#         threshold           = 3600
#         period              = 300
#         evaluation_periods  = 2
#         alarm_actions       = [aws_sns_topic.on_call.arn]
#       }
#     cdktf: |
#       new CloudwatchMetricAlarm(this, "age-alarm", {
#         alarmName: "orders-age",
#         namespace: "AWS/SQS",
#         metricName: "ApproximateAgeOfOldestMessage",
#         dimensions: { QueueName: queue.name },
#         statistic: "Maximum",
#         comparisonOperator: "GreaterThanThreshold",
#         threshold: 3600,
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
	"metric": "ApproximateAgeOfOldestMessage",
	"statistics": ["Average", "Maximum"],
	"threshold": {"least": 0, "most": null, "phrase": "a threshold that fires when messages grow old"},
	"seconds": null,
	"useless": {},
	"phrase": "an alarm on ApproximateAgeOfOldestMessage that acts",
}
