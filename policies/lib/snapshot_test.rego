package safeguard.lib.snapshot_test

import data.safeguard.lib.snapshot
import data.safeguard.lib.testing

test_what_does_not_take_in_a_volume_is_left_out if {
	volume := testing.plain("aws_ebs_volume.v", {"tags_all": {"Backup": "daily"}})
	selection := testing.plain("aws_backup_selection.s", {"resources": ["arn:aws:rds:*:*:db:*"]})
	found := snapshot.of(volume, 7) with input as testing.inventory([volume, selection])
	found == []
}
