package safeguard.sqs.encryption_at_rest_test

import data.safeguard.lib.testing
import data.safeguard.sqs.encryption_at_rest as policy

q := "aws_sqs_queue.q"

verdict(said) := result if {
	result := policy.verdict[q] with input as testing.inventory([testing.resource(q, said)])
}

sse_unset := {"values": {"sqs_managed_sse_enabled": testing.unknown}, "presence": {"sqs_managed_sse_enabled": "unset"}}

key(presence) := {"values": {"kms_master_key_id": testing.unknown}, "presence": {"kms_master_key_id": presence}}

test_pass if {
	verdict({"values": {"kms_master_key_id": "alias/aws/sqs"}}).status == "pass"
	verdict({"values": {"sqs_managed_sse_enabled": true}}).status == "pass"
	verdict({"values": {"kms_master_key_id": "", "sqs_managed_sse_enabled": true}}).status == "pass"
}

test_an_unknown_key_that_is_proven_to_be_there if {
	verdict(key("proven")).status == "pass"
	verdict(object.union(key("proven"), sse_unset)).status == "pass"
	verdict(object.union(key("proven"), {"references": {"kms_master_key_id": testing.refers(["aws_kms_key.k"])}})).evidence[0].because == ["Refers to aws_kms_key.k."]
}

test_fail if {
	verdict({"values": {"kms_master_key_id": null, "sqs_managed_sse_enabled": false}}).status == "fail"
	verdict({"values": {"kms_master_key_id": "", "sqs_managed_sse_enabled": false}}).status == "fail"
}

test_nothing_set_on_a_new_queue_is_not_proven_by_the_default_of_aws if {
	verdict(sse_unset).status == "unknown"
	contains(verdict(sse_unset).evidence[0].because[0], "AWS turns SSE-SQS on by default")
	verdict({}).status == "unknown"
	verdict(object.union(sse_unset, {"values": {"kms_master_key_id": ""}})).status == "unknown"
}

test_unknown if {
	verdict(object.union(key("possible"), {"values": {"sqs_managed_sse_enabled": false}})).status == "unknown"
	verdict({"values": {"sqs_managed_sse_enabled": testing.unknown}, "presence": {"sqs_managed_sse_enabled": "proven"}}).status == "unknown"
}

test_a_queue_that_is_only_read_is_no_subject if {
	policy.verdict == {} with input as testing.inventory([testing.resource("data.aws_sqs_queue.q", {})])
	policy.verdict == {} with input as {"resources": {}}
}
