package safeguard.sqs.dead_letter_queue_test

import data.safeguard.lib.testing
import data.safeguard.sqs.dead_letter_queue as policy

q := "aws_sqs_queue.q"

dlq := "aws_sqs_queue.dlq"

plain_dlq := testing.plain(dlq, {})

unset := {"values": {"redrive_policy": testing.unknown}, "presence": {"redrive_policy": "unset"}}

redrive(presence, reference) := {
	"values": {"redrive_policy": testing.unknown},
	"presence": {"redrive_policy": presence},
	"references": {"redrive_policy": reference},
}

verdicts(resources) := result if {
	result := policy.verdict with input as testing.inventory(resources)
}

exempt(resources) := result if {
	result := policy.exempt with input as testing.inventory(resources)
}

status(resources, address) := verdicts(resources)[address].status

test_pass if {
	status([testing.resource(q, redrive("proven", testing.refers([dlq]))), plain_dlq], q) == "pass"
	status([testing.plain(q, {"redrive_policy": `{"deadLetterTargetArn":"arn:aws:sqs:r:1:x"}`})], q) == "pass"
}

test_nothing_is_set if {
	status([testing.resource(q, unset)], q) == "fail"
	status([testing.plain(q, {"redrive_policy": null})], q) == "fail"
	status([testing.plain(q, {"redrive_policy": ""})], q) == "fail"
	status([testing.resource(q, {})], q) == "fail"
}

test_a_redrive_policy_that_may_be_null if {
	resources := [testing.resource(q, redrive("possible", testing.refers([dlq]))), testing.resource(dlq, unset)]
	status(resources, q) == "unknown"
	"Refers to aws_sqs_queue.dlq." in verdicts(resources)[q].evidence[0].because
	status(resources, dlq) == "unknown"
	verdicts(resources)[dlq].evidence[0].because[1] == "The queue may be the dead-letter queue of aws_sqs_queue.q."
}

test_a_dead_letter_queue_is_no_subject if {
	resources := [testing.resource(q, redrive("proven", testing.refers([dlq]))), plain_dlq]
	not verdicts(resources)[dlq]
	exempt(resources) == {dlq: "It is a dead-letter queue itself."}
}

test_of_several_mentioned_queues_none_is_certain if {
	resources := [
		testing.resource(q, redrive("proven", testing.refers([dlq, "aws_sqs_queue.other"]))),
		plain_dlq,
		testing.plain("aws_sqs_queue.other", {}),
	]
	status(resources, dlq) == "unknown"
	status(resources, "aws_sqs_queue.other") == "unknown"
	status(resources, q) == "pass"
}

test_a_candidate_must_not_fail if {
	resources := [testing.resource(q, redrive("proven", testing.may_refer([dlq], "any of two"))), plain_dlq]
	status(resources, dlq) == "unknown"
	both := [
		testing.resource(q, redrive("proven", testing.may_refer([dlq], "any of two"))),
		testing.plain(dlq, {"redrive_policy": "{}"}),
	]
	status(both, dlq) == "pass"
}

test_a_redrive_policy_of_which_nobody_knows_the_target if {
	resources := [testing.resource(q, redrive("proven", testing.refers([]))), plain_dlq]
	status(resources, q) == "pass"
	status(resources, dlq) == "unknown"
	known := [
		testing.resource(q, object.union(redrive("proven", testing.refers([])), {"documents": {"redrive_policy": testing.document({"deadLetterTargetArn": "arn:aws:sqs:r:1:x"})}})),
		plain_dlq,
	]
	status(known, dlq) == "fail"
}

test_its_own_unknown_target_excuses_no_queue if {
	status([testing.resource(q, redrive("possible", testing.refers([])))], q) == "unknown"
}

satellite(owner, target) := testing.resource("aws_sqs_queue_redrive_policy.s", {
	"values": {"queue_url": testing.unknown, "redrive_policy": testing.unknown},
	"presence": {"queue_url": "proven", "redrive_policy": "proven"},
	"references": {"queue_url": owner, "redrive_policy": target},
})

test_a_separate_redrive_policy_counts if {
	resources := [testing.resource(q, unset), plain_dlq, satellite(testing.refers([q]), testing.refers([dlq]))]
	status(resources, q) == "pass"
	verdicts(resources)[q].evidence[0].observed == "aws_sqs_queue_redrive_policy.s"
	exempt(resources)[dlq]
}

test_a_separate_redrive_policy_of_another_queue_does_not_count if {
	resources := [testing.resource(q, unset), plain_dlq, satellite(testing.refers(["aws_sqs_queue.x"]), testing.refers([dlq])), testing.plain("aws_sqs_queue.x", {})]
	status(resources, q) == "fail"
}

test_a_separate_redrive_policy_that_may_belong_to_the_queue if {
	resources := [testing.resource(q, unset), plain_dlq, satellite(testing.may_refer([q], "any of two"), testing.refers([dlq]))]
	status(resources, q) == "unknown"
	loose := [testing.resource(q, unset), plain_dlq, satellite(testing.refers([]), testing.refers([dlq]))]
	status(loose, q) == "unknown"
}

allowing(permission) := {"values": {"redrive_allow_policy": "{…}"}, "documents": {"redrive_allow_policy": testing.document({"redrivePermission": permission})}}

test_a_redrive_allow_policy_makes_a_dead_letter_queue if {
	exempt([testing.resource(dlq, allowing("byQueue"))])[dlq]
	exempt([testing.resource(dlq, allowing("allowAll"))])[dlq]
	status([testing.resource(q, allowing("denyAll"))], q) == "fail"
	status([testing.resource(q, allowing(testing.unknown))], q) == "unknown"
	status([testing.resource(q, {"values": {"redrive_allow_policy": testing.unknown}, "presence": {"redrive_allow_policy": "unset"}})], q) == "fail"
}

allow_satellite(owner) := testing.resource("aws_sqs_queue_redrive_allow_policy.a", {
	"values": {"queue_url": testing.unknown, "redrive_allow_policy": "{…}"},
	"presence": {"queue_url": "proven"},
	"documents": {"redrive_allow_policy": testing.document({"redrivePermission": "byQueue"})},
	"references": {"queue_url": owner},
})

test_a_separate_redrive_allow_policy if {
	exempt([plain_dlq, allow_satellite(testing.refers([dlq]))])[dlq]
	status([plain_dlq, allow_satellite(testing.may_refer([dlq], "why"))], dlq) == "unknown"
	status([plain_dlq, allow_satellite(testing.refers([]))], dlq) == "unknown"
}

to_arn(arn) := testing.resource(q, {
	"values": {"redrive_policy": "{…}"},
	"documents": {"redrive_policy": testing.document({"deadLetterTargetArn": arn})},
})

test_an_arn_that_ends_in_the_name_of_a_new_queue if {
	named := testing.plain(dlq, {"name": "dlq", "arn": testing.unknown})
	status([to_arn("arn:aws:sqs:r:1:dlq"), named], dlq) == "unknown"
	status([to_arn("arn:aws:sqs:r:1:else"), named], dlq) == "fail"
	known := testing.plain(dlq, {"name": "dlq", "arn": "arn:aws:sqs:r:2:dlq"})
	status([to_arn("arn:aws:sqs:r:1:dlq"), known], dlq) == "fail"
}

test_a_separate_redrive_policy_with_an_arn if {
	by_arn := object.union(satellite(testing.refers([q]), testing.refers([])), {"documents": {"redrive_policy": testing.document({"deadLetterTargetArn": "arn:aws:sqs:r:1:dlq"})}})
	named := testing.plain(dlq, {"name": "dlq", "arn": testing.unknown})
	status([testing.resource(q, unset), by_arn, named], dlq) == "unknown"
	status([testing.resource(q, unset), by_arn, named], q) == "pass"
}

test_a_branch_that_was_not_taken if {
	every nothing in [null, ""] {
		not_taken := object.union(redrive("proven", testing.refers([dlq])), {"values": {"redrive_policy": nothing}})
		status([testing.resource(q, object.remove(not_taken, ["presence"])), plain_dlq], dlq) == "fail"
	}
	unset_source := object.union(redrive("unset", testing.refers([dlq])), {"presence": {"redrive_policy": "unset"}})
	status([testing.resource(q, unset_source), plain_dlq], dlq) == "fail"
}

test_what_takes_the_undelivered_events_of_others_is_a_dead_letter_queue if {
	every row in [
		["aws_cloudwatch_event_bus.b", "dead_letter_config.arn"],
		["aws_cloudwatch_event_target.t", "dead_letter_config.arn"],
		["aws_lambda_function.f", "dead_letter_config.target_arn"],
		["aws_scheduler_schedule.s", "target.dead_letter_config.arn"],
		["aws_sns_topic_subscription.s", "redrive_policy"],
	] {
		exempt([testing.pointing(row[0], {}, row[1], [dlq]), plain_dlq]) == {dlq: "It is a dead-letter queue itself."}
	}
}

test_what_may_take_the_undelivered_events_of_others_may_be_one if {
	reference := testing.may_refer([dlq], "any of two")
	target := testing.resource("aws_cloudwatch_event_target.t", {"references": {"dead_letter_config.arn": reference}})
	status([target, plain_dlq], dlq) == "unknown"
}

test_undelivered_events_that_go_to_an_arn if {
	arn := "arn:aws:sqs:us-east-1:111122223333:undelivered"
	target := testing.plain("aws_cloudwatch_event_target.t", {"dead_letter_config": [{"arn": arn}]})
	status([target, testing.plain(dlq, {"name": "undelivered"})], dlq) == "unknown"
	status([target, testing.plain(dlq, {"name": "other"})], dlq) == "fail"
	exempt([target, testing.plain(dlq, {"name": "undelivered", "arn": arn})]) == {dlq: "It is a dead-letter queue itself."}
	status([target, testing.plain(dlq, {"name": "undelivered", "arn": "arn:aws:sqs:eu-west-1:1:undelivered"})], dlq) == "fail"
	redriving := testing.resource("aws_sns_topic_subscription.s", {
		"values": {"redrive_policy": "{…}"},
		"documents": {"redrive_policy": testing.document({"deadLetterTargetArn": arn})},
	})
	exempt([redriving, testing.plain(dlq, {"name": "undelivered", "arn": arn})]) == {dlq: "It is a dead-letter queue itself."}
}

test_where_undelivered_events_go_is_not_known if {
	unread := {"values": {"dead_letter_config": testing.unknown}}
	status([testing.resource("aws_cloudwatch_event_target.t", unread), plain_dlq], dlq) == "unknown"
	topic := testing.pointing("aws_lambda_function.f", {}, "dead_letter_config", ["aws_sns_topic.t"])
	status([topic, plain_dlq, testing.plain("aws_sns_topic.t", {})], dlq) == "fail"
}

test_what_other_services_cannot_deliver if {
	every sender in [
		testing.resource("aws_cloudwatch_event_target.t", {
			"values": {"dead_letter_config": [{"arn": testing.unknown}]},
			"presence": {"dead_letter_config.arn": "proven"},
			"references": {"dead_letter_config.arn": testing.refers([dlq])},
		}),
		testing.resource("aws_scheduler_schedule.s", {
			"values": {"target": [{"dead_letter_config": [{"arn": "arn:aws:sqs:r:1:dlq"}]}]},
			"references": {"target.dead_letter_config.arn": testing.refers([dlq])},
		}),
		testing.resource("aws_pipes_pipe.p", {
			"values": {"source_parameters": [{"kinesis_stream_parameters": [{"dead_letter_config": [{"arn": "arn:aws:sqs:r:1:dlq"}]}]}]},
			"references": {"source_parameters.kinesis_stream_parameters.dead_letter_config.arn": testing.refers([dlq])},
		}),
		testing.resource("aws_lambda_function.f", {
			"values": {"dead_letter_config": [{"target_arn": "arn:aws:sqs:r:1:dlq"}]},
			"references": {"dead_letter_config.target_arn": testing.refers([dlq])},
		}),
		testing.pointing("aws_sns_topic_subscription.s", {}, "redrive_policy", [dlq]),
	] {
		not verdicts([sender, plain_dlq])[dlq]
		exempt([sender, plain_dlq]) == {dlq: "It is a dead-letter queue itself."}
	}
}

test_what_another_service_may_not_deliver if {
	maybe := testing.resource("aws_cloudwatch_event_target.t", {
		"values": {"dead_letter_config": [{"arn": testing.unknown}]},
		"presence": {"dead_letter_config.arn": "possible"},
		"references": {"dead_letter_config.arn": testing.refers([dlq])},
	})
	status([maybe, plain_dlq], dlq) == "unknown"
	candidate := testing.resource("aws_cloudwatch_event_target.t", {
		"values": {"dead_letter_config": [{"arn": "arn:aws:sqs:r:1:dlq"}]},
		"references": {"dead_letter_config.arn": testing.may_refer([dlq], "any of two")},
	})
	status([candidate, plain_dlq], dlq) == "unknown"
}

test_what_another_service_sends_somewhere if {
	somewhere := testing.resource("aws_cloudwatch_event_target.t", {
		"values": {"dead_letter_config": [{"arn": testing.unknown}]},
		"presence": {"dead_letter_config.arn": "possible"},
	})
	status([somewhere, plain_dlq], dlq) == "unknown"
	contains(concat(" ", verdicts([somewhere, plain_dlq])[dlq].evidence[0].because), "aws_cloudwatch_event_target.t means")
	to_a_topic := object.union(somewhere, {"references": {"dead_letter_config.arn": testing.refers(["aws_sns_topic.t"])}})
	status([to_a_topic, testing.plain("aws_sns_topic.t", {}), plain_dlq], dlq) == "fail"
	nowhere := testing.plain("aws_cloudwatch_event_target.t", {"dead_letter_config": []})
	status([nowhere, plain_dlq], dlq) == "fail"
}
