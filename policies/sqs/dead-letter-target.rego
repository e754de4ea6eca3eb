package safeguard.sqs.dead_letter_target

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.sqs

# METADATA
# title: Dead letters go to a queue that can take them
# description: A redrive policy that names a queue of another kind, of another account or the queue itself is refused or loses messages.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
# custom:
#   severity: high
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Point the redrive policy at a queue in the same account and region; FIFO queues need a FIFO dead-letter queue.
#     terraform: |
#       resource "aws_sqs_queue" "orders" {
#         name       = "orders.fifo"
#         fifo_queue = true
#         redrive_policy = jsonencode({
#           deadLetterTargetArn = aws_sqs_queue.orders_dead_letters.arn
#           maxReceiveCount     = 5
#         })
#       }
#
#       resource "aws_sqs_queue" "orders_dead_letters" {
#         name       = "orders-dead-letters.fifo"
#         fifo_queue = true
#       }
#     cdktf: |
#       const deadLetters = new SqsQueue(this, "dead-letters", { name: "orders-dead-letters.fifo", fifoQueue: true });
#       new SqsQueue(this, "orders", {
#         name: "orders.fifo",
#         fifoQueue: true,
#         redrivePolicy: Fn.jsonencode({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 5 }),
#       });
verdict[address] := check.all_of(judged) if {
	some address, queue in input.resources.aws_sqs_queue
	queue.mode == "managed"
	judged := [result |
		some redrive in sqs.redrives(queue)
		judged_target := check.all_of(_sound(queue, redrive, sqs.target(redrive)))
		result := _unless_certain(redrive, judged_target)
	]
	count(judged) > 0
}

exempt[address] := "It has no redrive policy." if {
	some address, queue in input.resources.aws_sqs_queue
	count(sqs.redrives(queue)) == 0
}

_unless_certain(redrive, result) := result if {
	redrive.certain
} else := check.excusable(result, redrive.because)

_sound(queue, redrive, target) := [
	check.one(check.status_of(target.address != queue.address), redrive.path, target.address, "another queue", []),
	check.one(_same(sqs.fifo(queue), sqs.fifo(other)), redrive.path, target.address, _kinds[sqs.fifo(queue)], []),
] if {
	target.kind == "queue"
	other := input.resources.aws_sqs_queue[target.address]
}

_sound(queue, redrive, target) := [
	check.one(_same_place(queue, target.arn), redrive.path, target.arn, "a queue of the same account and region", because),
	check.one(_same(sqs.fifo(queue), _is_fifo(target.arn)), redrive.path, target.arn, _kinds[sqs.fifo(queue)], []),
] if {
	target.kind == "arn"
	because := ["That queue is not in this document."]
}

_sound(_, redrive, target) := [check.undetermined(
	redrive.path, _candidates(target.candidates), "a queue",
	array.concat(["Its target is known after apply."], target.because),
)] if {
	target.kind == "unknown"
}

_candidates([]) := "(known after apply)"

_candidates(addresses) := inventory.named(addresses) if count(addresses) > 0

_same(kind, other) := "unknown" if {
	"unknown" in {kind, other}
} else := check.status_of(kind == other)

_is_fifo(arn) := check.status_of(endswith(arn, ".fifo"))

_kinds := {"pass": "a FIFO queue", "fail": "a standard queue", "unknown": "a queue of the same kind"}

_same_place(queue, arn) := "fail" if {
	not _is_queue(arn)
} else := check.status_of(array.slice(split(queue.values.arn, ":"), 3, 5) == array.slice(split(arn, ":"), 3, 5)) if {
	is_string(queue.values.arn)
} else := "fail" if {
	is_string(queue.values.region)
	queue.values.region != split(arn, ":")[3]
} else := "unknown"

_is_queue(arn) if {
	parts := split(arn, ":")
	count(parts) == 6
	parts[0] == "arn"
	parts[2] == "sqs"
}
