package safeguard.sqs.dead_letter_retention_test

import data.safeguard.lib.testing
import data.safeguard.sqs.dead_letter_retention as policy

q := "aws_sqs_queue.q"

dlq := "aws_sqs_queue.dlq"

source(seconds) := testing.pointing(q, {"message_retention_seconds": seconds}, "redrive_policy", [dlq])

letters(seconds) := testing.plain(dlq, {"message_retention_seconds": seconds})

verdict(resources) := result if {
	result := policy.verdict[dlq] with input as testing.inventory(resources)
}

shorter(resources) := result if {
	result := policy.verdict[dlq].status with input as testing.inventory(resources)
		with data.parameters as {"sqs/dead-letter-retention": {"minimum_days": 2}}
}

test_fourteen_days if {
	verdict([source(345600), letters(1209600)]).status == "pass"
	verdict([source(1209600), letters(1209600)]).status == "pass"
	verdict([source(60), letters(1209599)]).status == "fail"
}

test_the_default_of_sqs_is_four_days if {
	result := verdict([source(60), letters(null)])
	result.status == "fail"
	result.evidence[0].because == ["SQS keeps messages for 345600 seconds (4 days) by default."]
}

test_at_least_as_long_as_the_source if {
	shorter([source(345600), letters(345600)]) == "pass"
	shorter([source(345600), letters(172800)]) == "fail"
	shorter([source(null), letters(172800)]) == "fail"
	shorter([source(testing.unknown), letters(172800)]) == "unknown"
	shorter([source(testing.unknown), letters(1209600)]) == "pass"
	shorter([source(testing.unknown), letters(3600)]) == "fail"
}

test_unknown if {
	verdict([source(60), letters(testing.unknown)]).status == "unknown"
}

test_a_source_that_nobody_knows if {
	satellite := testing.resource("aws_sqs_queue_redrive_policy.s", {"references": {"redrive_policy": testing.refers([dlq])}})
	shorter([satellite, letters(172800)]) == "unknown"
	shorter([satellite, letters(1209600)]) == "pass"
}

test_a_queue_that_may_be_a_dead_letter_queue if {
	candidate := testing.resource(q, {
		"values": {"redrive_policy": testing.unknown},
		"presence": {"redrive_policy": "possible"},
		"references": {"redrive_policy": testing.refers([dlq])},
	})
	verdict([candidate, letters(60)]).status == "unknown"
	verdict([candidate, letters(1209600)]).status == "pass"
}

test_not_a_subject if {
	full := testing.inventory([testing.plain(q, {})])
	policy.verdict == {} with input as full
	policy.exempt == {q: "It is not a dead-letter queue."} with input as full
}
