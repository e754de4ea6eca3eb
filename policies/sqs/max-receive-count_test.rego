package safeguard.sqs.max_receive_count_test

import data.safeguard.lib.testing
import data.safeguard.sqs.max_receive_count as policy

q := "aws_sqs_queue.q"

defaults := {"sqs/max-receive-count": {"minimum": 2, "maximum": 10}}

verdict(resources) := result if {
	result := policy.verdict[q] with input as testing.inventory(resources) with data.parameters as defaults
}

inline(document) := testing.resource(q, {"values": {"redrive_policy": "{…}"}, "documents": {"redrive_policy": testing.document(document)}})

test_counts if {
	every row in [
		[{"maxReceiveCount": 1}, "fail"],
		[{"maxReceiveCount": 2}, "pass"],
		[{"maxReceiveCount": "5"}, "pass"],
		[{"maxReceiveCount": "1"}, "fail"],
		[{"maxReceiveCount": 10}, "pass"],
		[{"maxReceiveCount": 11}, "fail"],
		[{"maxReceiveCount": "many"}, "unknown"],
		[{"maxReceiveCount": ""}, "unknown"],
		[{"maxReceiveCount": testing.unknown}, "unknown"],
		[{}, "pass"],
	] {
		verdict([inline(row[0])]).status == row[1]
	}
}

test_the_default_is_cited if {
	contains(verdict([inline({})]).evidence[0].because[0], "https://docs.aws.amazon.com")
}

test_the_bounds_are_parameters if {
	result := policy.verdict[q] with input as testing.inventory([inline({"maxReceiveCount": 50})])
		with data.parameters as {"sqs/max-receive-count": {"minimum": 1, "maximum": 100}}
	result.status == "pass"
}

test_a_policy_that_is_not_known if {
	verdict([testing.pointing(q, {}, "redrive_policy", [])]).status == "unknown"
}

satellite(owner) := testing.resource("aws_sqs_queue_redrive_policy.s", {
	"documents": {"redrive_policy": testing.document({"maxReceiveCount": 1})},
	"references": {"queue_url": owner},
})

test_a_separate_policy if {
	verdict([testing.plain(q, {}), satellite(testing.refers([q]))]).status == "fail"
	verdict([testing.plain(q, {}), satellite(testing.may_refer([q], "any of two"))]).status == "unknown"
}

test_a_queue_without_redrive_policy_is_no_subject if {
	full := testing.inventory([testing.plain(q, {}), testing.plain("data.aws_sqs_queue.d", {})])
	policy.verdict == {} with input as full
	q in object.keys(policy.exempt) with input as full
}
