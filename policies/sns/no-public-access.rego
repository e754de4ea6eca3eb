package safeguard.sns.no_public_access

import data.safeguard.lib.check
import data.safeguard.lib.iam
import data.safeguard.lib.sns

# METADATA
# title: Topics are closed to the public
# description: A policy that allows everyone lets any AWS account, or anyone at all, subscribe to ePHI or publish forged messages.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# custom:
#   severity: critical
#   subjects: [aws_sns_topic]
#   remediation:
#     text: Name the accounts, roles or services in Principal, or narrow the statement with aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.
#     terraform: |
#       resource "aws_sns_topic_policy" "orders" {
#         arn = aws_sns_topic.orders.arn
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Principal = { Service = "events.amazonaws.com" }
#             Action    = "sns:Publish"
#             Resource  = aws_sns_topic.orders.arn
#             Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.orders.arn } }
#           }]
#         })
#       }
#     cdktf: |
#       new SnsTopicPolicy(this, "policy", {
#         arn: topic.arn,
#         policy: Fn.jsonencode({
#           Version: "2012-10-17",
#           Statement: [{
#             Effect: "Allow",
#             Principal: { Service: "events.amazonaws.com" },
#             Action: "sns:Publish",
#             Resource: topic.arn,
#             Condition: { ArnEquals: { "aws:SourceArn": rule.arn } },
#           }],
#         }),
#       });
verdict[address] := check.all_of(array.concat(
	[iam.not_public(policies, _expected)],
	[check.pass("policy", null, _expected, [_default]) | count(policies) == 0],
)) if {
	some address, topic in sns.topics
	policies := sns.policies(topic)
}

_expected := "no statement that allows everyone"

_default := concat(" ", [
	"The policy that AWS writes by default is tied to the account of the topic by AWS:SourceOwner",
	"(https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html).",
])
