package safeguard.secrets.customer_managed_key

import data.safeguard.lib.key

# METADATA
# title: Secrets are encrypted with a key of their own
# description: Only with a key of your own can you say who may decrypt the secret, share it across accounts, and see who did.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
# custom:
#   severity: medium
#   subjects: [aws_secretsmanager_secret]
#   remediation:
#     text: Set kms_key_id to a KMS key of your own.
#     terraform: |
#       resource "aws_secretsmanager_secret" "orders" {
#         kms_key_id = aws_kms_key.secrets.arn
#       }
#     cdktf: |
#       new SecretsmanagerSecret(this, "orders", { kmsKeyId: key.arn });
verdict[address] := key.is_own(secret, "kms_key_id", "Without kms_key_id the AWS managed key aws/secretsmanager is used.") if {
	some address, secret in input.resources.aws_secretsmanager_secret
	secret.mode == "managed"
}
