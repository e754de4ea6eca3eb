package safeguard.sns.delivery_status

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.sns

# METADATA
# title: Topics log what they delivered and what they could not
# description: Without delivery status logs nobody can tell whether a message reached its recipient, or when it was lost.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/sns_topic#message-delivery-status-arguments
# custom:
#   severity: low
#   subjects: [aws_sns_topic]
#   remediation:
#     text: Set the success and failure feedback roles of every protocol that subscribes to the topic.
#     terraform: |
#       resource "aws_sns_topic" "orders" {
#         sqs_success_feedback_role_arn    = aws_iam_role.delivery_status.arn
#         sqs_failure_feedback_role_arn    = aws_iam_role.delivery_status.arn
#         sqs_success_feedback_sample_rate = 100
#       }
#     cdktf: |
#       new SnsTopic(this, "orders", {
#         sqsSuccessFeedbackRoleArn: role.arn,
#         sqsFailureFeedbackRoleArn: role.arn,
#         sqsSuccessFeedbackSampleRate: 100,
#       });
verdict[address] := check.all_of([_logged(topic, link) | some link in links]) if {
	some address, topic in sns.topics
	links := _relevant(topic)
	count(links) > 0
}

exempt[address] := "No subscription of this document has a delivery status to log." if {
	some address, topic in sns.topics
	count(_relevant(topic)) == 0
}

_relevant(topic) := [link |
	some link in sns.subscribed(topic)
	sns.uses(link.resource, object.keys(_feedback)) != "fail"
]

# Written out: the engine is given the arguments whose names stand in the rules.
_feedback := {
	"application": ["application_success_feedback_role_arn", "application_failure_feedback_role_arn"],
	"firehose": ["firehose_success_feedback_role_arn", "firehose_failure_feedback_role_arn"],
	"http": ["http_success_feedback_role_arn", "http_failure_feedback_role_arn"],
	"https": ["http_success_feedback_role_arn", "http_failure_feedback_role_arn"],
	"lambda": ["lambda_success_feedback_role_arn", "lambda_failure_feedback_role_arn"],
	"sqs": ["sqs_success_feedback_role_arn", "sqs_failure_feedback_role_arn"],
}

_logged(topic, link) := result if {
	link.certain
	result := _roles(topic, link)
} else := check.excusable(_roles(topic, link), array.concat(
	[concat("", ["Whether ", link.address, " belongs to it is not certain."])],
	link.because,
))

_roles(topic, link) := check.all_of([check.is_set(inventory.argument(topic, role), "a role for the log") |
	some role in roles
]) if {
	roles := _feedback[link.resource.values.protocol]
} else := check.undetermined("", link.address, "feedback roles of its protocol", ["Its protocol is not known."])
