package safeguard.kms.enabled

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.kms

# METADATA
# title: Keys are enabled
# description: A disabled key can neither encrypt nor decrypt; queues, topics and caches that depend on it stand still with their ePHI locked in.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/kms_key#is_enabled-1
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/kms_external_key#enabled-1
# custom:
#   severity: medium
#   subjects: [aws_kms_external_key, aws_kms_key, aws_kms_replica_external_key, aws_kms_replica_key]
#   remediation:
#     text: Leave is_enabled (of external and replica keys, enabled) on.
#     terraform: |
#       resource "aws_kms_key" "orders" {
#         is_enabled = true
#       }
#     cdktf: |
#       new KmsKey(this, "orders", { isEnabled: true });
verdict[address] := check.is_true(_switch(key)) if {
	some address, key in kms.keys
}

_switch(key) := inventory.argument_or(key, "is_enabled", true, "The provider enables a key by default.") if {
	key.type == "aws_kms_key"
} else := inventory.argument_or(key, "enabled", true, "The provider enables a replica key by default.") if {
	key.type == "aws_kms_replica_key"
} else := inventory.argument_undecided(
	key, "enabled",
	"It is not set; a key is disabled until its material is imported, and once the material has expired.",
)
