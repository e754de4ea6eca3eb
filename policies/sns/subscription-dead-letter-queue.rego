package safeguard.sns.subscription_dead_letter_queue

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.sns

# METADATA
# title: Subscriptions keep what they cannot deliver
# description: When the endpoint is gone or refuses, SNS retries for a while and then discards the message; a dead-letter queue keeps it.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
# custom:
#   severity: medium
#   subjects: [aws_sns_topic_subscription]
#   remediation:
#     text: Give the subscription a redrive policy whose deadLetterTargetArn is an SQS queue; the policy of that queue has to let sns.amazonaws.com send.
#     terraform: |
#       resource "aws_sns_topic_subscription" "orders" {
#         topic_arn      = aws_sns_topic.orders.arn
#         protocol       = "sqs"
#         endpoint       = aws_sqs_queue.orders.arn
#         redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.orders_dead_letters.arn })
#       }
#     cdktf: |
#       new SnsTopicSubscription(this, "orders", {
#         topicArn: topic.arn,
#         protocol: "sqs",
#         endpoint: queue.arn,
#         redrivePolicy: Fn.jsonencode({ deadLetterTargetArn: deadLetters.arn }),
#       });
verdict[address] := _unless_exempt(subscription, _kept(subscription)) if {
	some address, subscription in sns.subscriptions
	not exempt[address]
}

exempt[address] := "Its protocol is delivered without a dead-letter queue here." if {
	some address, subscription in sns.subscriptions
	sns.uses(subscription, _protocols) == "fail"
}

_protocols := {"firehose", "http", "https", "lambda", "sqs"}

_kept(subscription) := check.fail("redrive_policy", "no deadLetterTargetArn", _expected, []) if {
	document := subscription.documents.redrive_policy.value
	object.get(document, "deadLetterTargetArn", null) in [null, ""]
} else := check.is_set(
	inventory.argument_or(
		subscription, "redrive_policy", "",
		"Without a redrive policy SNS discards the message when its retries end (https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html).",
	),
	_expected,
)

_expected := "a redrive policy with a dead-letter queue"

_unless_exempt(subscription, result) := result if {
	sns.uses(subscription, _protocols) == "pass"
} else := check.excusable(result, ["Its protocol is not known."])
