package safeguard.ec2.ebs_customer_managed_key

import data.safeguard.lib.check
import data.safeguard.lib.ec2
import data.safeguard.lib.inventory

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
#     text: Set kms_key_id on each volume, or aws_ebs_default_kms_key for the account.
#     terraform: |
#       resource "aws_ebs_default_kms_key" "account" {
#         key_arn = aws_kms_key.disks.arn
#       }
#     cdktf: |
#       new EbsDefaultKmsKey(this, "account", { keyArn: key.arn });
verdict[address] := check.any_of([_of_the_account, _own_key(volume, "kms_key_id")]) if {
	some address, volume in input.resources.aws_ebs_volume
	volume.mode == "managed"
}

verdict[address] := check.any_of([_of_the_account, check.all_of(array.concat(keys, _nothing_said(volumes)))]) if {
	some type in ["aws_instance", "aws_launch_template"]
	some address, resource in input.resources[type]
	resource.mode == "managed"
	volumes := ec2.volumes(resource)
	keys := [_own_key(volume.block, concat(".", [volume.path, "kms_key_id"])) | some volume in volumes]
}

_own_key(holder, path) := check.all_of([
	check.is_set(inventory.argument_or(holder, path, "", "By default AWS manages the key."), _expected),
	check.none_of([check.equals(inventory.argument(holder, path), "alias/aws/ebs") | inventory.kind(holder, path) == "known"]),
])

_nothing_said(volumes) := [check.undetermined("root_block_device", null, _expected, ["It is not set; the image or a template decides."]) |
	count(volumes) == 0
]

# The key of the account counts where encryption by default is on as well.
_of_the_account := check.all_of([ec2.encrypts_by_default, check.any_of([check.is_set(inventory.argument(setting, "key_arn"), _expected) |
	some setting in input.resources.aws_ebs_default_kms_key
	setting.mode == "managed"
])])

_expected := "a KMS key of your own"
