package safeguard.ec2.ebs_customer_managed_key

import data.safeguard.lib.check
import data.safeguard.lib.ec2
import data.safeguard.lib.inventory
import data.safeguard.lib.key

# METADATA
# title: Disks are encrypted with a key of your own
# description: Only a key of your own can be limited to those who need it, rotated on your terms, and withdrawn after an incident.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
#   - https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
# custom:
#   severity: low
#   subjects: [aws_ebs_volume, aws_instance, aws_launch_template]
#   remediation:
#     text: Set kms_key_id on each volume, or turn on encryption by default for the account and give it a default key.
#     terraform: |
#       resource "aws_ebs_encryption_by_default" "account" {
#         enabled = true
#       }
#
#       resource "aws_ebs_default_kms_key" "account" {
#         key_arn = aws_kms_key.disks.arn
#       }
#     cdktf: |
#       new EbsEncryptionByDefault(this, "encryption", { enabled: true });
#       new EbsDefaultKmsKey(this, "key", { keyArn: key.arn });
verdict[address] := _with_own_key(volume, "") if {
	some address, volume in input.resources.aws_ebs_volume
	volume.mode == "managed"
}

verdict[address] := check.all_of(array.concat(judged, root)) if {
	some type in ["aws_instance", "aws_launch_template"]
	some address, resource in input.resources[type]
	resource.mode == "managed"
	volumes := ec2.volumes(resource)
	judged := [_with_own_key(volume.block, concat("", [volume.path, "."])) | some volume in volumes]
	root := [check.any_of([unsaid, _of_the_account(ec2.encrypts_by_default)]) |
		some unsaid in ec2.unsaid_root(resource, volumes, "a customer managed key")
	]
}

_with_own_key(volume, prefix) := check.any_of([
	key.is_own(volume, concat("", [prefix, "kms_key_id"]), "By default AWS manages the key."),
	_by_default(volume, prefix),
])

# What names no key takes the one of the account, unless its snapshot has another.
_by_default(volume, prefix) := check.silent if {
	not inventory.is_unset(volume, concat("", [prefix, "kms_key_id"]))
} else := _of_the_account(encrypted) if {
	encrypted := ec2.encrypted(volume, concat("", [prefix, "encrypted"]))
	not ec2.comes_from_a_snapshot(volume, prefix)
} else := check.conditional(_of_the_account(encrypted), ["It keeps the key of its snapshot where that is encrypted."]) if {
	encrypted := ec2.encrypted(volume, concat("", [prefix, "encrypted"]))
}

# The key of the account is for what is encrypted.
_of_the_account(encrypted) := check.all_of([encrypted, _key_of_the_account]) if {
	count(_key_of_the_account.evidence) > 0
} else := check.silent

_key_of_the_account := check.any_of([check.elsewhere(address, own, "a default key of the account") |
	some address, setting in input.resources.aws_ebs_default_kms_key
	setting.mode == "managed"
	own := key.is_own(setting, "key_arn", "By default AWS manages the key.")
])
