package safeguard.eventbridge.failed_invocations_alarm_test

import data.safeguard.eventbridge.failed_invocations_alarm as policy
import data.safeguard.lib.testing

r := "aws_cloudwatch_event_rule.r"

watching(dimensions, changes) := testing.resource("aws_cloudwatch_metric_alarm.a", {
	"values": object.union(
		{
			"namespace": "AWS/Events",
			"metric_name": "FailedInvocations",
			"dimensions": dimensions,
			"statistic": "Sum",
			"comparison_operator": "GreaterThanThreshold",
			"threshold": 0,
			"period": 300,
			"alarm_actions": [testing.unknown],
		},
		changes,
	),
	"references": {"dimensions.RuleName": testing.refers([r])},
})

status(rule, alarms) := result.status if {
	result := policy.verdict[r] with input as testing.inventory(array.concat([testing.plain(r, rule)], alarms))
}

default_bus := {"name": "orders", "event_bus_name": "default"}

custom_bus := {"name": "orders", "event_bus_name": "shop"}

by_rule := {"RuleName": "orders"}

by_both := {"RuleName": "orders", "EventBusName": "shop"}

test_the_dimensions_depend_on_the_bus if {
	status(default_bus, [watching(by_rule, {})]) == "pass"
	status(default_bus, [watching(by_both, {})]) == "fail"
	status(custom_bus, [watching(by_both, {})]) == "pass"
	status(custom_bus, [watching(by_rule, {})]) == "fail"
	status(custom_bus, [watching(object.union(by_both, {"EventBusName": "other"}), {})]) == "fail"
}

test_each_of_the_metrics if {
	every metric in ["FailedInvocations", "InvocationsFailedToBeSentToDlq", "InvocationsSentToDlq"] {
		status(default_bus, [watching(by_rule, {"metric_name": metric})]) == "pass"
	}
	status(default_bus, [watching(by_rule, {"metric_name": "Invocations"})]) == "fail"
}

test_fail if {
	status(default_bus, []) == "fail"
	status(default_bus, [watching(by_rule, {"alarm_actions": []})]) == "fail"
	status(default_bus, [watching(by_rule, {"comparison_operator": "LessThanThreshold"})]) == "fail"
}

test_unknown if {
	status(default_bus, [watching(by_rule, {"threshold": testing.unknown})]) == "unknown"
	status(object.union(default_bus, {"state": testing.unknown}), []) == "unknown"
	loose := object.remove(watching({"RuleName": testing.unknown}, {}), ["references"])
	status(default_bus, [object.union(loose, {"references": {}})]) == "unknown"
}

test_a_bus_that_is_not_known if {
	status(object.union(custom_bus, {"event_bus_name": testing.unknown}), [watching(by_both, {})]) == "unknown"
	status(object.union(custom_bus, {"event_bus_name": testing.unknown}), []) == "fail"
}

test_a_disabled_rule_is_no_subject if {
	full := testing.inventory([testing.plain(r, {"state": "DISABLED"})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {r} with input as full
}
