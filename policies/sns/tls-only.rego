package safeguard.sns.tls_only

import data.safeguard.lib.check
import data.safeguard.lib.iam
import data.safeguard.lib.inventory
import data.safeguard.lib.sns

# METADATA
# title: Topics refuse plain HTTP
# description: SNS takes messages over HTTP as well as HTTPS; only a policy keeps ePHI off the wire in clear text.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html#enforce-encryption-data-in-transit
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
# custom:
#   severity: medium
#   subjects: [aws_sns_topic]
#   remediation:
#     text: Deny sns:Publish to everyone where aws:SecureTransport is false, in the policy of the topic.
#     terraform: |
#       resource "aws_sns_topic_policy" "orders" {
#         arn = aws_sns_topic.orders.arn
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Sid       = "DenyPlainTransport"
#             Effect    = "Deny"
#             Principal = "*"
#             Action    = "sns:Publish"
#             Resource  = aws_sns_topic.orders.arn
#             Condition = { Bool = { "aws:SecureTransport" = "false" } }
#           }]
#         })
#       }
#     cdktf: |
#       new SnsTopicPolicy(this, "policy", {
#         arn: topic.arn,
#         policy: Fn.jsonencode({
#           Version: "2012-10-17",
#           Statement: [{
#             Sid: "DenyPlainTransport",
#             Effect: "Deny",
#             Principal: "*",
#             Action: "sns:Publish",
#             Resource: topic.arn,
#             Condition: { Bool: { "aws:SecureTransport": "false" } },
#           }],
#         }),
#       });
verdict[address] := check.any_of(array.concat(
	array.concat(
		iam.denying_plain_transport(policies, topic, sns.actions, _expected),
		[_publishing_over_tls(source) | some source in policies],
	),
	[check.fail("policy", null, _expected, ["The policy that AWS writes by default accepts plain HTTP."]) |
		count(policies) == 0
	],
)) if {
	some address, topic in sns.topics
	policies := sns.policies(topic)
}

_expected := "a policy that denies sns:Publish to everyone where aws:SecureTransport is false"

_publishing_over_tls(source) := check.conditional(_told(source), source.because) if {
	not source.certain
} else := _told(source)

# Of a text that is not known, the denial says so already.
_told(source) := check.silent if {
	inventory.is_unknown(source.document)
} else := check.silent if {
	_status(source) == "fail"
} else := check.one(_status(source), source.path, source.where, "statements that allow publishing over TLS alone", [concat(" ", [
	"Every statement that allows sns:Publish asks for aws:SecureTransport, as far as it is known;",
	"what identity policies of the account allow is not limited by it.",
])])

_status(source) := check.all_status(array.concat(
	[check.any_status([allowing.status | some allowing in found])],
	[check.any_status([check.negated_status[allowing.status], allowing.tls]) | some allowing in found],
)) if {
	found := [{"status": iam.allows(statement, "sns:Publish"), "tls": iam.demands_tls(statement)} |
		some statement in iam.statements(source.document)
	]
}
