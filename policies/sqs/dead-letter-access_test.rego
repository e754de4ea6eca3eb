package safeguard.sqs.dead_letter_access_test

import data.safeguard.lib.testing
import data.safeguard.sqs.dead_letter_access as policy

q := "aws_sqs_queue.q"

dlq := "aws_sqs_queue.dlq"

source := testing.pointing(q, {}, "redrive_policy", [dlq])

verdict(resources) := result if {
	result := policy.verdict[dlq] with input as testing.inventory(array.concat([source], resources))
}

inline(document) := testing.resource(dlq, {
	"values": {"redrive_allow_policy": "{…}"},
	"documents": {"redrive_allow_policy": testing.document(document)},
})

satellite(owner, document) := testing.resource("aws_sqs_queue_redrive_allow_policy.p", {
	"values": {"queue_url": testing.unknown},
	"presence": {"queue_url": "proven"},
	"documents": {"redrive_allow_policy": testing.document(document)},
	"references": {"queue_url": owner},
})

by_queue := {"redrivePermission": "byQueue", "sourceQueueArns": ["arn:aws:sqs:us-east-1:111122223333:q"]}

test_rows if {
	every row in [
		[by_queue, "pass"],
		[{"redrivePermission": "byQueue", "sourceQueueArns": [testing.unknown]}, "pass"],
		[{"redrivePermission": "byQueue", "sourceQueueArns": testing.unknown}, "unknown"],
		[{"redrivePermission": "byQueue", "sourceQueueArns": []}, "fail"],
		[{"redrivePermission": "byQueue"}, "fail"],
		[{"redrivePermission": "allowAll"}, "fail"],
		[{"redrivePermission": "allowAll", "sourceQueueArns": testing.unknown}, "fail"],
		[{"redrivePermission": "denyAll"}, "fail"],
		[{"redrivePermission": testing.unknown, "sourceQueueArns": []}, "unknown"],
		[{}, "fail"],
	] {
		verdict([inline(row[0])]).status == row[1]
	}
}

test_no_policy_is_allow_all if {
	result := verdict([testing.plain(dlq, {})])
	result.status == "fail"
	contains(result.evidence[0].because[0], "allowAll")
	unset := {"values": {"redrive_allow_policy": testing.unknown}, "presence": {"redrive_allow_policy": "unset"}}
	verdict([testing.resource(dlq, unset)]).status == "fail"
}

test_a_separate_policy if {
	verdict([testing.plain(dlq, {}), satellite(testing.refers([dlq]), by_queue)]).status == "pass"
	verdict([testing.plain(dlq, {}), satellite(testing.refers([]), by_queue)]).status == "unknown"
	verdict([testing.plain(dlq, {}), satellite(testing.may_refer([dlq], "any of two"), by_queue)]).status == "unknown"
}

test_a_policy_that_is_not_known if {
	unread := verdict([testing.pointing(dlq, {}, "redrive_allow_policy", [])])
	unread.status == "unknown"
	unread.evidence[0].because == ["Its text is known after apply; run with --source so that it can be read."]
}

test_a_queue_that_is_no_dead_letter_queue_is_no_subject if {
	full := testing.inventory([source, testing.plain(dlq, {})])
	object.keys(policy.verdict) == {dlq} with input as full
	object.keys(policy.exempt) == {q} with input as full
}

test_nobody_may_where_no_queue_has_to if {
	target := testing.pointing("aws_cloudwatch_event_target.t", {}, "dead_letter_config.arn", [dlq])
	every row in [["denyAll", "pass"], ["allowAll", "fail"]] {
		full := testing.inventory([target, inline({"redrivePermission": row[0]})])
		policy.verdict[dlq].status == row[1] with input as full
	}
}

test_what_other_services_cannot_deliver if {
	undelivered := testing.pointing("aws_sns_topic_subscription.s", {}, "redrive_policy", [dlq])
	every row in [
		# Every queue of the account may use it as well.
		[testing.plain(dlq, {}), "fail"],
		[inline({"redrivePermission": "denyAll"}), "pass"],
		[inline(by_queue), "pass"],
	] {
		full := testing.inventory([undelivered, row[0]])
		policy.verdict[dlq].status == row[1] with input as full
		not policy.exempt[dlq] with input as full
	}
}
