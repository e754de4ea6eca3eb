package safeguard.ec2.ebs_snapshots

import data.safeguard.lib.check
import data.safeguard.lib.parameters
import data.safeguard.lib.snapshot

# METADATA
# title: Volumes are backed up
# description: A volume with ePHI that nobody takes snapshots of is gone with its zone, or with one mistaken command.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-lifecycle.html
#   - https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
# custom:
#   severity: high
#   subjects: [aws_ebs_volume]
#   remediation:
#     text: Give the volume a tag that a lifecycle policy or a backup selection takes in, and keep its snapshots for at least 7 days.
#     terraform: |
#       resource "aws_dlm_lifecycle_policy" "daily" {
#         description        = "Daily snapshots"
#         execution_role_arn = aws_iam_role.dlm.arn
#         policy_details {
#           resource_types = ["VOLUME"]
#           target_tags    = { Backup = "daily" }
#           schedule {
#             name = "daily"
#             create_rule {
#               interval = 24
#             }
#             retain_rule {
#               count = 14
#             }
#           }
#         }
#       }
#     cdktf: |
#       new DlmLifecyclePolicy(this, "daily", {
#         description: "Daily snapshots",
#         executionRoleArn: role.arn,
#         policyDetails: {
#           resourceTypes: ["VOLUME"],
#           targetTags: { Backup: "daily" },
#           schedule: [{ name: "daily", createRule: { interval: 24 }, retainRule: { count: 14 } }],
#         },
#       });
#   parameters:
#     minimum_days:
#       description: Days that snapshots are kept.
#       default: 7
#       schema: {type: integer, minimum: 1}
verdict[address] := check.watched_by(snapshot.of(volume, _takers), _expected) if {
	some address, volume in input.resources.aws_ebs_volume
	volume.mode == "managed"
}

_takers := snapshot.takers(parameters.value("ec2/ebs-snapshots", "minimum_days"))

_expected := "a lifecycle policy or backup selection that takes it in and keeps snapshots long enough"
