package safeguard.sqs.visibility_timeout

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.sqs

# METADATA
# title: Messages stay hidden while a function works on them
# description: A message that shows up again too early is processed twice, or counts as failed and lands in the dead-letter queue although nothing was wrong.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
# custom:
#   severity: low
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Set visibility_timeout_seconds to at least six times the timeout of the function.
#     terraform: |
#       resource "aws_sqs_queue" "orders" {
#         visibility_timeout_seconds = 6 * aws_lambda_function.orders.timeout
#       }
#     cdktf: |
#       new SqsQueue(this, "orders", { visibilityTimeoutSeconds: 6 * 30 });
verdict[address] := check.all_of([_hidden(visibility, consumer) | some consumer in consumers]) if {
	some address, queue in input.resources.aws_sqs_queue
	queue.mode == "managed"
	consumers := sqs.consumers(queue)
	count(consumers) > 0
	visibility := inventory.argument_or(
		queue, "visibility_timeout_seconds", 30,
		"SQS hides a message for 30 seconds by default.",
	)
}

exempt[address] := "No Lambda function of this document consumes it." if {
	some address, queue in input.resources.aws_sqs_queue
	count(sqs.consumers(queue)) == 0
}

_hidden(visibility, consumer) := result if {
	consumer.certain
	result := _outlasts(visibility, consumer)
} else := check.excusable(_outlasts(visibility, consumer), array.concat(
	[concat("", ["Whether ", consumer.address, " consumes it is not certain."])],
	consumer.because,
))

_outlasts(visibility, consumer) := check.at_least(visibility, 6 * timeout, unit) if {
	timeout := inventory.argument_or(consumer.function, "timeout", 3, "").value
	is_number(timeout)
	unit := concat("", ["seconds, six times the timeout of ", consumer.function.address])
} else := check.at_least(visibility, _longest, "seconds, six times the longest timeout of a function") if {
	visibility.value >= _longest
} else := check.undetermined(
	visibility.path, visibility.observed, "six times the timeout of its function",
	[concat("", ["The timeout of the function of ", consumer.address, " is not known."])],
)

# On managed instances; elsewhere 900: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
_longest := 6 * 5400
