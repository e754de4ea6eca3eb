package safeguard.eventbridge.dead_letter_permission_test

import data.safeguard.eventbridge.dead_letter_permission as policy
import data.safeguard.lib.testing

t := "aws_cloudwatch_event_target.t"

r := "aws_cloudwatch_event_rule.r"

q := "aws_sqs_queue.q"

target := testing.resource(t, {
	"values": {"rule": "orders", "event_bus_name": "default", "dead_letter_config": [{"arn": testing.unknown}]},
	"presence": {"dead_letter_config.arn": "proven"},
	"references": {"dead_letter_config.arn": testing.refers([q]), "rule": testing.refers([r])},
})

allow := {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*"}

queue(statements) := testing.resource(q, {
	"values": {"policy": "{…}"},
	"documents": {"policy": testing.document({"Statement": statements})},
})

verdict(resources) := result if {
	result := policy.verdict[t] with input as testing.inventory(array.concat([target, testing.plain(r, {"name": "orders"})], resources))
}

test_pass if {
	verdict([queue([allow])]).status == "pass"
	verdict([queue([object.union(allow, {"Action": "sqs:*", "Principal": "*"})])]).status == "pass"
	verdict([queue([allow])]).evidence[0].because == ["Statement 1 lets it."]
}

test_fail if {
	verdict([testing.plain(q, {})]).status == "fail"
	verdict([queue([])]).status == "fail"
	verdict([queue([object.union(allow, {"Principal": {"Service": "sns.amazonaws.com"}})])]).status == "fail"
	verdict([queue([object.union(allow, {"Action": "sqs:ReceiveMessage"})])]).status == "fail"
	verdict([queue([object.union(allow, {"Effect": "Deny"})])]).status == "fail"
	other_rule := {"ArnEquals": {"aws:SourceArn": "arn:aws:events:us-east-1:111122223333:rule/other"}}
	verdict([queue([object.union(allow, {"Condition": other_rule})])]).status == "fail"
}

test_unknown if {
	unread := verdict([testing.pointing(q, {}, "policy", [])])
	unread.status == "unknown"
	unread.evidence[0].because == ["Its text is known after apply; run with --source so that it can be read."]
	verdict([queue([testing.unknown])]).status == "unknown"
	verdict([]).status == "unknown"
}

test_a_queue_that_is_read if {
	read := "data.aws_sqs_queue.q"
	elsewhere := object.union(target, {"references": {"dead_letter_config.arn": testing.refers([read])}})
	result := policy.verdict[t] with input as testing.inventory([elsewhere, testing.plain(read, {})])
	result.status == "unknown"
}

test_a_policy_that_may_belong_to_the_queue if {
	stray := testing.resource("aws_sqs_queue_policy.p", {
		"values": {"queue_url": testing.unknown, "policy": "{…}"},
		"presence": {"queue_url": "proven"},
		"documents": {"policy": testing.document({"Statement": [allow]})},
	})
	verdict([testing.plain(q, {}), stray]).status == "unknown"
}

test_a_target_that_may_have_no_dead_letter_queue if {
	maybe := object.union(target, {"presence": {"dead_letter_config.arn": "possible"}})
	result := policy.verdict[t] with input as testing.inventory([maybe, testing.plain(q, {})])
	result.status == "unknown"
	good := policy.verdict[t] with input as testing.inventory([maybe, queue([allow])])
	good.status == "pass"
}

test_not_a_subject if {
	full := testing.inventory([testing.plain(t, {"dead_letter_config": []})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {t} with input as full
}

# Of two rules with one name, the one on the bus of the target is meant.
test_a_rule_that_shares_its_name if {
	here := "arn:aws:events:us-east-1:111122223333:rule/orders"
	there := "arn:aws:events:us-east-1:111122223333:rule/other/orders"
	rules := [
		testing.plain(r, {"name": "orders", "event_bus_name": "default", "arn": here}),
		testing.plain("aws_cloudwatch_event_rule.s", {"name": "orders", "event_bus_name": "other", "arn": there}),
	]
	rule := testing.may_refer([r, "aws_cloudwatch_event_rule.s"], "any of two")
	either := object.union(target, {"references": {"rule": rule}})
	every row in [[here, "pass"], [there, "fail"]] {
		only := object.union(allow, {"Condition": {"ArnEquals": {"aws:SourceArn": row[0]}}})
		result := policy.verdict[t] with input as testing.inventory(array.concat(rules, [either, queue([only])]))
		result.status == row[1]
	}
}
