package safeguard.sqs.dead_letter_alarm_test

import data.safeguard.lib.testing
import data.safeguard.sqs.dead_letter_alarm as policy

q := "aws_sqs_queue.q"

dlq := "aws_sqs_queue.dlq"

watching(target, changes) := testing.resource("aws_cloudwatch_metric_alarm.a", {
	"values": object.union(
		{
			"namespace": "AWS/SQS",
			"metric_name": "ApproximateNumberOfMessagesVisible",
			"dimensions": {"QueueName": testing.unknown},
			"statistic": "Maximum",
			"comparison_operator": "GreaterThanThreshold",
			"threshold": 0,
			"period": 60,
			"alarm_actions": [testing.unknown],
		},
		changes,
	),
	"references": {"dimensions": testing.refers([target])},
})

queues := [testing.pointing(q, {}, "redrive_policy", [dlq]), testing.plain(dlq, {})]

verdict(alarms) := result if {
	result := policy.verdict[dlq] with input as testing.inventory(array.concat(queues, alarms))
}

test_pass if verdict([watching(dlq, {})]).status == "pass"

test_fail if {
	verdict([]).status == "fail"
	verdict([watching(q, {})]).status == "fail"
	verdict([watching(dlq, {"threshold": 5})]).status == "fail"
	verdict([watching(dlq, {"period": 600})]).status == "fail"
	verdict([watching(dlq, {"comparison_operator": "LessThanThreshold"})]).status == "fail"
}

test_messages_sent_do_not_count if {
	result := verdict([watching(dlq, {"metric_name": "NumberOfMessagesSent"})])
	result.status == "fail"
	contains(concat(" ", result.evidence[0].because), "does not count the messages that SQS itself moves")
}

test_unknown if {
	verdict([watching(dlq, {"threshold": testing.unknown})]).status == "unknown"
	verdict([watching(dlq, {"alarm_actions": testing.unknown})]).status == "unknown"
}

test_the_longest_period_is_a_parameter if {
	result := policy.verdict[dlq] with input as testing.inventory(array.concat(queues, [watching(dlq, {"period": 600})]))
		with data.parameters as {"sqs/dead-letter-alarm": {"maximum_period_seconds": 900}}
	result.status == "pass"
}

test_a_queue_that_may_be_a_dead_letter_queue if {
	maybe := testing.resource(q, {
		"values": {"redrive_policy": testing.unknown},
		"presence": {"redrive_policy": "possible"},
		"references": {"redrive_policy": testing.refers([dlq])},
	})
	result := policy.verdict[dlq] with input as testing.inventory([maybe, testing.plain(dlq, {})])
	result.status == "unknown"
}

test_not_a_subject if {
	not policy.verdict[q] with input as testing.inventory(queues)
	policy.exempt == {q: "It is not a dead-letter queue."} with input as testing.inventory(queues)
}

undelivered := testing.pointing("aws_sns_topic_subscription.s", {}, "redrive_policy", [dlq])

test_what_other_services_cannot_deliver if {
	every row in [
		[[], "fail"],
		[[watching(dlq, {})], "pass"],
		[[watching(dlq, {"metric_name": "NumberOfMessagesSent", "statistic": "Sum"})], "pass"],
		[[watching(dlq, {"metric_name": "NumberOfMessagesReceived"})], "fail"],
		[[watching(dlq, {"metric_name": "NumberOfMessagesSent", "threshold": testing.unknown})], "unknown"],
	] {
		full := testing.inventory(array.concat([undelivered, testing.plain(dlq, {})], row[0]))
		status := policy.verdict[dlq].status with input as full
		status == row[1]
	}
}

test_queues_and_other_services if {
	sent := watching(dlq, {"metric_name": "NumberOfMessagesSent"})
	result := policy.verdict[dlq] with input as testing.inventory(array.concat(queues, [undelivered, sent]))
	result.status == "fail"
}
