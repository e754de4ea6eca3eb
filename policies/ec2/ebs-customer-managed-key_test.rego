package safeguard.ec2.ebs_customer_managed_key_test

import data.safeguard.ec2.ebs_customer_managed_key as policy
import data.safeguard.lib.testing

v := "aws_ebs_volume.v"

i := "aws_instance.i"

t := "aws_launch_template.t"

status(address, resources) := result.status if {
	result := policy.verdict[address] with input as testing.inventory(resources)
}

key := "arn:aws:kms:eu-central-1:111122223333:key/1"

referring(targets) := object.union(
	testing.pointing(v, {}, "kms_key_id", targets),
	{"presence": {"kms_key_id": "proven"}},
)

test_volumes if {
	every row in [[key, "pass"], ["alias/aws/ebs", "fail"], ["arn:aws:kms:eu-central-1:111122223333:alias/aws/ebs", "fail"], ["", "fail"], [null, "fail"], [testing.unknown, "unknown"]] {
		status(v, [testing.plain(v, {"kms_key_id": row[0]})]) == row[1]
	}
	status(v, [referring(["aws_kms_key.k"]), testing.plain("aws_kms_key.k", {})]) == "pass"
	status(v, [referring(["aws_ssm_parameter.p"])]) == "unknown"
}

test_instances_and_templates if {
	every row in [
		[{"root_block_device": [{"kms_key_id": key}]}, "pass"],
		[{"root_block_device": [{"kms_key_id": key}], "ebs_block_device": [{}]}, "fail"],
		[{"ebs_block_device": [{"kms_key_id": key}]}, "unknown"],
		[{"ebs_block_device": [{}]}, "fail"],
		[{"root_block_device": testing.unknown}, "unknown"],
		[{}, "unknown"],
	] {
		status(i, [testing.plain(i, row[0])]) == row[1]
	}
	status(t, [testing.plain(t, {"block_device_mappings": [{"ebs": [{"kms_key_id": key}]}]})]) == "pass"
	status(t, [testing.plain(t, {"block_device_mappings": [{"ebs": [{}]}]})]) == "fail"
}

test_a_key_of_a_block_that_is_known_after_apply if {
	every name in ["root_block_device", "ebs_block_device"] {
		path := concat(".", [name, "kms_key_id"])
		block := testing.resource(i, {
			"values": object.union({"root_block_device": [{"kms_key_id": key}]}, {name: [{"kms_key_id": testing.unknown}]}),
			"presence": {path: "proven"},
			"references": {path: testing.refers(["aws_kms_key.k"])},
		})
		status(i, [block, testing.plain("aws_kms_key.k", {})]) == "pass"
	}
	hidden := testing.resource(i, {"values": {"root_block_device": testing.unknown}, "presence": {"root_block_device": "proven"}})
	status(i, [hidden]) == "unknown"
}

test_the_key_of_the_account if {
	on := testing.plain("aws_ebs_encryption_by_default.d", {"enabled": true})
	default_key := testing.plain("aws_ebs_default_kms_key.d", {"key_arn": key})
	every row in [
		[{}, [on, default_key], "pass"],
		[{}, [default_key], "fail"],
		[{}, [on], "fail"],
		[{"encrypted": true}, [default_key], "pass"],
		[{"encrypted": testing.unknown}, [default_key], "unknown"],
		[{"encrypted": true}, [testing.plain("aws_ebs_default_kms_key.d", {"key_arn": "alias/aws/ebs"})], "fail"],
		[{"encrypted": true}, [testing.plain("aws_ebs_default_kms_key.d", {"key_arn": testing.unknown})], "unknown"],
		[{"encrypted": true, "kms_key_id": "alias/aws/ebs"}, [on, default_key], "fail"],
		[{"encrypted": true, "kms_key_id": testing.unknown}, [on, default_key], "unknown"],
		[{"encrypted": true, "snapshot_id": "snap-1"}, [on, default_key], "unknown"],
	] {
		status(v, array.concat([testing.plain(v, row[0])], row[1])) == row[2]
	}
	status(i, [testing.plain(i, {}), on, default_key]) == "pass"
	status(i, [testing.plain(i, {}), default_key]) == "unknown"
	status(i, [testing.plain(i, {"root_block_device": [{"kms_key_id": "alias/aws/ebs"}]}), on, default_key]) == "fail"
}
