package safeguard.eventbridge.dead_letter_permission

import data.safeguard.lib.check
import data.safeguard.lib.eventbridge
import data.safeguard.lib.sqs

# METADATA
# title: EventBridge may send to the dead-letter queues of its targets
# description: The dead-letter queue of a target takes events only where its policy lets EventBridge send them; without that they are lost in silence.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
# custom:
#   severity: high
#   subjects: [aws_cloudwatch_event_target]
#   remediation:
#     text: Allow events.amazonaws.com to send messages for the rule, in the policy of the dead-letter queue.
#     terraform: |
#       resource "aws_sqs_queue_policy" "undelivered" {
#         queue_url = aws_sqs_queue.undelivered.id
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Principal = { Service = "events.amazonaws.com" }
#             Action    = "sqs:SendMessage"
#             Resource  = aws_sqs_queue.undelivered.arn
#             Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.orders.arn } }
#           }]
#         })
#       }
#     cdktf: |
#       new SqsQueuePolicy(this, "undelivered-policy", {
#         queueUrl: undelivered.id,
#         policy: Fn.jsonencode({
#           Version: "2012-10-17",
#           Statement: [{
#             Effect: "Allow",
#             Principal: { Service: "events.amazonaws.com" },
#             Action: "sqs:SendMessage",
#             Resource: undelivered.arn,
#             Condition: { ArnEquals: { "aws:SourceArn": rule.arn } },
#           }],
#         }),
#       });
verdict[address] := _unless_exempt(target, _admitted(target)) if {
	some address, target in eventbridge.targets
	not exempt[address]
}

exempt[address] := "It has no dead-letter queue." if {
	some address, target in eventbridge.targets
	check.is_set(eventbridge.dead_letter_arn(target), "").status == "fail"
}

_admitted(target) := check.any_of(array.concat(
	[eventbridge.admitting(source, queue, target) | some source in policies],
	[check.fail("", queue.address, "a policy of the dead-letter queue", ["Without a policy EventBridge may not send to it."]) |
		count(policies) == 0
	],
)) if {
	queue := eventbridge.dead_letter_queue(target)
	queue.mode == "managed"
	policies := sqs.policies(queue)
} else := check.undetermined(
	"dead_letter_config.arn", eventbridge.dead_letter_arn(target).observed, "a dead-letter queue with a policy for EventBridge",
	["Which queue it is, or its policy, is not in this document."],
)

_unless_exempt(target, result) := result if {
	check.is_set(eventbridge.dead_letter_arn(target), "").status == "pass"
} else := check.excusable(result, ["The target may have no dead-letter queue."])
