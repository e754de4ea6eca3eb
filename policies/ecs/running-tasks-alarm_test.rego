package safeguard.ecs.running_tasks_alarm_test

import data.safeguard.ecs.running_tasks_alarm as policy
import data.safeguard.lib.testing

s := "aws_ecs_service.s"

a := "aws_cloudwatch_metric_alarm.a"

cluster := "arn:aws:ecs:eu-central-1:111122223333:cluster/main"

here := {"ClusterName": "main", "ServiceName": "import"}

tasks := {
	"namespace": "ECS/ContainerInsights",
	"metric_name": "RunningTaskCount",
	"dimensions": here,
	"statistic": "Minimum",
	"comparison_operator": "LessThanThreshold",
	"threshold": 2,
	"alarm_actions": ["arn:aws:sns:eu-central-1:111122223333:on-call"],
}

cpu := object.union(tasks, {
	"namespace": "AWS/ECS",
	"metric_name": "CPUUtilization",
	"statistic": "Average",
	"comparison_operator": "GreaterThanThreshold",
	"threshold": 80,
})

alarm(values) := testing.resource(a, {
	"values": values,
	"references": {path: testing.refers([s]) |
		some path in ["dimensions.ServiceName", "metric_query.metric.dimensions.ServiceName"]
	},
})

changed(values, changes) := alarm(object.union(object.remove(values, object.keys(changes)), changes))

verdict(alarms) := result if {
	service := testing.plain(s, {"name": "import", "cluster": cluster})
	found := policy.verdict with input as testing.inventory(array.concat([service], alarms))
	result := found[s]
}

test_running_tasks if {
	every row in [
		[{}, "pass"],
		[{"comparison_operator": "LessThanOrEqualToThreshold", "threshold": 0}, "pass"],
		[{"threshold": 0}, "fail"],
		[{"threshold": testing.unknown}, "unknown"],
		[{"comparison_operator": "GreaterThanThreshold"}, "fail"],
		[{"statistic": "SampleCount"}, "fail"],
		[{"namespace": "AWS/ECS"}, "fail"],
		[{"alarm_actions": []}, "fail"],
		[{"alarm_actions": testing.unknown}, "unknown"],
		[{"dimensions": {"ClusterName": "main"}}, "fail"],
		[{"dimensions": {"ServiceName": "import"}}, "fail"],
		[{"dimensions": {"ClusterName": "other", "ServiceName": "import"}}, "fail"],
		[{"dimensions": {"ClusterName": "main", "ServiceName": testing.unknown}}, "pass"],
		[{"metric_name": "PendingTaskCount"}, "fail"],
	] {
		verdict([changed(tasks, row[0])]).status == row[1]
	}
	verdict([]).status == "fail"
}

test_desired_tasks if {
	every row in [
		[{}, "pass"],
		[{"comparison_operator": "GreaterThanOrEqualToThreshold", "threshold": 10}, "pass"],
		[{"threshold": 0}, "fail"],
	] {
		verdict([changed(object.union(tasks, {"metric_name": "DesiredTaskCount"}), row[0])]).status == row[1]
	}
}

test_cpu if {
	every row in [
		[{}, "pass"],
		[{"threshold": 90}, "pass"],
		[{"threshold": 91}, "fail"],
		[{"comparison_operator": "LessThanThreshold"}, "fail"],
		[{"statistic": "Minimum"}, "fail"],
		[{"dimensions": {"ClusterName": "main"}}, "fail"],
	] {
		verdict([changed(cpu, row[0])]).status == row[1]
	}
}

test_each_task_gives_a_sample if {
	samples := object.union(cpu, {"statistic": "SampleCount", "comparison_operator": "LessThanThreshold"})
	every row in [[2, "pass"], [1, "fail"], [testing.unknown, "unknown"]] {
		verdict([changed(samples, {"threshold": row[0]})]).status == row[1]
	}
}

query(id, metric) := {"id": id, "metric": [{
	"namespace": "ECS/ContainerInsights",
	"metric_name": metric,
	"dimensions": here,
	"stat": "Average",
	"period": 60,
}]}

math(expression, changes) := changed(
	object.remove(tasks, ["namespace", "metric_name", "dimensions", "statistic"]),
	object.union(
		{"metric_query": [
			query("d", "DesiredTaskCount"),
			query("r", "RunningTaskCount"),
			{"id": "e", "expression": expression, "return_data": true},
		]},
		changes,
	),
)

test_tasks_that_are_missing if {
	every row in [
		["d - r", "GreaterThanThreshold", 0, "pass"],
		["d - r", "GreaterThanOrEqualToThreshold", 1, "pass"],
		["r - d", "LessThanThreshold", 0, "pass"],
		["r - d", "LessThanThreshold", -1, "pass"],
		["IF(r < d, 1, 0)", "GreaterThanThreshold", 0, "unknown"],
	] {
		verdict([math(row[0], {"comparison_operator": row[1], "threshold": row[2]})]).status == row[3]
	}
	never := changed(tasks, {"threshold": -1})
	verdict([never]).status == "fail"
}

test_an_alarm_on_what_is_not_known if {
	hidden := testing.plain(a, object.union(object.remove(tasks, ["dimensions"]), {"dimensions": testing.unknown}))
	verdict([hidden]).status == "unknown"
}

test_the_percentage_is_a_parameter if {
	service := testing.plain(s, {"name": "import", "cluster": cluster})
	found := policy.verdict with input as testing.inventory([service, alarm(cpu)])
		with data.parameters as {"ecs/running-tasks-alarm": {"maximum_percent": 70}}
	found[s].status == "fail"
}

test_data_sources_are_no_subjects if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_ecs_service.s", {})])
}
