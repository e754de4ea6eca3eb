package safeguard.sqs.dead_letter_encryption

import data.safeguard.lib.check
import data.safeguard.lib.sqs

# METADATA
# title: Dead-letter queues are encrypted no worse than their sources
# description: A dead letter is a copy of the message; behind a weaker key it undoes the protection of the queue it came from.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html
# custom:
#   severity: medium
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Encrypt the dead-letter queue with the key of its source queue, or one of the same kind.
#     terraform: |
#       resource "aws_sqs_queue" "orders_dead_letters" {
#         kms_master_key_id = aws_kms_key.queues.arn
#       }
#     cdktf: |
#       new SqsQueue(this, "dead-letters", { kmsMasterKeyId: key.arn });
verdict[address] := sqs.for_dead_letter_queue(queue, check.all_of(compared)) if {
	some address, queue in sqs.dead_letter_queues
	own := sqs.encryption(queue)
	compared := [sqs.from_source(source, _compared(own, source)) |
		some source in sqs.sources(queue)
	]
	count(compared) > 0
}

exempt[address] := reason if some address, reason in sqs.not_dead_letter_queues

exempt[address] := "No queue of this document sends its dead letters here." if {
	some address, queue in sqs.dead_letter_queues
	count(sqs.sources(queue)) == 0
}

_compared(own, source) := check.one(_rank(own, other), "", own.name, expected, []) if {
	other := sqs.encryption(source.queue)
	expected := concat("", ["encryption no weaker than ", other.name, ", as on ", source.address])
} else := check.undetermined("", own.name, "encryption no weaker than on its source", [concat(" ", [
	"The source queue of", source.address, "is not known.",
])])

_rank(own, other) := "pass" if {
	own.least >= other.most
} else := "fail" if {
	own.most < other.least
} else := "unknown"
