package safeguard.iam.pass_role

import data.safeguard.lib.check
import data.safeguard.lib.identity

# METADATA
# title: Roles are passed by name, or to a named service
# description: Whoever may pass any role to any service starts something with the rights of the strongest role there is.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
# custom:
#   severity: high
#   subjects: [aws_iam_group_policy, aws_iam_policy, aws_iam_role, aws_iam_role_policy, aws_iam_user_policy]
#   remediation:
#     text: Name the roles in Resource, or the service in a condition on iam:PassedToService.
#     terraform: |
#       resource "aws_iam_role_policy" "deployer" {
#         role = aws_iam_role.deployer.id
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Action    = "iam:PassRole"
#             Resource  = aws_iam_role.worker.arn
#             Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
#           }]
#         })
#       }
#     cdktf: |
#       new IamRolePolicy(this, "deployer-policy", {
#         role: deployer.id,
#         policy: Fn.jsonencode({
#           Version: "2012-10-17",
#           Statement: [{
#             Effect: "Allow",
#             Action: "iam:PassRole",
#             Resource: worker.arn,
#             Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
#           }],
#         }),
#       });
verdict[address] := identity.none(judged, "iam:PassRole for named roles or services", "allows every role to be passed to every service.") if {
	some address, resource in identity.holders
	judged := [{"found": found, "status": status} |
		some found in identity.statements(resource)
		status := check.all_status([
			identity.allows(found.statement),
			identity.grants(found, ["iam:passrole"], {"iam:passedtoservice"}),
			identity.on_everything(found),
			check.negated_status[identity.conditioned(found.statement, {"iam:passedtoservice"})],
		])
	]
}
