package safeguard.eventbridge.rule_targets_test

import data.safeguard.eventbridge.rule_targets as policy
import data.safeguard.lib.testing

r := "aws_cloudwatch_event_rule.r"

t := "aws_cloudwatch_event_target.t"

status(values, targets) := result.status if {
	result := policy.verdict[r] with input as testing.inventory(array.concat([testing.plain(r, values)], targets))
}

test_rows if {
	candidate := testing.resource(t, {"references": {"rule": testing.may_refer([r], "any of two")}})
	every row in [
		[{}, [testing.pointing(t, {}, "rule", [r])], "pass"],
		[{}, [], "fail"],
		[{"state": "ENABLED"}, [testing.plain(t, {"rule": "other"})], "fail"],
		[{}, [testing.pointing(t, {}, "rule", [])], "unknown"],
		[{}, [candidate], "unknown"],
		[{"state": testing.unknown}, [], "unknown"],
		[{"state": testing.unknown}, [testing.pointing(t, {}, "rule", [r])], "pass"],
	] {
		status(row[0], row[1]) == row[2]
	}
}

test_a_disabled_rule_is_no_subject if {
	every values in [{"state": "DISABLED"}, {"is_enabled": false}] {
		full := testing.inventory([testing.plain(r, values)])
		policy.verdict == {} with input as full
		object.keys(policy.exempt) == {r} with input as full
	}
}

rule_of(name, bus) := testing.resource(concat("", ["aws_cloudwatch_event_rule.", name]), {"values": {"name": "r", "event_bus_name": bus}})

target_of(bus) := testing.resource("aws_cloudwatch_event_target.t", {
	"values": {"rule": "r", "event_bus_name": bus},
	"references": {"rule": testing.may_refer(["aws_cloudwatch_event_rule.a", "aws_cloudwatch_event_rule.b"], "2 resources share the name that rule names")},
})

test_rules_of_several_buses_with_one_name if {
	every row in [
		["arn:aws:events:r:1:event-bus/a", {"a": "pass", "b": "fail"}],
		["a", {"a": "pass", "b": "fail"}],
		["c", {"a": "fail", "b": "fail"}],
		[testing.unknown, {"a": "unknown", "b": "unknown"}],
	] {
		full := testing.inventory([rule_of("a", "a"), rule_of("b", "b"), target_of(row[0])])
		found := policy.verdict with input as full
		{name: found[concat("", ["aws_cloudwatch_event_rule.", name])].status | some name in ["a", "b"]} == row[1]
	}
}

test_rules_of_several_new_buses_with_one_name if {
	rules := [object.union(rule_of(name, testing.unknown), {"references": {"event_bus_name": testing.refers([bus])}}) |
		some name in ["a", "b"]
		bus := concat("", ["aws_cloudwatch_event_bus.", name])
	]
	target := object.union(target_of(testing.unknown), {"references": {"event_bus_name": testing.refers(["aws_cloudwatch_event_bus.b"])}})
	buses := [testing.plain(address, {}) | some address in ["aws_cloudwatch_event_bus.a", "aws_cloudwatch_event_bus.b"]]
	found := policy.verdict with input as testing.inventory(array.concat(array.concat(rules, buses), [target]))
	found["aws_cloudwatch_event_rule.a"].status == "fail"
	found["aws_cloudwatch_event_rule.b"].status == "pass"
}
