package safeguard.iam.service_wildcard

import data.safeguard.lib.check
import data.safeguard.lib.identity

# METADATA
# title: No policy allows a whole data service on everything
# description: Reading one queue needs three actions on one ARN; all of a service on everything also purges, reconfigures and opens every other store.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
# custom:
#   severity: high
#   subjects: [aws_iam_group_policy, aws_iam_policy, aws_iam_role, aws_iam_role_policy, aws_iam_user_policy]
#   remediation:
#     text: Name the actions that are needed, and the resources they are needed on.
#     terraform: |
#       resource "aws_iam_role_policy" "worker" {
#         role = aws_iam_role.worker.id
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect   = "Allow"
#             Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
#             Resource = aws_sqs_queue.orders.arn
#           }]
#         })
#       }
#     cdktf: |
#       new IamRolePolicy(this, "worker-policy", {
#         role: worker.id,
#         policy: Fn.jsonencode({
#           Version: "2012-10-17",
#           Statement: [{
#             Effect: "Allow",
#             Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
#             Resource: queue.arn,
#           }],
#         }),
#       });
verdict[address] := identity.none(judged, "no data service as a whole on everything", "allows all of a data service on everything.") if {
	some address, resource in identity.holders
	judged := [{"found": found, "status": status} |
		some found in identity.statements(resource)
		status := check.all_status([
			identity.allows(found.statement),
			identity.grants_service(found, _services),
			identity.on_everything(found),
		])
	]
}

_services := [
	"sqs", "sns", "kafka-cluster", "kafka", "elasticache", "events", "kms", "secretsmanager", "ssm", "s3",
	"dynamodb",
]
