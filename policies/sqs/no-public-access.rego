package safeguard.sqs.no_public_access

import data.safeguard.lib.check
import data.safeguard.lib.iam
import data.safeguard.lib.sqs

# METADATA
# title: Queues are closed to the public
# description: A policy that allows everyone lets any AWS account, or anyone at all, read ePHI from the queue or put messages into it.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# custom:
#   severity: critical
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Name the accounts, roles or services in Principal, or narrow the statement with aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.
#     terraform: |
#       resource "aws_sqs_queue_policy" "orders" {
#         queue_url = aws_sqs_queue.orders.id
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Principal = { Service = "sns.amazonaws.com" }
#             Action    = "sqs:SendMessage"
#             Resource  = aws_sqs_queue.orders.arn
#             Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.orders.arn } }
#           }]
#         })
#       }
#     cdktf: |
#       new SqsQueuePolicy(this, "policy", {
#         queueUrl: queue.id,
#         policy: Fn.jsonencode({
#           Version: "2012-10-17",
#           Statement: [{
#             Effect: "Allow",
#             Principal: { Service: "sns.amazonaws.com" },
#             Action: "sqs:SendMessage",
#             Resource: queue.arn,
#             Condition: { ArnEquals: { "aws:SourceArn": topic.arn } },
#           }],
#         }),
#       });
verdict[address] := check.all_of(array.concat(
	[iam.not_public(policies, _expected)],
	[check.pass("policy", null, _expected, ["Without a policy only its own account has access."]) | count(policies) == 0],
)) if {
	some address, queue in input.resources.aws_sqs_queue
	queue.mode == "managed"
	policies := sqs.policies(queue)
}

_expected := "no statement that allows everyone"
