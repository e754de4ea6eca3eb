package safeguard.ecs.efs_transit_encryption

import data.safeguard.lib.check
import data.safeguard.lib.ecs
import data.safeguard.lib.inventory

# METADATA
# title: File systems are mounted with TLS
# description: Files with ePHI cross the network to the task in clear text unless the mount asks for encryption.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html
#   - https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html
# custom:
#   severity: high
#   subjects: [aws_ecs_task_definition]
#   remediation:
#     text: Set transit_encryption to ENABLED in each efs_volume_configuration.
#     terraform: |
#       resource "aws_ecs_task_definition" "import" {
#         volume {
#           name = "files"
#           efs_volume_configuration {
#             file_system_id     = aws_efs_file_system.files.id
#             transit_encryption = "ENABLED"
#           }
#         }
#       }
#     cdktf: |
#       new EcsTaskDefinition(this, "import", {
#         volume: [{
#           name: "files",
#           efsVolumeConfiguration: { fileSystemId: files.id, transitEncryption: "ENABLED" },
#         }],
#       });
verdict[address] := check.all_of(array.concat([check.pass("volume", null, _expected, []) | count(mounts) == 0], mounts)) if {
	some address, task in ecs.tasks
	mounts := [_encrypted(mount) |
		some volume in inventory.blocks(task, "volume")
		some mount in inventory.blocks(volume, "volume.efs_volume_configuration")
	]
}

_encrypted(mount) := check.fail(_path, null, _expected, [concat(" ", [
	"Transit encryption is off by default",
	"(https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html).",
])]) if {
	inventory.argument_or(mount, _path, "", "").value == ""
} else := check.equals(inventory.argument(mount, _path), "ENABLED")

_path := "volume.efs_volume_configuration.transit_encryption"

_expected := "transit encryption of every EFS volume"
