package safeguard.secrets.no_public_access

import data.safeguard.lib.check
import data.safeguard.lib.iam
import data.safeguard.lib.inventory

# METADATA
# title: Secrets are closed to the public
# description: A resource policy that allows everyone lets any AWS account read the secret.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# custom:
#   severity: critical
#   subjects: [aws_secretsmanager_secret]
#   remediation:
#     text: Name the accounts or roles in Principal, or narrow the statement with aws:PrincipalOrgID; set block_public_policy on aws_secretsmanager_secret_policy.
#     terraform: |
#       resource "aws_secretsmanager_secret_policy" "orders" {
#         secret_arn          = aws_secretsmanager_secret.orders.arn
#         block_public_policy = true
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Principal = { AWS = aws_iam_role.orders.arn }
#             Action    = "secretsmanager:GetSecretValue"
#             Resource  = "*"
#           }]
#         })
#       }
#     cdktf: |
#       new SecretsmanagerSecretPolicy(this, "policy", {
#         secretArn: secret.arn,
#         blockPublicPolicy: true,
#         policy: Fn.jsonencode({
#           Version: "2012-10-17",
#           Statement: [{
#             Effect: "Allow",
#             Principal: { AWS: role.arn },
#             Action: "secretsmanager:GetSecretValue",
#             Resource: "*",
#           }],
#         }),
#       });
verdict[address] := check.all_of(array.concat(
	[iam.not_public(policies, _expected)],
	[check.pass("policy", null, _expected, ["Without a policy only its own account has access."]) | count(policies) == 0],
)) if {
	some address, secret in input.resources.aws_secretsmanager_secret
	secret.mode == "managed"
	policies := array.concat(inventory.documents(secret, "policy", _secret_policy), _loose)
}

_loose := inventory.stray_documents(_secret_policy, "aws_secretsmanager_secret")

_secret_policy := {"type": "aws_secretsmanager_secret_policy", "path": "secret_arn", "argument": "policy"}

_expected := "no statement that allows everyone"
