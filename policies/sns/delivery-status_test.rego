package safeguard.sns.delivery_status_test

import data.safeguard.lib.testing
import data.safeguard.sns.delivery_status as policy

t := "aws_sns_topic.t"

s := "aws_sns_topic_subscription.s"

verdict(values, protocol) := result if {
	result := policy.verdict[t] with input as testing.inventory([
		testing.plain(t, values),
		testing.pointing(s, {"protocol": protocol}, "topic_arn", [t]),
	])
}

roles(protocol) := {
	concat("_", [protocol, "success_feedback_role_arn"]): "arn:role",
	concat("_", [protocol, "failure_feedback_role_arn"]): "arn:role",
}

test_rows if {
	every row in [
		[roles("sqs"), "sqs", "pass"],
		[roles("http"), "https", "pass"],
		[roles("http"), "http", "pass"],
		[roles("lambda"), "sqs", "fail"],
		[{}, "lambda", "fail"],
		[{"sqs_failure_feedback_role_arn": "arn:role"}, "sqs", "fail"],
		[object.union(roles("sqs"), {"sqs_success_feedback_role_arn": testing.unknown}), "sqs", "unknown"],
		[roles("sqs"), testing.unknown, "unknown"],
	] {
		verdict(row[0], row[1]).status == row[2]
	}
}

test_a_subscription_that_may_be_of_the_topic if {
	candidate := testing.resource(s, {
		"values": {"protocol": "sqs", "topic_arn": testing.unknown},
		"presence": {"topic_arn": "proven"},
		"references": {"topic_arn": testing.may_refer([t], "any of two")},
	})
	result := policy.verdict[t] with input as testing.inventory([testing.plain(t, {}), candidate])
	result.status == "unknown"
	"any of two" in result.evidence[0].because
	logged := policy.verdict[t] with input as testing.inventory([testing.plain(t, roles("sqs")), candidate])
	logged.status == "pass"
}

test_not_a_subject if {
	every resources in [
		[testing.plain(t, {})],
		[testing.plain(t, {}), testing.pointing(s, {"protocol": "email"}, "topic_arn", [t])],
	] {
		policy.verdict == {} with input as testing.inventory(resources)
		object.keys(policy.exempt) == {t} with input as testing.inventory(resources)
	}
}
