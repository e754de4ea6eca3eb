package safeguard.vendor.hipaa_eligible_test

import data.safeguard.lib.eligible
import data.safeguard.lib.testing
import data.safeguard.vendor.hipaa_eligible as policy

judged(address, added) := result if {
	result := policy.verdict[address] with input as testing.inventory([testing.plain(address, {})])
		with data.parameters as {"vendor/hipaa-eligible": {"added": added}}
}

test_on_the_list if {
	every address in ["aws_sqs_queue.q", "aws_msk_serverless_cluster.c", "aws_lambda_function.f", "aws_pipes_pipe.p"] {
		judged(address, []).status == "pass"
	}
	contains(judged("aws_sqs_queue.q", []).evidence[0].because[0], eligible.as_of)
}

test_not_on_the_list if {
	judged("aws_lightsail_database.d", []).status == "fail"
	judged("aws_simpledb_domain.d", []).evidence[0].observed == "Amazon SimpleDB"
}

test_not_known if {
	judged("aws_dax_cluster.c", []).status == "unknown"
}

test_added_since if {
	judged("aws_lightsail_database.d", ["aws_lightsail_"]).status == "pass"
	judged("aws_dax_cluster.c", ["aws_dax_cluster"]).status == "pass"
	judged("aws_dax_cluster.c", ["aws_lightsail_"]).status == "unknown"
}

test_subjects if {
	full := testing.inventory([
		testing.plain("aws_sqs_queue.q", {}), testing.plain("data.aws_sqs_queue.d", {}), testing.plain("aws_iam_role.r", {}),
		testing.plain("upstash_redis_database.d", {}),
	])
	object.keys(policy.verdict) == {"aws_sqs_queue.q"} with input as full
	object.keys(policy.exempt) == {"upstash_redis_database.d"} with input as full
}
