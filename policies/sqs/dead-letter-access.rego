package safeguard.sqs.dead_letter_access

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.sqs

# METADATA
# title: Dead-letter queues take messages from their own sources alone
# description: By default every queue of the account may use it; other systems' messages then mix with ePHI and reach people who may not see it.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
# custom:
#   severity: low
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Give the dead-letter queue a redrive-allow policy with redrivePermission byQueue and its source queues.
#     terraform: |
#       resource "aws_sqs_queue_redrive_allow_policy" "orders_dead_letters" {
#         queue_url = aws_sqs_queue.orders_dead_letters.id
#         redrive_allow_policy = jsonencode({
#           redrivePermission = "byQueue"
#           sourceQueueArns   = [aws_sqs_queue.orders.arn]
#         })
#       }
#     cdktf: |
#       new SqsQueueRedriveAllowPolicy(this, "redrive-allow", {
#         queueUrl: deadLetters.id,
#         redriveAllowPolicy: Fn.jsonencode({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
#       });
verdict[address] := sqs.for_dead_letter_queue(queue, check.any_of(array.concat(
	[_limits(source) | some source in permissions],
	[check.fail("redrive_allow_policy", null, _expected, [_default]) | count(permissions) == 0],
))) if {
	some address, queue in sqs.dead_letter_queues
	not sqs.of_other_services[address]
	permissions := sqs.redrive_permissions(queue)
}

exempt[address] := reason if some address, reason in sqs.not_dead_letter_queues

exempt[address] := "It takes what other services cannot deliver; a redrive-allow policy is about queues." if {
	some address, _ in sqs.of_other_services
}

_expected := "redrivePermission byQueue with source queues"

_default := concat(" ", [
	"Without a redrive-allow policy every queue of the account and region may use it (allowAll;",
	"https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html).",
])

_limits(source) := check.one(_status(source.document), source.path, permission, _expected, []) if {
	source.certain
	permission := _shown(source.document)
} else := check.conditional(
	check.one(_status(source.document), source.path, source.where, _expected, []),
	source.because,
)

_status(document) := "unknown" if {
	inventory.is_unknown(document)
} else := "unknown" if {
	some part in ["redrivePermission", "sourceQueueArns"]
	inventory.is_unknown(document[part])
	object.get(document, "redrivePermission", null) in ["byQueue", {"$unknown": true}]
} else := check.status_of(count(document.sourceQueueArns) > 0) if {
	document.redrivePermission == "byQueue"
} else := "fail"

_shown(document) := document.redrivePermission if {
	is_string(document.redrivePermission)
} else := "(known after apply)"
