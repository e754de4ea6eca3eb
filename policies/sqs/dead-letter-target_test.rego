package safeguard.sqs.dead_letter_target_test

import data.safeguard.lib.testing
import data.safeguard.sqs.dead_letter_target as policy

q := "aws_sqs_queue.q"

dlq := "aws_sqs_queue.dlq"

arn := "arn:aws:sqs:eu-central-1:111122223333:dlq"

verdict(resources) := result if {
	result := policy.verdict[q] with input as testing.inventory(resources)
}

status(resources) := verdict(resources).status

source(values) := testing.pointing(q, values, "redrive_policy", [dlq])

to_arn(target, values) := testing.resource(q, {
	"values": object.union({"redrive_policy": "{…}"}, values),
	"documents": {"redrive_policy": testing.document({"deadLetterTargetArn": target})},
})

test_a_queue_of_the_document if {
	status([source({}), testing.plain(dlq, {})]) == "pass"
	status([source({"name": "q.fifo"}), testing.plain(dlq, {"name": "dlq.fifo"})]) == "pass"
	status([source({"fifo_queue": true}), testing.plain(dlq, {"fifo_queue": true})]) == "pass"
}

test_fifo_goes_to_fifo if {
	status([source({"fifo_queue": true}), testing.plain(dlq, {})]) == "fail"
	status([source({}), testing.plain(dlq, {"name": "dlq.fifo"})]) == "fail"
	status([source({"name": "q.fifo"}), testing.plain(dlq, {"name": testing.unknown, "fifo_queue": testing.unknown})]) == "unknown"
	verdict([source({"name": "q.fifo"}), testing.plain(dlq, {})]).evidence[0].expected == "a FIFO queue"
}

test_not_to_itself if {
	result := verdict([testing.pointing(q, {}, "redrive_policy", [q])])
	result.status == "fail"
	result.evidence[0].expected == "another queue"
}

test_an_arn if {
	own := "arn:aws:sqs:eu-central-1:111122223333:q"
	every row in [
		[arn, {"arn": own}, "pass"],
		["arn:aws:sqs:eu-central-1:999988887777:dlq", {"arn": own}, "fail"],
		["arn:aws:sqs:eu-west-1:111122223333:dlq", {"arn": own}, "fail"],
		["arn:aws:sqs:eu-central-1:111122223333:dlq.fifo", {"arn": own}, "fail"],
		["arn:aws:sns:eu-central-1:111122223333:topic", {"arn": own}, "fail"],
		["dlq", {"arn": own}, "fail"],
		["", {"arn": own}, "fail"],
		[arn, {"arn": testing.unknown}, "unknown"],
		[arn, {"arn": testing.unknown, "region": "eu-west-1"}, "fail"],
		[arn, {"arn": testing.unknown, "region": "eu-central-1"}, "unknown"],
	] {
		status([to_arn(row[0], row[1])]) == row[2]
	}
}

test_an_arn_that_leads_to_a_queue_of_the_document if {
	linked := object.union(to_arn(arn, {}), {"references": {"redrive_policy.deadLetterTargetArn": testing.refers([dlq])}})
	status([linked, testing.plain(dlq, {"arn": arn})]) == "pass"
}

test_a_target_that_is_not_known if {
	status([testing.pointing(q, {}, "redrive_policy", [])]) == "unknown"
	candidates := testing.resource(q, {
		"values": {"redrive_policy": testing.unknown},
		"presence": {"redrive_policy": "proven"},
		"references": {"redrive_policy": testing.may_refer([dlq], "any of two")},
	})
	result := verdict([candidates, testing.plain(dlq, {})])
	result.status == "unknown"
	result.evidence[0].observed == dlq
	"any of two" in result.evidence[0].because
}

test_a_wrong_target_that_may_not_apply if {
	possible := testing.resource(q, {
		"values": {"redrive_policy": testing.unknown, "fifo_queue": true},
		"presence": {"redrive_policy": "possible"},
		"references": {"redrive_policy": testing.refers([dlq])},
	})
	status([possible, testing.plain(dlq, {})]) == "unknown"
	status([possible, testing.plain(dlq, {"fifo_queue": true})]) == "pass"
}

test_a_separate_redrive_policy if {
	satellite := testing.resource("aws_sqs_queue_redrive_policy.s", {"references": {"queue_url": testing.refers([q]), "redrive_policy": testing.refers([dlq])}})
	status([testing.plain(q, {}), testing.plain(dlq, {}), satellite]) == "pass"
	status([testing.plain(q, {"fifo_queue": true}), testing.plain(dlq, {}), satellite]) == "fail"
	to_itself := object.union(satellite, {"references": {"redrive_policy": testing.refers([q])}})
	status([testing.plain(q, {}), to_itself]) == "fail"
}

test_a_target_read_from_aws if {
	read := "data.aws_sqs_queue.dlq"
	to_read := testing.pointing(q, {"name": "q.fifo"}, "redrive_policy", [read])
	status([to_read, testing.plain(read, {"name": "dlq.fifo"})]) == "pass"
	status([to_read, testing.plain(read, {"name": "dlq"})]) == "fail"
}

test_a_queue_without_redrive_policy_is_no_subject if {
	full := testing.inventory([testing.plain(q, {}), testing.resource("aws_sqs_queue.u", {"values": {"redrive_policy": testing.unknown}, "presence": {"redrive_policy": "unset"}})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {q, "aws_sqs_queue.u"} with input as full
}
