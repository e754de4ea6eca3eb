package safeguard.iam.cross_account_trust

import data.safeguard.lib.identity

# METADATA
# title: Other accounts prove more than their number
# description: A vendor that serves many customers can be tricked into using a role for another; an external id or an organization condition stops that.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
# custom:
#   severity: medium
#   subjects: [aws_iam_role]
#   remediation:
#     text: Add a condition on sts:ExternalId (vendors) or aws:PrincipalOrgID (own accounts) to each statement that trusts another account.
#     terraform: |
#       resource "aws_iam_role" "vendor" {
#         assume_role_policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Action    = "sts:AssumeRole"
#             Principal = { AWS = "arn:aws:iam::111122223333:root" }
#             Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }
#           }]
#         })
#       }
#     cdktf: |
#       new IamRole(this, "vendor", {
#         assumeRolePolicy: Fn.jsonencode({
#           Version: "2012-10-17",
#           Statement: [{
#             Effect: "Allow",
#             Action: "sts:AssumeRole",
#             Principal: { AWS: "arn:aws:iam::111122223333:root" },
#             Condition: { StringEquals: { "sts:ExternalId": externalId } },
#           }],
#         }),
#       });
verdict[address] := identity.none(judged, _expected, "trusts another account without one.") if {
	some address, role in input.resources.aws_iam_role
	role.mode == "managed"
	own := identity.own_accounts(role)
	judged := [object.union({"found": found, "status": identity.trusts_other_accounts(found, own)}, _doubt(found, own)) |
		some found in identity.trusts(role)
	]
}

_doubt(found, own) := {"doubt": "Which account is its own is not known; a data.aws_caller_identity would tell."} if {
	count(own) == 0
	identity.trusts_some_account(found)
} else := {}

_expected := "an external id or an organization condition for other accounts"
