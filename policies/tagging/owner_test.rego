package safeguard.tagging.owner_test

import data.safeguard.lib.testing
import data.safeguard.tagging.owner as policy

q := "aws_sqs_queue.q"

status(values, tag) := result.status if {
	result := policy.verdict[q] with input as testing.inventory([testing.plain(q, values)])
		with data.parameters as {"tagging/owner": {"tag": tag}}
}

test_rows if {
	every row in [
		[{"tags": {"Owner": "orders-team"}}, "pass"],
		[{"tags": {"Owner": testing.secret}}, "pass"],
		[{"tags": null, "tags_all": {"Owner": "orders-team"}}, "pass"],
		[{"tags": {"Owner": ""}}, "fail"],
		[{"tags": {"owner": "orders-team"}}, "fail"],
		[{"tags": {"Project": "orion"}, "tags_all": {"Project": "orion"}}, "fail"],
		[{"tags": null, "tags_all": {}}, "fail"],
		[{}, "fail"],
		[{"tags": {"Project": "orion"}, "tags_all": testing.unknown}, "unknown"],
		[{"tags": {"Owner": testing.unknown}, "tags_all": testing.unknown}, "unknown"],
		[{"tags": testing.unknown}, "unknown"],
	] {
		status(row[0], "Owner") == row[1]
	}
}

test_the_tag_is_a_parameter if {
	status({"tags": {"data": "x"}}, "data") == "pass"
	status({"tags": {"Owner": "x"}}, "data") == "fail"
}

test_subjects if {
	full := testing.inventory([
		testing.plain(q, {}), testing.plain("aws_s3_bucket.b", {}),
		testing.plain("aws_iam_role.r", {}), testing.plain("data.aws_sqs_queue.q", {}),
	])
	object.keys(policy.verdict) == {q, "aws_s3_bucket.b"} with input as full
		with data.parameters as {"tagging/owner": {"tag": "Owner"}}
}
