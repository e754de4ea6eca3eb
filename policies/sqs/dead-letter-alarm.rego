package safeguard.sqs.dead_letter_alarm

import data.safeguard.lib.alarm
import data.safeguard.lib.check
import data.safeguard.lib.parameters
import data.safeguard.lib.sqs

# METADATA
# title: Somebody is told of the first dead letter
# description: A dead letter is a message about a patient that was not processed; unseen, it is lost when its retention ends.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
# custom:
#   severity: high
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Alarm on ApproximateNumberOfMessagesVisible of the dead-letter queue as soon as it is above 0, with an action.
#     terraform: |
#       resource "aws_cloudwatch_metric_alarm" "orders_dead_letters" {
#         alarm_name          = "orders-dead-letters"
#         namespace           = "AWS/SQS"
#         metric_name         = "ApproximateNumberOfMessagesVisible"
#         dimensions          = { QueueName = aws_sqs_queue.orders_dead_letters.name }
#         statistic           = "Maximum"
#         comparison_operator = "GreaterThanThreshold"
#         threshold           = 0
#         period              = 60
#         evaluation_periods  = 1
#         alarm_actions       = [aws_sns_topic.on_call.arn]
#       }
#     cdktf: |
#       new CloudwatchMetricAlarm(this, "dead-letters-alarm", {
#         alarmName: "orders-dead-letters",
#         namespace: "AWS/SQS",
#         metricName: "ApproximateNumberOfMessagesVisible",
#         dimensions: { QueueName: deadLetters.name },
#         statistic: "Maximum",
#         comparisonOperator: "GreaterThanThreshold",
#         threshold: 0,
#         period: 60,
#         evaluationPeriods: 1,
#         alarmActions: [onCall.arn],
#       });
#   parameters:
#     maximum_period_seconds:
#       description: Longest period of the alarm, in seconds.
#       default: 300
#       schema: {type: integer, minimum: 1}
verdict[address] := sqs.for_dead_letter_queue(queue, alarm.watches(queue, _need, _loose)) if {
	some address, queue in sqs.dead_letter_queues
	not sqs.of_other_services[address]
}

# What other services cannot deliver they send like any message.
verdict[address] := sqs.for_dead_letter_queue(queue, check.any_of([
	alarm.watches(queue, _waiting, _loose),
	alarm.watches(queue, _sent, _loose_sent),
])) if {
	some address, queue in sqs.of_other_services
}

exempt := sqs.not_dead_letter_queues

_loose := alarm.loose(_waiting, "aws_sqs_queue")

_loose_sent := alarm.loose(_sent, "aws_sqs_queue")

_sent := object.union(_waiting, {"metric": "NumberOfMessagesSent"})

_need := object.union(_waiting, {"useless": {"NumberOfMessagesSent": concat(" ", [
	"NumberOfMessagesSent does not count the messages that SQS itself moves to a dead-letter queue",
	"(https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).",
])}})

_waiting := {
	"dimension": "QueueName",
	"name": "name",
	"namespace": "AWS/SQS",
	"metric": "ApproximateNumberOfMessagesVisible",
	"statistics": ["Average", "Maximum", "Sum"],
	"threshold": {"least": 0, "most": 1, "phrase": "a threshold of > 0 or >= 1"},
	"seconds": parameters.value("sqs/dead-letter-alarm", "maximum_period_seconds"),
	"useless": {},
	"phrase": "an alarm on ApproximateNumberOfMessagesVisible that fires at one message and acts",
}
