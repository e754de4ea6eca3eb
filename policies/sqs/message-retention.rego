package safeguard.sqs.message_retention

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters
import data.safeguard.lib.sqs

# METADATA
# title: Queues keep messages longer than an outage lasts
# description: A message that nobody consumed in time is deleted without a trace; the retention has to outlast a weekend on which the consumer is down.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/sqs_queue#message_retention_seconds-1
# custom:
#   severity: low
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Set message_retention_seconds to at least 345600 (4 days, the default).
#     terraform: |
#       resource "aws_sqs_queue" "orders" {
#         message_retention_seconds = 345600
#       }
#     cdktf: |
#       new SqsQueue(this, "orders", { messageRetentionSeconds: 345600 });
#   parameters:
#     minimum_days:
#       description: Days that a queue keeps its messages.
#       default: 4
#       schema: {type: integer, minimum: 1}
verdict[address] := sqs.for_source_queue(queue, check.at_least(retention, days * 86400, "seconds")) if {
	days := parameters.value("sqs/message-retention", "minimum_days")
	some address, queue in sqs.source_queues
	retention := inventory.argument_or(
		queue, "message_retention_seconds", 345600,
		"SQS keeps messages for 345600 seconds (4 days) by default.",
	)
}

exempt := sqs.not_source_queues
