package safeguard.kms.rotation

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Keys are rotated
# description: A key that never changes protects ever more data; rotation limits what a single leaked key opens.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/kms_key#enable_key_rotation-1
# custom:
#   severity: medium
#   subjects: [aws_kms_key]
#   remediation:
#     text: Set enable_key_rotation to true.
#     terraform: |
#       resource "aws_kms_key" "orders" {
#         enable_key_rotation = true
#       }
#     cdktf: |
#       new KmsKey(this, "orders", { enableKeyRotation: true });
verdict[address] := _unless_exempt(key, check.is_true(rotation)) if {
	some address, key in input.resources.aws_kms_key
	key.mode == "managed"
	not exempt[address]
	rotation := inventory.argument_or(
		key, "enable_key_rotation", false,
		"Rotation is off by default (https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html).",
	)
}

exempt[address] := "AWS rotates only symmetric encryption keys whose material it keeps itself." if {
	some address, key in input.resources.aws_kms_key
	_is_rotatable(key) == "fail"
}

_is_rotatable(key) := check.all_status([
	check.equals(
		inventory.argument_or(key, "customer_master_key_spec", "SYMMETRIC_DEFAULT", ""),
		"SYMMETRIC_DEFAULT",
	).status,
	check.equals(inventory.argument_or(key, "key_usage", "ENCRYPT_DECRYPT", ""), "ENCRYPT_DECRYPT").status,
	check.negated_status[check.is_set(inventory.argument(key, "custom_key_store_id"), "").status],
])

_unless_exempt(key, result) := check.excusable(result, ["Its kind is not known; AWS may not be able to rotate it."]) if {
	_is_rotatable(key) == "unknown"
} else := result
