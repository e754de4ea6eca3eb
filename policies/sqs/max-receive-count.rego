package safeguard.sqs.max_receive_count

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters
import data.safeguard.lib.sqs

# METADATA
# title: Messages are tried more than once, and not for ever
# description: After one failure a healthy message is set aside as poisoned; after too many a poisoned one has blocked the others for hours.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html#policies-for-dead-letter-queues
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
# custom:
#   severity: low
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Set maxReceiveCount of the redrive policy to a number between 2 and 10.
#     terraform: |
#       resource "aws_sqs_queue" "orders" {
#         redrive_policy = jsonencode({
#           deadLetterTargetArn = aws_sqs_queue.orders_dead_letters.arn
#           maxReceiveCount     = 5
#         })
#       }
#     cdktf: |
#       new SqsQueue(this, "orders", {
#         redrivePolicy: Fn.jsonencode({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 5 }),
#       });
#   parameters:
#     minimum:
#       description: Least number of times that a message is received before it is set aside.
#       default: 2
#       schema: {type: integer, minimum: 1}
#     maximum:
#       description: Greatest number of times.
#       default: 10
#       schema: {type: integer, minimum: 1}
verdict[address] := check.all_of([_tried(redrive) | some redrive in redrives]) if {
	some address, queue in input.resources.aws_sqs_queue
	queue.mode == "managed"
	redrives := sqs.redrives(queue)
	count(redrives) > 0
}

exempt[address] := "It has no redrive policy." if {
	some address, queue in input.resources.aws_sqs_queue
	count(sqs.redrives(queue)) == 0
}

_tried(redrive) := result if {
	redrive.certain
	result := _within(redrive)
} else := check.excusable(_within(redrive), redrive.because)

_within(redrive) := check.undetermined(redrive.path, "(known after apply)", "maxReceiveCount", redrive.because) if {
	inventory.is_unknown(redrive.document)
} else := check.all_of([
	check.at_least(times, parameters.value("sqs/max-receive-count", "minimum"), "receives"),
	check.at_most(times, parameters.value("sqs/max-receive-count", "maximum"), "receives"),
]) if {
	document := inventory.block({redrive.path: _number(object.get(redrive.document, "maxReceiveCount", null))})
	times := inventory.argument_or(document, redrive.path, 10, _default)
}

_default := concat(" ", [
	"maxReceiveCount is 10 by default",
	"(https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html).",
])

# JSON may write it as text.
_number(value) := to_number(value) if {
	is_string(value)
	trim(value, "0123456789") == ""
	value != ""
} else := value
