package safeguard.ec2.ebs_encryption_test

import data.safeguard.ec2.ebs_encryption as policy
import data.safeguard.lib.testing

i := "aws_instance.i"

t := "aws_launch_template.t"

status(address, resources) := result.status if {
	result := policy.verdict[address] with input as testing.inventory(resources)
}

v := "aws_ebs_volume.v"

default_on(enabled) := testing.plain("aws_ebs_encryption_by_default.d", {"enabled": enabled})

test_volumes if {
	every row in [[true, "pass"], ["true", "pass"], [false, "fail"], [null, "fail"], [testing.unknown, "unknown"]] {
		status(v, [testing.plain(v, {"encrypted": row[0]})]) == row[1]
	}
	status(v, [testing.plain(v, {"snapshot_id": "snap-1"})]) == "unknown"
	status(v, [testing.plain(v, {"snapshot_id": "snap-1", "encrypted": false})]) == "fail"
}

test_the_account_encrypts_by_default if {
	every row in [[true, "pass"], [null, "pass"], [false, "fail"], [testing.unknown, "unknown"]] {
		status(v, [testing.plain(v, {}), default_on(row[0])]) == row[1]
	}
	status(v, [testing.plain(v, {"snapshot_id": "snap-1"}), default_on(true)]) == "pass"
	status(i, [testing.plain(i, {}), default_on(true)]) == "pass"
}

root(encrypted) := {"root_block_device": [{"encrypted": encrypted}]}

test_instances if {
	every row in [
		[root(true), "pass"],
		[root(false), "fail"],
		[root(null), "fail"],
		[root(testing.unknown), "unknown"],
		[{}, "unknown"],
		[{"ebs_block_device": [{"encrypted": true}]}, "unknown"],
		[{"ebs_block_device": [{"encrypted": false}]}, "fail"],
		[object.union(root(true), {"ebs_block_device": [{"encrypted": true}, {"encrypted": false}]}), "fail"],
		[object.union(root(true), {"ebs_block_device": testing.unknown}), "unknown"],
	] {
		status(i, [testing.plain(i, row[0])]) == row[1]
	}
	unset := testing.resource(i, {
		"values": object.union(root(true), {"ebs_block_device": testing.unknown}),
		"presence": {"ebs_block_device": "unset"},
	})
	status(i, [unset]) == "pass"
}

test_templates if {
	every row in [
		[[{"ebs": [{"encrypted": "true"}]}], "pass"],
		[[{"ebs": [{"encrypted": "false"}]}], "fail"],
		[[{"ebs": [{"volume_size": 10}]}], "fail"],
		[[{"ebs": [{"snapshot_id": "snap-1"}]}], "unknown"],
		[[{"ebs": []}], "unknown"],
		[[], "unknown"],
		[testing.unknown, "unknown"],
	] {
		status(t, [testing.plain(t, {"block_device_mappings": row[0]})]) == row[1]
	}
}
