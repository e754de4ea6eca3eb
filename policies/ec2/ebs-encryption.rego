package safeguard.ec2.ebs_encryption

import data.safeguard.lib.check
import data.safeguard.lib.ec2

# METADATA
# title: Disks of instances are encrypted
# description: Whoever gets hold of a volume or its snapshot reads the ePHI on it, unless it is encrypted.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
#   - https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
# custom:
#   severity: high
#   subjects: [aws_ebs_volume, aws_instance, aws_launch_configuration, aws_launch_template]
#   remediation:
#     text: Set encrypted to true on each volume and block device, or turn on encryption by default for the account.
#     terraform: |
#       resource "aws_ebs_encryption_by_default" "account" {
#         enabled = true
#       }
#     cdktf: |
#       new EbsEncryptionByDefault(this, "account", { enabled: true });
verdict[address] := ec2.encrypted(volume, "encrypted") if {
	some address, volume in input.resources.aws_ebs_volume
	volume.mode == "managed"
}

verdict[address] := check.any_of([ec2.encrypts_by_default, check.all_of(array.concat(judged, root))]) if {
	some address, resource in ec2.instances_and_templates
	volumes := ec2.volumes(resource)
	root := ec2.unsaid_root(resource, volumes, "an encrypted root volume")
	judged := [ec2.encrypted(volume.block, concat(".", [volume.path, "encrypted"])) | some volume in volumes]
}
