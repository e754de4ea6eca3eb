package safeguard.secrets.recovery_window

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters

# METADATA
# title: Deleted secrets can be brought back
# description: A secret that is deleted at once takes the access to everything it opens with it; a window leaves the time to notice.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html
# custom:
#   severity: medium
#   subjects: [aws_secretsmanager_secret]
#   remediation:
#     text: Leave recovery_window_in_days at 30, or set it to at least 7; 0 deletes at once.
#     terraform: |
#       resource "aws_secretsmanager_secret" "orders" {
#         recovery_window_in_days = 30
#       }
#     cdktf: |
#       new SecretsmanagerSecret(this, "orders", { recoveryWindowInDays: 30 });
#   parameters:
#     minimum_days:
#       description: Days during which a deleted secret can be restored.
#       default: 7
#       schema: {type: integer, minimum: 7, maximum: 30}
verdict[address] := check.at_least(window, days, "days") if {
	days := parameters.value("secrets/recovery-window", "minimum_days")
	some address, secret in input.resources.aws_secretsmanager_secret
	secret.mode == "managed"
	window := inventory.argument_or(
		secret, "recovery_window_in_days", 30,
		"The provider's default of recovery_window_in_days is 30.",
	)
}
