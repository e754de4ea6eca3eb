package safeguard.sqs.customer_managed_key_test

import data.safeguard.lib.testing
import data.safeguard.sqs.customer_managed_key as policy

q := "aws_sqs_queue.q"

key := "aws_kms_key.k"

status(resources) := result.status if {
	result := policy.verdict[q] with input as testing.inventory(resources)
}

test_rows if {
	every row in [
		[{}, "fail"],
		[{"kms_master_key_id": null, "sqs_managed_sse_enabled": true}, "fail"],
		[{"kms_master_key_id": ""}, "fail"],
		[{"kms_master_key_id": "alias/aws/sqs"}, "fail"],
		[{"kms_master_key_id": "alias/queues"}, "pass"],
		[{"kms_master_key_id": testing.unknown}, "unknown"],
	] {
		status([testing.plain(q, row[0])]) == row[1]
	}
}

test_a_key_of_the_document if {
	status([testing.pointing(q, {}, "kms_master_key_id", [key]), testing.plain(key, {})]) == "pass"
}

test_only_managed_queues_are_subjects if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_sqs_queue.q", {})])
}
