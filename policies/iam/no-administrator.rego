package safeguard.iam.no_administrator

import data.safeguard.lib.check
import data.safeguard.lib.identity

# METADATA
# title: Nobody is an administrator
# description: Whoever may do everything, or may give themselves every right, reads and destroys all ePHI with one stolen session.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
#   - https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html
# custom:
#   severity: critical
#   subjects:
#     - aws_iam_group_policy
#     - aws_iam_group_policy_attachment
#     - aws_iam_policy
#     - aws_iam_policy_attachment
#     - aws_iam_role
#     - aws_iam_role_policy
#     - aws_iam_role_policy_attachment
#     - aws_iam_user_policy
#     - aws_iam_user_policy_attachment
#   remediation:
#     text: Name the actions and the resources that are needed; attach neither AdministratorAccess nor IAMFullAccess.
#     terraform: |
#       resource "aws_iam_role_policy" "worker" {
#         role = aws_iam_role.worker.id
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect   = "Allow"
#             Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
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
#             Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"],
#             Resource: queue.arn,
#           }],
#         }),
#       });
verdict[address] := check.all_of([written, attached]) if {
	some address, resource in identity.holders
	written := identity.none(_judged(resource), _expected, "allows everything, or all of IAM, on everything.")
	attached := identity.none_attached(object.get(identity.attached, address, []), _policies, _expected)
}

verdict[address] := identity.none_attached(policies, _policies, _expected) if {
	some address, policies in identity.attached
	not identity.holders[address]
}

_expected := "no rights of an administrator"

_policies := {"AdministratorAccess", "IAMFullAccess"}

_judged(resource) := [{"found": found, "status": status} |
	some found in identity.statements(resource)
	status := check.all_status([
		identity.allows(found.statement),
		identity.grants_service(found, ["iam"]),
		identity.on_everything(found),
	])
]
