package safeguard.ssm.secure_string

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters

# METADATA
# title: Parameters that hold secrets are encrypted
# description: A plain parameter shows its value to everyone who may read parameters, and in every plan and log.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html
# custom:
#   severity: high
#   subjects: [aws_ssm_parameter]
#   remediation:
#     text: Set type to SecureString, and replace the secret that was stored in clear text.
#     terraform: |
#       resource "aws_ssm_parameter" "database_password" {
#         name   = "/orders/database/password"
#         type   = "SecureString"
#         key_id = aws_kms_key.parameters.arn
#         value  = var.database_password
#       }
#     cdktf: |
#       new SsmParameter(this, "database-password", {
#         name: "/orders/database/password",
#         type: "SecureString",
#         keyId: key.arn,
#         value: databasePassword.value,
#       });
#   parameters:
#     words:
#       description: Parts of a name, in lower case and without - and _, that tell of a secret.
#       default: [apikey, credential, passphrase, passwd, password, privatekey, secret, token]
#       schema: {type: array, items: {type: string, minLength: 1}}
verdict[address] := check.any_of([
	check.equals(inventory.argument(parameter, "type"), "SecureString"),
	check.none_of([_named_as_a_secret(inventory.argument(parameter, "name")), _holds_a_secret(parameter)]),
]) if {
	some address, parameter in input.resources.aws_ssm_parameter
	parameter.mode == "managed"
}

_words := parameters.value("ssm/secure-string", "words")

_named_as_a_secret(name) := check.one(check.status_of(count(words) > 0), name.path, name.observed, "the name of a secret", []) if {
	is_string(name.value)
	text := replace(replace(lower(name.value), "-", ""), "_", "")
	words := [word | some word in _words; contains(text, word)]
} else := check.undetermined(name.path, name.observed, "the name of a secret", name.because)

# `value` is always hidden, `insecure_value` only where it is sensitive or has the shape of a credential.
_holds_a_secret(parameter) := check.pass("insecure_value", "(sensitive)", "a sensitive value", []) if {
	inventory.argument(parameter, "insecure_value").kind == "sensitive"
} else := check.pass("value", target, "a generated secret", []) if {
	some path in ["value", "insecure_value"]
	some target in parameter.references[path].targets
	some kind in ["random_password.", "tls_private_key.", "aws_iam_access_key.", "aws_secretsmanager_secret_version."]
	contains(target, kind)
} else := _unless_known(inventory.argument(parameter, "insecure_value"))

_unless_known(value) := check.undetermined(value.path, value.observed, "a sensitive value", value.because) if {
	value.kind in {"possible", "proven"}
} else := check.fail(value.path, value.observed, "a sensitive value", [])
