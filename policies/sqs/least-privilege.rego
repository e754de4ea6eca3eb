package safeguard.sqs.least_privilege

import data.safeguard.lib.check
import data.safeguard.lib.iam
import data.safeguard.lib.sqs

# METADATA
# title: Queue policies grant single actions
# description: Whoever may do everything with a queue can also empty it, delete it or open it to others; a producer needs to send and a consumer to receive.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
# custom:
#   severity: medium
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Name the actions that the principal needs; leave sqs:* and NotAction to the root of the account, if to anybody.
#     terraform: |
#       resource "aws_sqs_queue_policy" "orders" {
#         queue_url = aws_sqs_queue.orders.id
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Principal = { AWS = aws_iam_role.worker.arn }
#             Action    = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
#             Resource  = aws_sqs_queue.orders.arn
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
#             Principal: { AWS: worker.arn },
#             Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
#             Resource: queue.arn,
#           }],
#         }),
#       });
verdict[address] := check.all_of(array.concat(
	[iam.sparing(policies, sqs.actions, iam.account(queue), _expected)],
	[check.pass("policy", null, _expected, ["Without a policy only its own account has access."]) | count(policies) == 0],
)) if {
	some address, queue in input.resources.aws_sqs_queue
	queue.mode == "managed"
	policies := sqs.policies(queue)
}

_expected := "no statement that allows every action to others than the account itself"
