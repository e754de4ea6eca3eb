package safeguard.sns.subscription_plain_channel

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters
import data.safeguard.lib.sns
import data.safeguard.lib.tags

# METADATA
# title: No ePHI goes out by e-mail or SMS
# description: E-mail and SMS leave AWS unencrypted and stay in mailboxes and phones that nobody controls.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-phone-number-as-subscriber.html
# custom:
#   severity: medium
#   subjects: [aws_sns_topic_subscription]
#   remediation:
#     text: Send a notice without ePHI through a topic of its own, and let people look the record up where access is controlled.
#     terraform: |
#       resource "aws_sns_topic_subscription" "notices" {
#         topic_arn = aws_sns_topic.notices.arn
#         protocol  = "email"
#         endpoint  = "on-call@example.org"
#       }
#     cdktf: |
#       new SnsTopicSubscription(this, "notices", {
#         topicArn: notices.arn,
#         protocol: "email",
#         endpoint: "on-call@example.org",
#       });
#   parameters:
#     tag:
#       description: Tag that says what a topic carries.
#       default: DataClassification
#       schema: {type: string, minLength: 1}
#     values:
#       description: Values of the tag that mean ePHI, whatever their letters.
#       default: [PHI, ePHI]
#       schema: {type: array, items: {type: string}, minItems: 1}
verdict[address] := check.any_of([
	check.none_of([check.is_one_of(inventory.argument(subscription, "protocol"), ["email", "email-json", "sms"])]),
	_carries_none(subscription),
]) if {
	some address, subscription in sns.subscriptions
}

_carries_none(subscription) := check.one(status, "topic_arn", topic.address, _expected, tag.because) if {
	topic := sns.topic(subscription)
	tag := tags.argument(topic, _tag)
	status := check.negated_status[tags.status(topic, _tag, parameters.value("sns/subscription-plain-channel", "values"))]
} else := check.undetermined("topic_arn", "another topic", _expected, ["Which topic it is, or what it carries, is not known."])

_expected := "a topic that is not classified as carrying ePHI"

_tag := parameters.value("sns/subscription-plain-channel", "tag")
