package safeguard.lib.snapshot_test

import data.safeguard.lib.snapshot
import data.safeguard.lib.testing

test_what_does_not_take_in_a_volume_is_left_out if {
	volume := testing.plain("aws_ebs_volume.v", {"tags_all": {"Backup": "daily"}})
	selection := testing.plain("aws_backup_selection.s", {"resources": ["arn:aws:rds:*:*:db:*"]})
	found := snapshot.of(volume, snapshot.takers(7)) with input as testing.inventory([volume, selection])
	found == []
}

test_takers_by_tag if {
	lifecycle := testing.plain("aws_dlm_lifecycle_policy.d", {"policy_details": [{"target_tags": {"Backup": "daily"}}]})
	vague := testing.plain("aws_dlm_lifecycle_policy.v", {"policy_details": [{"target_tags": {"Backup": testing.unknown}}]})
	index := snapshot.takers(7) with input as testing.inventory([lifecycle, vague])
	[taker.address | some taker in index.by_tag["Backup\ndaily"]] == ["aws_dlm_lifecycle_policy.d"]
	[taker.address | some taker in index.others] == ["aws_dlm_lifecycle_policy.v"]
}
