package safeguard.sqs.dead_letter_retention

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters
import data.safeguard.lib.sqs

# METADATA
# title: Dead-letter queues keep messages long enough to act on them
# description: The clock of a message starts when it first enters the source queue, so a short retention drops dead letters before anyone looks.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
# custom:
#   severity: medium
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Set message_retention_seconds of the dead-letter queue to 1209600 (14 days, the maximum).
#     terraform: |
#       resource "aws_sqs_queue" "orders_dead_letters" {
#         message_retention_seconds = 1209600
#       }
#     cdktf: |
#       new SqsQueue(this, "dead-letters", { messageRetentionSeconds: 1209600 });
#   parameters:
#     minimum_days:
#       description: Days that a dead-letter queue keeps its messages.
#       default: 14
#       schema: {type: integer, minimum: 1}
verdict[address] := sqs.for_dead_letter_queue(queue, check.all_of(array.concat(
	[check.at_least(retention, days * 86400, "seconds")],
	[sqs.from_source(source, _outlives(retention, source)) | some source in sqs.sources(queue)],
))) if {
	days := parameters.value("sqs/dead-letter-retention", "minimum_days")
	some address, queue in sqs.dead_letter_queues
	retention := _retention(queue)
}

exempt := sqs.not_dead_letter_queues

_outlives(retention, source) := check.at_least(retention, least, unit) if {
	least := _retention(source.queue).value
	is_number(least)
	unit := concat("", ["seconds, as on ", source.address])
} else := check.at_least(retention, _longest, "seconds, which no source exceeds") if {
	retention.value >= _longest
} else := check.undetermined(
	retention.path, retention.observed, "at least as long as its source",
	[concat("", ["How long ", source.address, " keeps messages is not known."])],
)

_retention(queue) := inventory.argument_or(
	queue, "message_retention_seconds", 345600,
	"SQS keeps messages for 345600 seconds (4 days) by default.",
)

_longest := 1209600
