package safeguard.ssm.customer_managed_key

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.key

# METADATA
# title: Secure parameters are encrypted with a key of their own
# description: With the key of AWS everyone in the account who may read the parameter may decrypt it; a key of your own says who may.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
# custom:
#   severity: low
#   subjects: [aws_ssm_parameter]
#   remediation:
#     text: Set key_id to a KMS key of your own.
#     terraform: |
#       resource "aws_ssm_parameter" "database_password" {
#         type   = "SecureString"
#         key_id = aws_kms_key.parameters.arn
#       }
#     cdktf: |
#       new SsmParameter(this, "database-password", { name, type: "SecureString", keyId: key.arn, value });
verdict[address] := _unless_plain(type, key.is_own(parameter, "key_id", "Without key_id the AWS managed key aws/ssm is used.")) if {
	some address, parameter in input.resources.aws_ssm_parameter
	parameter.mode == "managed"
	type := inventory.argument(parameter, "type")
	not type.value in {"String", "StringList"}
}

exempt[address] := "It is not encrypted, and has no key." if {
	some address, parameter in input.resources.aws_ssm_parameter
	parameter.mode == "managed"
	inventory.argument(parameter, "type").value in {"String", "StringList"}
}

_unless_plain(type, result) := result if {
	type.value == "SecureString"
} else := check.excusable(result, ["Its type is not known; it may not be encrypted at all."])
