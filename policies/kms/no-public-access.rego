package safeguard.kms.no_public_access

import data.safeguard.lib.check
import data.safeguard.lib.iam
import data.safeguard.lib.kms

# METADATA
# title: Keys are closed to the public
# description: Whoever may use the key can decrypt every record that it protects; a key policy that allows everyone undoes the encryption.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
#   - https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
# custom:
#   severity: critical
#   subjects: [aws_kms_external_key, aws_kms_key, aws_kms_replica_external_key, aws_kms_replica_key]
#   remediation:
#     text: Name the account, roles or services in Principal, or narrow the statement with kms:CallerAccount, aws:SourceArn or aws:PrincipalOrgID.
#     terraform: |
#       resource "aws_kms_key" "orders" {
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
#             Action    = "kms:*"
#             Resource  = "*"
#           }]
#         })
#       }
#     cdktf: |
#       new KmsKey(this, "orders", {
#         policy: Fn.jsonencode({
#           Version: "2012-10-17",
#           Statement: [{
#             Effect: "Allow",
#             Principal: { AWS: `arn:aws:iam::${identity.accountId}:root` },
#             Action: "kms:*",
#             Resource: "*",
#           }],
#         }),
#       });
verdict[address] := check.all_of(array.concat(
	[iam.not_public(policies, _expected)],
	[check.pass("policy", null, _expected, [_default]) | count(policies) == 0],
)) if {
	some address, key in kms.keys
	policies := kms.policies(key)
}

_expected := "no statement that allows everyone"

_default := concat(" ", [
	"The default key policy gives access to the account of the key alone",
	"(https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html).",
])
