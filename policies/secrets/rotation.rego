package safeguard.secrets.rotation

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters

# METADATA
# title: Secrets are replaced regularly
# description: A credential that leaked unnoticed works until it is replaced.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
# custom:
#   severity: medium
#   subjects: [aws_secretsmanager_secret]
#   remediation:
#     text: Add an aws_secretsmanager_secret_rotation with rotation_rules of at most 90 days.
#     terraform: |
#       resource "aws_secretsmanager_secret_rotation" "orders" {
#         secret_id           = aws_secretsmanager_secret.orders.id
#         rotation_lambda_arn = aws_lambda_function.rotation.arn
#         rotation_rules {
#           automatically_after_days = 30
#         }
#       }
#     cdktf: |
#       new SecretsmanagerSecretRotation(this, "rotation", {
#         secretId: secret.id,
#         rotationLambdaArn: rotation.arn,
#         rotationRules: { automaticallyAfterDays: 30 },
#       });
#   parameters:
#     maximum_days:
#       description: Days after which a secret is replaced at the latest.
#       default: 90
#       schema: {type: integer, minimum: 1}
verdict[address] := check.any_of(array.concat(
	[_certainly(link.certain, link.because, _often(link.resource, link.address)) | some link in links],
	array.concat(_loose, [check.fail("", null, "a rotation", []) | count(links) + count(_loose) == 0]),
)) if {
	some address, secret in input.resources.aws_secretsmanager_secret
	secret.mode == "managed"
	links := inventory.links(secret, "aws_secretsmanager_secret_rotation", ["secret_id"])
}

_loose := [_certainly(false, ["What it rotates is known after apply."], result) |
	some address in inventory.strays({"type": "aws_secretsmanager_secret_rotation", "path": "secret_id"}, "aws_secretsmanager_secret")
	result := _often(input.resources.aws_secretsmanager_secret_rotation[address], address)
]

_certainly(true, _, result) := result

_certainly(false, because, result) := check.conditional(result, because)

_often(rotation, where) := check.elsewhere(where, rules, _phrase) if {
	rules := check.any_of([
		_scheduled(inventory.argument(rotation, "rotation_rules.schedule_expression")),
		check.at_most(inventory.argument(rotation, "rotation_rules.automatically_after_days"), _days, "days"),
	])
}

_days := parameters.value("secrets/rotation", "maximum_days")

_phrase := concat(" ", ["a rotation every", json.marshal(_days), "days or more often"])

# `rate(30 days)`; how often a cron expression fires is not worked out.
_scheduled(schedule) := check.silent if {
	schedule.kind == "unset"
} else := check.one(check.status_of((number * factor) <= _days), schedule.path, schedule.observed, _phrase, []) if {
	parts := split(trim_suffix(trim_prefix(schedule.value, "rate("), ")"), " ")
	number := to_number(parts[0])
	factor := {"hour": 1 / 24, "hours": 1 / 24, "day": 1, "days": 1}[parts[1]]
} else := check.undetermined(schedule.path, schedule.observed, _phrase, ["How often its schedule fires is not known."])
