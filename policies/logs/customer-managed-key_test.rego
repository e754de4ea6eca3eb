package safeguard.logs.customer_managed_key_test

import data.safeguard.lib.testing
import data.safeguard.logs.customer_managed_key as policy

g := "aws_cloudwatch_log_group.g"

status(said) := result.status if {
	result := policy.verdict[g] with input as testing.inventory([testing.resource(g, said)])
}

test_rows if {
	every row in [
		[{"values": {"kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/1"}}, "pass"],
		[{"values": {"kms_key_id": testing.unknown}, "presence": {"kms_key_id": "proven"}}, "pass"],
		[{"values": {"kms_key_id": testing.unknown}}, "unknown"],
		[{"values": {"kms_key_id": ""}}, "fail"],
		[{"values": {"kms_key_id": null}}, "fail"],
		[{}, "fail"],
	] {
		status(row[0]) == row[1]
	}
}

test_only_managed_groups_are_subjects if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_cloudwatch_log_group.g", {})])
}
