package safeguard.iam.trust_policy

import data.safeguard.lib.check
import data.safeguard.lib.identity

# METADATA
# title: No role may be assumed by everyone
# description: A role that trusts every account, or every user of a public identity provider, gives its rights to strangers.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
# custom:
#   severity: critical
#   subjects: [aws_iam_role]
#   remediation:
#     text: Name the services, roles or accounts in Principal; tie a public identity provider to your own repositories or apps with a condition on its sub, or on its aud where that is an app of yours.
#     terraform: |
#       resource "aws_iam_role" "worker" {
#         assume_role_policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Action    = "sts:AssumeRole"
#             Principal = { Service = "ecs-tasks.amazonaws.com" }
#           }]
#         })
#       }
#     cdktf: |
#       new IamRole(this, "worker", {
#         assumeRolePolicy: Fn.jsonencode({
#           Version: "2012-10-17",
#           Statement: [{
#             Effect: "Allow",
#             Action: "sts:AssumeRole",
#             Principal: { Service: "ecs-tasks.amazonaws.com" },
#           }],
#         }),
#       });
verdict[address] := identity.none(judged, "no statement that lets everyone assume the role", "lets everyone assume it.") if {
	some address, role in input.resources.aws_iam_role
	role.mode == "managed"
	judged := [{"found": found, "status": check.any_status([identity.open(found, ["sts"]), identity.strangers(found.statement)])} |
		some found in identity.trusts(role)
	]
}
