package safeguard.kms.deletion_window

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.kms
import data.safeguard.lib.parameters

# METADATA
# title: A key that is deleted can still be saved for a while
# description: Once a key is gone, everything that it encrypted is lost for ever; the waiting period is the time to notice a mistake.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/kms_key#deletion_window_in_days-1
# custom:
#   severity: medium
#   subjects: [aws_kms_external_key, aws_kms_key, aws_kms_replica_external_key, aws_kms_replica_key]
#   remediation:
#     text: Leave deletion_window_in_days at its default of 30, or set it to 14 at least.
#     terraform: |
#       resource "aws_kms_key" "orders" {
#         deletion_window_in_days = 30
#       }
#     cdktf: |
#       new KmsKey(this, "orders", { deletionWindowInDays: 30 });
#   parameters:
#     minimum_days:
#       description: Days between the request to delete a key and its end.
#       default: 14
#       schema: {type: integer, minimum: 7, maximum: 30}
verdict[address] := check.at_least(window, days, "days") if {
	days := parameters.value("kms/deletion-window", "minimum_days")
	some address, key in kms.keys
	window := inventory.argument_or(
		key, "deletion_window_in_days", 30,
		"The waiting period is 30 days by default (https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html).",
	)
}
