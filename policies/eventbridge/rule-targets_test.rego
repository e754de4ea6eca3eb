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
