package safeguard.sqs.queue_depth_alarm_test

import data.safeguard.lib.testing
import data.safeguard.sqs.queue_depth_alarm as policy

q := "aws_sqs_queue.q"

dlq := "aws_sqs_queue.dlq"

watching(changes) := testing.resource("aws_cloudwatch_metric_alarm.a", {
	"values": object.union(
		{
			"namespace": "AWS/SQS",
			"metric_name": "ApproximateNumberOfMessagesVisible",
			"dimensions": {"QueueName": testing.unknown},
			"statistic": "Average",
			"comparison_operator": "GreaterThanOrEqualToThreshold",
			"threshold": 1000,
			"period": 900,
			"alarm_actions": [testing.unknown],
		},
		changes,
	),
	"references": {"dimensions": testing.refers([q])},
})

verdict(alarms) := result if {
	result := policy.verdict[q] with input as testing.inventory(array.concat([testing.plain(q, {})], alarms))
}

test_any_threshold_that_fires_upwards if {
	verdict([watching({})]).status == "pass"
	verdict([watching({"comparison_operator": "GreaterThanUpperThreshold", "threshold": null})]).status == "pass"
}

test_fail if {
	verdict([]).status == "fail"
	verdict([watching({"comparison_operator": "LessThanThreshold"})]).status == "fail"
	verdict([watching({"metric_name": "ApproximateAgeOfOldestMessage"})]).status == "fail"
	verdict([watching({"actions_enabled": false})]).status == "fail"
}

test_messages_in_flight_are_no_depth if {
	result := verdict([watching({"metric_name": "ApproximateNumberOfMessagesNotVisible"})])
	result.status == "fail"
	some reason in result.evidence[0].because
	startswith(reason, "ApproximateNumberOfMessagesNotVisible counts messages that a consumer has taken")
}

test_unknown if {
	verdict([watching({"threshold": testing.unknown})]).status == "unknown"
}

test_a_dead_letter_queue_is_no_subject if {
	full := testing.inventory([testing.pointing(q, {}, "redrive_policy", [dlq]), testing.plain(dlq, {})])
	object.keys(policy.verdict) == {q} with input as full
	object.keys(policy.exempt) == {dlq} with input as full
}

test_a_queue_that_may_be_a_dead_letter_queue_does_not_fail if {
	maybe := testing.resource("aws_sqs_queue.source", {
		"values": {"redrive_policy": testing.unknown},
		"presence": {"redrive_policy": "proven"},
		"references": {"redrive_policy": testing.may_refer([q], "any of two")},
	})
	result := policy.verdict[q] with input as testing.inventory([maybe, testing.plain(q, {})])
	result.status == "unknown"
}
