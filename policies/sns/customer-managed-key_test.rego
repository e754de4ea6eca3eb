package safeguard.sns.customer_managed_key_test

import data.safeguard.lib.testing
import data.safeguard.sns.customer_managed_key as policy

t := "aws_sns_topic.t"

key := "aws_kms_key.k"

status(resources) := result.status if {
	result := policy.verdict[t] with input as testing.inventory(resources)
}

test_rows if {
	every row in [
		[{}, "fail"],
		[{"kms_master_key_id": ""}, "fail"],
		[{"kms_master_key_id": "alias/aws/sns"}, "fail"],
		[{"kms_master_key_id": "alias/topics"}, "pass"],
		[{"kms_master_key_id": testing.unknown}, "unknown"],
	] {
		status([testing.plain(t, row[0])]) == row[1]
	}
}

test_a_key_of_the_document if {
	status([testing.pointing(t, {}, "kms_master_key_id", [key]), testing.plain(key, {})]) == "pass"
}

test_a_key_that_is_read if {
	read := "data.aws_kms_alias.sns"
	status([testing.pointing(t, {}, "kms_master_key_id", [read]), testing.plain(read, {"name": "alias/aws/sns"})]) == "fail"
}

test_only_managed_topics_are_subjects if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_sns_topic.t", {})])
}
