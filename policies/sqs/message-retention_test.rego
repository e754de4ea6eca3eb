package safeguard.sqs.message_retention_test

import data.safeguard.lib.testing
import data.safeguard.sqs.message_retention as policy

q := "aws_sqs_queue.q"

dlq := "aws_sqs_queue.dlq"

verdict(days, resources) := result if {
	result := policy.verdict[q] with input as testing.inventory(resources)
		with data.parameters as {"sqs/message-retention": {"minimum_days": days}}
}

test_days if {
	every row in [[345600, "pass"], [1209600, "pass"], [345599, "fail"], [60, "fail"], [testing.unknown, "unknown"], [null, "pass"]] {
		verdict(4, [testing.plain(q, {"message_retention_seconds": row[0]})]).status == row[1]
	}
}

test_the_number_of_days_is_a_parameter if {
	verdict(7, [testing.plain(q, {})]).status == "fail"
	verdict(1, [testing.plain(q, {"message_retention_seconds": 86400})]).status == "pass"
}

test_a_dead_letter_queue_is_no_subject if {
	full := testing.inventory([testing.pointing(q, {}, "redrive_policy", [dlq]), testing.plain(dlq, {})])
	parameters := {"sqs/message-retention": {"minimum_days": 4}}
	object.keys(policy.verdict) == {q} with input as full with data.parameters as parameters
	object.keys(policy.exempt) == {dlq} with input as full
}

test_a_queue_that_may_be_a_dead_letter_queue_does_not_fail if {
	maybe := testing.resource("aws_sqs_queue.source", {
		"values": {"redrive_policy": testing.unknown},
		"presence": {"redrive_policy": "proven"},
		"references": {"redrive_policy": testing.may_refer([q], "any of two")},
	})
	verdict(4, [maybe, testing.plain(q, {"message_retention_seconds": 60})]).status == "unknown"
}
