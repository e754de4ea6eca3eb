package safeguard.cloudwatch.alarm_actions_test

import data.safeguard.cloudwatch.alarm_actions as policy
import data.safeguard.lib.testing

a := "aws_cloudwatch_metric_alarm.a"

c := "aws_cloudwatch_composite_alarm.c"

verdicts(resources) := result if {
	result := policy.verdict with input as testing.inventory(resources)
}

status(said) := verdicts([testing.resource(a, said)])[a].status

test_pass if {
	status({"values": {"alarm_actions": ["arn:x"]}}) == "pass"
	status({"values": {"alarm_actions": [testing.unknown]}}) == "pass"
	status({"values": {"alarm_actions": testing.unknown}, "presence": {"alarm_actions": "proven"}, "references": {"alarm_actions": testing.refers(["aws_sns_topic.t"])}}) == "pass"
}

test_fail if {
	status({}) == "fail"
	status({"values": {"alarm_actions": []}}) == "fail"
	status({"values": {"alarm_actions": null}}) == "fail"
	status({"values": {"alarm_actions": ["arn:x"], "actions_enabled": false}}) == "fail"
	status({"values": {"ok_actions": ["arn:x"]}}) == "fail"
}

test_unknown if {
	status({"values": {"alarm_actions": testing.unknown}, "presence": {"alarm_actions": "proven"}}) == "unknown"
	status({"values": {"alarm_actions": testing.unknown}, "presence": {"alarm_actions": "possible"}, "references": {"alarm_actions": testing.refers(["aws_sns_topic.t"])}}) == "unknown"
	status({"values": {"alarm_actions": ["arn:x"], "actions_enabled": testing.unknown}}) == "unknown"
}

above(values) := testing.resource(c, {
	"values": object.union({"alarm_rule": testing.unknown}, values),
	"references": {"alarm_rule": testing.refers([a])},
})

test_a_member_of_a_composite_alarm if {
	verdicts([testing.resource(a, {}), above({"alarm_actions": ["arn:x"]})])[a].status == "pass"
	verdicts([testing.resource(a, {}), above({"alarm_actions": ["arn:x"]})])[a].evidence[0].observed == c
	verdicts([testing.resource(a, {}), above({})])[a].status == "fail"
	verdicts([testing.resource(a, {}), above({"alarm_actions": testing.unknown})])[a].status == "unknown"
}

test_composite_alarms_are_subjects if {
	verdicts([testing.plain(c, {"alarm_actions": ["arn:x"]})])[c].status == "pass"
	verdicts([testing.plain(c, {})])[c].status == "fail"
}
