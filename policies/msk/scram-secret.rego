package safeguard.msk.scram_secret

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.key

# METADATA
# title: Passwords of Kafka users are encrypted with a key of one's own
# description: Amazon MSK takes passwords only from secrets whose names begin with AmazonMSK_ and that a key of your own encrypts; with any other its user cannot log in.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-password.html
# custom:
#   severity: high
#   subjects: [aws_msk_scram_secret_association, aws_msk_single_scram_secret_association]
#   remediation:
#     text: Give the secret a name that begins with AmazonMSK_ and set its kms_key_id to a KMS key of your own.
#     terraform: |
#       resource "aws_secretsmanager_secret" "orders" {
#         name       = "AmazonMSK_orders"
#         kms_key_id = aws_kms_key.events.arn
#       }
#
#       resource "aws_msk_scram_secret_association" "events" {
#         cluster_arn     = aws_msk_cluster.events.arn
#         secret_arn_list = [aws_secretsmanager_secret.orders.arn]
#       }
#     cdktf: |
#       const secret = new SecretsmanagerSecret(this, "orders", { name: "AmazonMSK_orders", kmsKeyId: key.arn });
#       new MskScramSecretAssociation(this, "passwords", { clusterArn: cluster.arn, secretArnList: [secret.arn] });
verdict[address] := check.all_of(judged) if {
	some type, path in _paths
	some address, association in input.resources[type]
	association.mode == "managed"
	found := inventory.reference(association, [path], "aws_secretsmanager_secret")
	argument := inventory.argument(association, path)
	judged := array.concat(
		[_unless_certain(found, check.all_of(_sound(input.resources.aws_secretsmanager_secret[target]))) | some target in found.targets],
		_elsewhere(argument, found),
	)
}

_paths := {"aws_msk_scram_secret_association": "secret_arn_list", "aws_msk_single_scram_secret_association": "secret_arn"}

_sound(secret) := [
	_named(secret.address, inventory.argument(secret, "name")),
	_keyed(secret.address, key.is_own(secret, "kms_key_id", "The AWS managed key aws/secretsmanager is used.")),
]

_keyed(where, result) := object.union(result, {"evidence": [object.union(evidence, {"expected": concat(" for ", [evidence.expected, where])}) |
	some evidence in result.evidence
]})

_named(where, name) := check.one(check.status_of(startswith(name.value, _prefix)), "", concat(" named ", [where, name.value]), _phrase, []) if {
	is_string(name.value)
} else := check.undetermined("", where, _phrase, ["Its name is not known."])

# Which of the candidates it is, nobody knows.
_unless_certain(found, result) := result if {
	found.complete
} else := check.conditional(check.excusable(result, found.reasons), found.reasons)

# Secrets that are not in this document: the ARN tells the name, nothing tells the key.
_elsewhere(argument, found) := array.concat(
	[check.fail(argument.path, arn, _phrase, []) | some arn in arns; not contains(arn, concat("", [":secret:", _prefix]))],
	[check.undetermined(argument.path, argument.observed, "secrets whose key is known", ["Some of its secrets are not in this document."]) |
		count(values) > count(found.targets)
	],
) if {
	values := _list(argument)
	arns := [arn | some arn in values; is_string(arn)]
}

_list(argument) := argument.value if {
	is_array(argument.value)
} else := [argument.value]

_prefix := "AmazonMSK_"

_phrase := "a name that starts with AmazonMSK_"
