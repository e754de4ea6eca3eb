package safeguard.sqs.tls_only

import data.safeguard.lib.check
import data.safeguard.lib.iam
import data.safeguard.lib.sqs

# METADATA
# title: Queues refuse plain HTTP
# description: SQS answers on HTTP as well as HTTPS; only a policy that denies plain transport keeps ePHI off the wire in clear text.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
# custom:
#   severity: high
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Deny sqs:* to everyone where aws:SecureTransport is false, in the policy of the queue.
#     terraform: |
#       resource "aws_sqs_queue_policy" "orders" {
#         queue_url = aws_sqs_queue.orders.id
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Sid       = "DenyPlainTransport"
#             Effect    = "Deny"
#             Principal = "*"
#             Action    = "sqs:*"
#             Resource  = aws_sqs_queue.orders.arn
#             Condition = { Bool = { "aws:SecureTransport" = "false" } }
#           }]
#         })
#       }
#     cdktf: |
#       new SqsQueuePolicy(this, "policy", {
#         queueUrl: queue.id,
#         policy: Fn.jsonencode({
#           Version: "2012-10-17",
#           Statement: [{
#             Sid: "DenyPlainTransport",
#             Effect: "Deny",
#             Principal: "*",
#             Action: "sqs:*",
#             Resource: queue.arn,
#             Condition: { Bool: { "aws:SecureTransport": "false" } },
#           }],
#         }),
#       });
verdict[address] := check.any_of(array.concat(
	iam.denying_plain_transport(policies, queue, sqs.actions, _expected),
	[check.fail("policy", null, _expected, ["A queue without a policy accepts plain HTTP."]) | count(policies) == 0],
)) if {
	some address, queue in input.resources.aws_sqs_queue
	queue.mode == "managed"
	policies := sqs.policies(queue)
}

_expected := "a policy that denies sqs:* to everyone where aws:SecureTransport is false"
