package safeguard.lib.alarm_test

import data.safeguard.lib.alarm
import data.safeguard.lib.testing

unknown := testing.unknown

need := {
	"dimension": "QueueName",
	"name": "name",
	"namespace": "AWS/SQS",
	"metric": "Visible",
	"statistics": ["Average", "Maximum", "Sum"],
	"threshold": {"least": 0, "most": 1, "phrase": "> 0"},
	"seconds": 300,
	"useless": {"Sent": "Sent does not count."},
	"phrase": "an alarm",
}

unlimited := object.union(need, {"threshold": {"least": 0, "most": null, "phrase": "upwards"}, "seconds": null})

queue := testing.plain("aws_sqs_queue.q", {"name": "q"})

other := testing.plain("aws_sqs_queue.other", {"name": "other"})

good := {
	"alarm_name": "visible",
	"namespace": "AWS/SQS",
	"metric_name": "Visible",
	"dimensions": {"QueueName": "q"},
	"statistic": "Maximum",
	"comparison_operator": "GreaterThanThreshold",
	"threshold": 0,
	"period": 60,
	"alarm_actions": ["arn:aws:sns:eu-central-1:111122223333:on-call"],
}

linked := {"references": {"dimensions.QueueName": testing.refers(["aws_sqs_queue.q"])}}

# The values are replaced as a whole.
metric_alarm(changes) := testing.resource("aws_cloudwatch_metric_alarm.a", object.union(linked, {"values": changed(good, changes)}))

changed(values, changes) := object.union(object.remove(values, object.keys(changes)), changes)

watched(resources, wanted) := result if {
	full := testing.inventory(array.concat([queue, other], resources))
	result := alarm.watches(full.resources.aws_sqs_queue["aws_sqs_queue.q"], wanted, alarm.loose(wanted, "aws_sqs_queue")) with input as full
}

test_a_good_alarm if {
	watched([metric_alarm({})], need) == {"status": "pass", "evidence": [{
		"path": "", "state": "satisfied", "observed": "aws_cloudwatch_metric_alarm.a", "expected": "an alarm", "because": [],
	}]}
}

test_no_alarm if {
	watched([], need) == {"status": "fail", "evidence": [{
		"path": "", "state": "violated", "observed": null, "expected": "an alarm", "because": [],
	}]}
}

test_every_property_counts if {
	every row in [
		[{"namespace": "Custom"}, "fail"],
		[{"namespace": unknown}, "unknown"],
		[{"metric_name": "Other"}, "fail"],
		[{"metric_name": unknown}, "unknown"],
		[{"metric_name": "Sent"}, "fail"],
		[{"statistic": "Sum"}, "pass"],
		[{"statistic": "Average"}, "pass"],
		[{"statistic": "Minimum"}, "fail"],
		[{"statistic": "SampleCount"}, "fail"],
		[{"statistic": unknown}, "unknown"],
		[{"statistic": null}, "fail"],
		[{"statistic": null, "extended_statistic": "p99"}, "pass"],
		[{"statistic": null, "extended_statistic": "p99.9"}, "pass"],
		[{"statistic": null, "extended_statistic": "tm90"}, "unknown"],
		[{"statistic": null, "extended_statistic": unknown}, "unknown"],
		[{"dimensions": {"QueueName": "q", "Region": "x"}}, "fail"],
		[{"period": 300}, "pass"],
		[{"period": 600}, "fail"],
		[{"period": unknown}, "unknown"],
		[{"actions_enabled": false}, "fail"],
		[{"actions_enabled": true}, "pass"],
		[{"actions_enabled": unknown}, "unknown"],
		[{"alarm_actions": []}, "fail"],
		[{"alarm_actions": null}, "fail"],
		[{"alarm_actions": [unknown]}, "pass"],
		[{"alarm_actions": unknown}, "unknown"],
		[{"alarm_actions": unknown, "threshold": 9}, "fail"],
	] {
		watched([metric_alarm(row[0])], need).status == row[1]
	}
}

test_the_threshold_and_its_operator if {
	every row in [
		["GreaterThanThreshold", 0, "pass", "pass"],
		["GreaterThanThreshold", 0.5, "pass", "pass"],
		["GreaterThanThreshold", 1, "fail", "pass"],
		["GreaterThanThreshold", 1000, "fail", "pass"],
		["GreaterThanThreshold", -1, "fail", "fail"],
		["GreaterThanOrEqualToThreshold", 1, "pass", "pass"],
		["GreaterThanOrEqualToThreshold", 0, "fail", "fail"],
		["GreaterThanOrEqualToThreshold", 2, "fail", "pass"],
		["LessThanThreshold", 1, "fail", "fail"],
		["LessThanOrEqualToThreshold", 0, "fail", "fail"],
		["GreaterThanThreshold", null, "fail", "fail"],
		["GreaterThanOrEqualToThreshold", null, "fail", "fail"],
		["GreaterThanUpperThreshold", null, "fail", "pass"],
		["LessThanLowerOrGreaterThanUpperThreshold", null, "fail", "pass"],
		["LessThanLowerThreshold", null, "fail", "fail"],
		["GreaterThanThreshold", unknown, "unknown", "unknown"],
		[unknown, 0, "unknown", "unknown"],
		[unknown, unknown, "unknown", "unknown"],
	] {
		tuned := metric_alarm({"comparison_operator": row[0], "threshold": row[1]})
		watched([tuned], need).status == row[2]
		watched([tuned], unlimited).status == row[3]
	}
}

test_any_period_where_none_is_asked_for if {
	watched([metric_alarm({"period": 86400})], unlimited).status == "pass"
	watched([metric_alarm({"period": unknown})], unlimited).status == "pass"
}

test_the_reasons_of_a_near_miss if {
	watched([metric_alarm({"threshold": 10})], need).evidence == [{
		"path": "",
		"state": "violated",
		"observed": "aws_cloudwatch_metric_alarm.a",
		"expected": "an alarm",
		"because": ["Its threshold is GreaterThanThreshold 10 where > 0 is asked for."],
	}]
	watched([metric_alarm({"period": null})], need).evidence[0].because == ["Its period is not set where at most 300 seconds is asked for."]
	watched([metric_alarm({"actions_enabled": false})], need).evidence[0].because == ["Its actions_enabled is false where true is asked for."]
	"Sent does not count." in watched([metric_alarm({"metric_name": "Sent"})], need).evidence[0].because
}

test_an_alarm_on_something_else_is_no_near_miss if {
	watched([metric_alarm({"metric_name": "Other"})], need).evidence[0].observed == null
}

test_one_good_alarm_is_enough if {
	bad := object.union(metric_alarm({"threshold": 10}), {"address": "aws_cloudwatch_metric_alarm.b"})
	watched([metric_alarm({}), bad], need).status == "pass"
	vague := object.union(metric_alarm({"threshold": unknown}), {"address": "aws_cloudwatch_metric_alarm.c"})
	watched([bad, vague], need).status == "unknown"
}

by(dimensions, references) := testing.resource("aws_cloudwatch_metric_alarm.a", {
	"values": changed(good, {"dimensions": dimensions}),
	"references": references,
})

test_whom_the_alarm_watches if {
	named := {"QueueName": unknown}
	every row in [
		[named, {"dimensions.QueueName": testing.refers(["aws_sqs_queue.q"])}, "pass"],
		[named, {"dimensions": testing.refers(["aws_sqs_queue.q"])}, "pass"],
		[named, {"dimensions": testing.refers(["aws_sqs_queue.q", "aws_sqs_queue.other"])}, "unknown"],
		[named, {"dimensions": testing.may_refer(["aws_sqs_queue.q"], "why")}, "unknown"],
		[named, {"dimensions": testing.refers(["aws_sqs_queue.other"])}, "fail"],
		[named, {}, "unknown"],
		[unknown, {}, "unknown"],
		[unknown, {"dimensions": testing.refers(["aws_sqs_queue.q"])}, "unknown"],
		[{"QueueName": "q"}, {}, "fail"],
		[{"QueueName": "q"}, {"dimensions": testing.refers(["aws_sqs_queue.q", "aws_sqs_queue.other"])}, "pass"],
		[{"QueueName": "q"}, {"dimensions.QueueName": testing.may_refer(["aws_sqs_queue.q", "aws_sqs_queue.other"], "both are q")}, "unknown"],
		[{"QueueName": "other"}, {"dimensions": testing.may_refer(["aws_sqs_queue.q", "aws_sqs_queue.other"], "why")}, "fail"],
		[{"TopicName": unknown}, {"dimensions": testing.refers(["aws_sqs_queue.q"])}, "fail"],
		[null, {"dimensions": testing.refers(["aws_sqs_queue.q"])}, "fail"],
		[null, {}, "fail"],
	] {
		watched([by(row[0], row[1])], need).status == row[2]
	}
}

test_an_alarm_of_which_nobody_knows_what_it_watches if {
	loose := by({"QueueName": unknown}, {})
	watched([loose], need).evidence == [{
		"path": "", "state": "undetermined", "observed": "aws_cloudwatch_metric_alarm.a", "expected": "an alarm",
		"because": ["What it watches is known after apply."],
	}]
	misfit := object.union(loose, {"values": {"threshold": 10}})
	watched([misfit], need).status == "fail"
	elsewhere := object.union(loose, {"values": {"namespace": "AWS/SNS"}})
	watched([elsewhere], need).status == "fail"
}

test_a_doubtful_link_says_why if {
	doubtful := watched([by({"QueueName": unknown}, {"dimensions": testing.may_refer(["aws_sqs_queue.q"], "any of two")})], need)
	doubtful.evidence[0].because == ["Whether it watches this resource is not certain.", "any of two"]
}

test_an_arn_names_no_metric if {
	named := {"QueueName": unknown}
	every row in [[["name"], "pass"], [["arn"], "unknown"], [["id"], "unknown"], [["url"], "unknown"], [["arn", "name"], "pass"], [[""], "pass"]] {
		watched([by(named, {"dimensions": testing.refers_by(["aws_sqs_queue.q"], row[0])})], need).status == row[1]
	}
	watched([by(named, {"dimensions": testing.refers_by(["aws_sqs_queue.q"], ["arn"])})], need).evidence[0].because == [
		"Whether it watches this resource is not certain.",
		"Its QueueName comes from an ARN or a URL, where the name is asked for.",
	]
	elsewhere := object.union(need, {"namespace": "AWS/X"})
	alarm_by_id := object.union(by(named, {"dimensions": testing.refers_by(["aws_sqs_queue.q"], ["id"])}), {"values": {"namespace": "AWS/X"}})
	watched([alarm_by_id], elsewhere).status == "pass"
}

metric_of(queue_name) := {"namespace": "AWS/SQS", "metric_name": "Visible", "dimensions": {"QueueName": queue_name}, "stat": "Maximum", "period": 60}

by_queries(queries) := testing.resource("aws_cloudwatch_metric_alarm.a", {
	"values": changed(object.remove(good, ["namespace", "metric_name", "dimensions", "statistic", "period"]), {"metric_query": queries}),
	"references": {"metric_query.metric.dimensions.QueueName": testing.refers(["aws_sqs_queue.q"])},
})

expression(text) := {"id": "e", "expression": text, "metric": [], "return_data": true}

m1 := {"id": "m1", "metric": [metric_of("q")], "return_data": false}

m2 := {"id": "m2", "metric": [object.union(metric_of("q"), {"metric_name": "NotVisible"})], "return_data": false}

foreign := {"id": "m3", "metric": [object.union(metric_of("q"), {"namespace": "Custom"})], "return_data": false}

test_metric_queries if {
	returned := object.union(m1, {"return_data": true})
	every row in [
		[[returned], "pass"],
		[[object.remove(m1, ["return_data"])], "pass"],
		[[m1], "pass"],
		[[m1, m2, expression("m1 + m2")], "pass"],
		[[m1, m2, expression("SUM([m1, m2])")], "pass"],
		[[m1, m2, expression("MAX([m1,m2])")], "pass"],
		[[m1, m2, expression("SUM(METRICS())")], "pass"],
		[[m1, expression("m1 * 0")], "unknown"],
		[[m1, expression("m1 - 100")], "unknown"],
		[[m1, m2, expression("m2")], "unknown"],
		[[m1, foreign, expression("m1 + m3")], "unknown"],
		[[m1, expression("IF(m1 > 5, 1, 0)")], "unknown"],
		[[m1, expression(unknown)], "unknown"],
		[[object.union(m1, {"return_data": unknown}), m2], "unknown"],
		[[{"id": "m1", "metric": [object.union(metric_of("q"), {"stat": "Minimum"})], "return_data": true}], "fail"],
		[[{"id": "m1", "metric": [object.union(metric_of("q"), {"stat": "p90"})], "return_data": true}], "pass"],
		[[{"id": "m1", "metric": [object.union(metric_of("q"), {"period": 900})], "return_data": true}], "fail"],
		[[{"id": "m1", "metric": [metric_of("other")], "return_data": true}], "fail"],
		[[unknown], "unknown"],
		[unknown, "unknown"],
		[[{"id": "m1", "metric": unknown, "return_data": true}], "unknown"],
		[[{"id": "m1", "metric": [unknown], "return_data": true}], "unknown"],
	] {
		watched([by_queries(row[0])], need).status == row[1]
	}
}

test_a_difference_of_two_metrics if {
	wanted := object.union(need, {"minus": "NotVisible"})
	every row in [
		["m1 - m2", m2, "pass"],
		["m1-m2", m2, "pass"],
		["m2 - m1", m2, "unknown"],
		["m1 - m2 - m2", m2, "unknown"],
		["m1 - m3", foreign, "unknown"],
		["m1 - m2", {"id": "m2", "metric": [object.union(metric_of("other"), {"metric_name": "NotVisible"})], "return_data": false}, "unknown"],
	] {
		watched([by_queries([m1, row[1], expression(row[0])])], wanted).status == row[2]
	}
	watched([by_queries([m1, m2, expression("m1 - m2")])], need).status == "unknown"
	watched([by_queries([m1, m2, expression("m1 + m2")])], wanted).status == "fail"
	watched([metric_alarm({})], wanted).status == "fail"
	watched([by_queries([nameless(m1), nameless(m2), expression("m1 - m2")])], wanted).status == "unknown"
}

nameless(query) := object.union(query, {"metric": [object.union(query.metric[0], {"dimensions": {"QueueName": unknown}})]})

test_dimensions_that_may_stand_beside if {
	wanted := object.union(need, {"optional": ["QueueName", "Region", "Zone"]})
	every row in [
		[{"QueueName": "q"}, "pass"],
		[{"QueueName": "q", "Region": "x"}, "pass"],
		[{"QueueName": "q", "Region": "x", "Zone": unknown}, "pass"],
		[{"QueueName": "q", "Other": "x"}, "fail"],
		[{"Region": "x"}, "fail"],
	] {
		watched([metric_alarm({"dimensions": row[0]})], wanted).status == row[1]
	}
}

test_a_falling_metric_that_warns_in_time if {
	falling := object.union(need, {"threshold": {"least": 0, "most": null, "falling": true, "at_least": 10, "phrase": "at least 10"}})
	every row in [[10, "pass"], [20, "pass"], [5, "fail"], [unknown, "unknown"], [null, "fail"]] {
		watched([metric_alarm({"comparison_operator": "LessThanThreshold", "threshold": row[0]})], falling).status == row[1]
	}
	watched([metric_alarm({"comparison_operator": "LessThanLowerThreshold", "threshold": null})], falling).status == "unknown"
}

test_unknown_names_in_several_metrics if {
	one := {"id": "m1", "metric": [metric_of(unknown)], "return_data": true}
	watched([by_queries([one])], need).status == "pass"
	watched([by_queries([one, {"id": "m2", "metric": [metric_of(unknown)], "return_data": false}])], need).status == "unknown"
	watched([by_queries([one, unknown])], need).status == "unknown"
}

composite(address, changes) := testing.resource(address, object.union(
	{
		"values": {"alarm_name": address, "alarm_rule": "ALARM(visible) OR ALARM(other)", "alarm_actions": ["arn:x"]},
		"references": {"alarm_rule": testing.refers(["aws_cloudwatch_metric_alarm.a"])},
	},
	changes,
))

quiet := metric_alarm({"alarm_actions": []})

upper := "aws_cloudwatch_composite_alarm.c"

test_members_of_composite_alarms if {
	every row in [
		[{}, "pass", "pass"],
		[{"values": {"alarm_actions": []}}, "fail", "fail"],
		[{"values": {"actions_enabled": false}}, "fail", "fail"],
		[{"values": {"alarm_actions": unknown}}, "unknown", "unknown"],
		[{"values": {"alarm_rule": "ALARM(visible) AND ALARM(other)"}}, "unknown", "pass"],
		[{"values": {"alarm_rule": "ALARM(visible) OR NOT ALARM(other)"}}, "unknown", "pass"],
		[{"values": {"alarm_rule": unknown}}, "unknown", "pass"],
		[{"references": {"alarm_rule": testing.may_refer(["aws_cloudwatch_metric_alarm.a"], "why")}, "values": {"alarm_rule": unknown}}, "unknown", "unknown"],
	] {
		above := composite(upper, row[0])
		watched([quiet, above], need).status == row[1]
		full := testing.inventory([queue, other, quiet, above])
		alarm.acts(full.resources.aws_cloudwatch_metric_alarm["aws_cloudwatch_metric_alarm.a"], false).status == row[2] with input as full
	}
}

test_composite_alarms_that_name_their_members if {
	unreferenced := object.union(composite(upper, {}), {"references": {"alarm_rule": testing.refers([])}})
	watched([quiet, unreferenced], need).status == "pass"
	quoted := object.union(unreferenced, {"values": {"alarm_rule": `ALARM("visible")`}})
	watched([quiet, quoted], need).status == "pass"
	elsewhere := object.union(unreferenced, {"values": {"alarm_rule": "ALARM(somebody-else)"}})
	watched([quiet, elsewhere], need).status == "fail"
}

test_an_action_two_composites_up if {
	middle := composite(upper, {"values": {"alarm_actions": []}})
	top := composite("aws_cloudwatch_composite_alarm.top", {
		"values": {"alarm_rule": unknown},
		"references": {"alarm_rule": testing.refers([upper])},
	})
	watched([quiet, middle, top], need).status == "unknown"
	known_top := composite("aws_cloudwatch_composite_alarm.top", {
		"values": {"alarm_rule": "ALARM(aws_cloudwatch_composite_alarm.c)"},
		"references": {"alarm_rule": testing.refers([upper])},
	})
	watched([quiet, middle, known_top], need).status == "pass"
	silent_top := object.union(known_top, {"values": {"alarm_actions": []}})
	watched([quiet, middle, silent_top], need).status == "fail"
	roof := composite("aws_cloudwatch_composite_alarm.roof", {
		"values": {"alarm_rule": "ALARM(x)"},
		"references": {"alarm_rule": testing.refers(["aws_cloudwatch_composite_alarm.top"])},
	})
	watched([quiet, middle, silent_top, roof], need).status == "unknown"
}

test_the_reason_of_a_silent_composite if {
	silent := composite(upper, {"values": {"alarm_actions": []}})
	watched([quiet, silent], need).evidence[0].because == [
		"Its alarm_actions are [] where an alarm action is asked for.",
		"aws_cloudwatch_composite_alarm.c is not a composite alarm with an action.",
		"Its alarm_actions are [] where an alarm action is asked for.",
	]
}

test_the_reason_of_a_composite_whose_actions_are_not_known if {
	unclear := composite(upper, {"values": {"alarm_actions": testing.unknown}})
	said := watched([quiet, unclear], need).evidence[0].because
	"Whether aws_cloudwatch_composite_alarm.c is a composite alarm with an action is not known." in said
}

test_further_dimensions if {
	rule := testing.plain("aws_cloudwatch_event_rule.r", {"name": "orders", "event_bus_name": "shop"})
	need_both := {
		"dimension": "RuleName", "name": "name", "also": {"EventBusName": "event_bus_name"},
		"namespace": "AWS/Events", "metric": "FailedInvocations", "statistics": ["Sum"],
		"threshold": {"least": 0, "most": null, "phrase": "any"}, "seconds": null, "useless": {}, "phrase": "an alarm",
	}
	every row in [
		[{"RuleName": "orders", "EventBusName": "shop"}, {}, "pass"],
		[{"RuleName": "orders", "EventBusName": testing.unknown}, {}, "pass"],
		[{"RuleName": "orders"}, {}, "fail"],
		[{"RuleName": "orders", "EventBusName": "other"}, {}, "fail"],
		[{"RuleName": "orders", "EventBusName": "shop"}, {"event_bus_name": "arn:aws:events:us-east-1:1:event-bus/shop"}, "pass"],
		[{"RuleName": "orders", "EventBusName": "shop"}, {"event_bus_name": testing.unknown}, "pass"],
	] {
		watching := testing.resource("aws_cloudwatch_metric_alarm.a", {
			"values": {
				"namespace": "AWS/Events", "metric_name": "FailedInvocations", "statistic": "Sum", "dimensions": row[0],
				"comparison_operator": "GreaterThanThreshold", "threshold": 0, "alarm_actions": ["arn:x"],
			},
			"references": {"dimensions.RuleName": testing.refers([rule.address])},
		})
		full := testing.inventory([object.union(rule, {"values": row[1]}), watching])
		result := alarm.watches(full.resources.aws_cloudwatch_event_rule[rule.address], need_both, []) with input as full
		result.status == row[2]
	}
}

# Any of several metrics, of a cache with nodes.

metrics_of_nodes := [
	object.union(need, {"members": true, "further": [[], ["Node"]], "threshold": {"least": 0, "most": null, "at_most": 90, "phrase": "90 at most"}}),
	object.union(need, {"members": true, "metric": "Free", "useless": {}, "threshold": {"least": 0, "most": null, "falling": true, "phrase": "low"}}),
]

on_a_node(changes) := metric_alarm(changed({"dimensions": {"QueueName": "q-001"}}, changes))

watched_any(resources, named) := result if {
	full := testing.inventory(array.concat([queue, other], resources))
	result := alarm.watched(
		full.resources.aws_sqs_queue["aws_sqs_queue.q"], metrics_of_nodes, named,
		alarm.loose_of(metrics_of_nodes, "aws_sqs_queue"), "an alarm",
	) with input as full
}

test_any_of_several_metrics if {
	every row in [
		[{}, "pass"],
		[{"threshold": 90}, "pass"],
		[{"threshold": 91}, "fail"],
		[{"dimensions": {"QueueName": "q"}}, "fail"],
		[{"threshold": null, "comparison_operator": "GreaterThanUpperThreshold"}, "unknown"],
		[{"dimensions": {"QueueName": "q-001"}}, "pass"],
		[{"dimensions": {"QueueName": "q-0001-001", "Node": "1"}}, "pass"],
		[{"dimensions": {"QueueName": "q-other"}}, "fail"],
		[{"dimensions": {"QueueName": "q-001", "Other": "1"}}, "fail"],
		[{"metric_name": "Free", "comparison_operator": "LessThanThreshold", "threshold": 1}, "pass"],
		[{"metric_name": "Free", "comparison_operator": "LessThanThreshold", "threshold": 0}, "fail"],
		[{"metric_name": "Free", "comparison_operator": "LessThanOrEqualToThreshold", "threshold": 0}, "pass"],
		[{"metric_name": "Free", "comparison_operator": "LessThanLowerThreshold", "threshold": null}, "pass"],
		[{"metric_name": "Free"}, "fail"],
		[{"metric_name": "Free", "dimensions": {"QueueName": "q-001", "Node": "1"}, "comparison_operator": "LessThanThreshold", "threshold": 1}, "fail"],
	] {
		watched_any([on_a_node(row[0])], []).status == row[1]
	}
	watched_any([], []).status == "fail"
}

test_alarms_that_name_a_node if {
	unlinked := testing.plain("aws_cloudwatch_metric_alarm.a", object.union(good, {"dimensions": {"QueueName": "q-001"}}))
	watched_any([unlinked], []).status == "fail"
	watched_any([unlinked], ["aws_cloudwatch_metric_alarm.a"]).status == "pass"
	watched_any([on_a_node({})], ["aws_cloudwatch_metric_alarm.a"]).status == "pass"
}

test_no_metric_has_the_name_of_what_has_nodes if {
	watched_any([metric_alarm({})], []).evidence[0].because == ["Its dimensions.QueueName is q where the name of a node, such as q-001, is asked for."]
}

test_the_dimensions_that_are_asked_for if {
	every row in [
		[null, "QueueName"],
		[[[]], "QueueName"],
		[[["Group", "Topic"]], "QueueName (with Group and Topic)"],
		[[[], ["Node"]], "QueueName (alone or with Node)"],
		[[[], ["Node"], ["Id"]], "QueueName (alone or with Node or with Id)"],
	] {
		wanted := object.union(need, {"further": further | further := row[0]; further != null})
		because := watched([metric_alarm({"dimensions": {"QueueName": "q", "Region": "x"}})], wanted).evidence[0].because
		because == [concat("", ["Its dimensions are [\"QueueName\",\"Region\"] where ", row[1], " is asked for."])]
	}
}

test_alarms_that_may_watch_any if {
	hidden := testing.plain("aws_cloudwatch_metric_alarm.a", changed(good, {"dimensions": unknown}))
	watched_any([hidden], []).status == "unknown"
}

watched_by_name(values) := result if {
	unnamed := testing.plain("aws_sqs_queue.n", values)
	unlinked := testing.plain("aws_cloudwatch_metric_alarm.a", object.union(good, {"dimensions": {"QueueName": "orders"}}))
	full := testing.inventory([unnamed, unlinked])
	result := alarm.watches(unnamed, need, alarm.loose(need, "aws_sqs_queue")) with input as full
}

test_a_name_that_is_not_known_yet_may_be_the_one if {
	watched_by_name({"name": unknown}).status == "unknown"
	watched_by_name({"name": unknown, "name_prefix": unknown}).status == "unknown"
	watched_by_name({"name": unknown, "name_prefix": "ord"}).status == "unknown"
	watched_by_name({"name": unknown, "name_prefix": "claims-"}).status == "fail"
	watched_by_name({"name": "claims"}).status == "fail"
}
