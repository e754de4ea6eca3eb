package safeguard.ecs.logging_test

import data.safeguard.ecs.logging as policy
import data.safeguard.lib.testing

t := "aws_ecs_task_definition.t"

status(containers, values) := result.status if {
	result := policy.verdict[t] with input as testing.inventory([testing.resource(t, {
		"values": values,
		"documents": {"container_definitions": testing.document(containers)},
	})])
}

log(driver) := {"name": "a", "logConfiguration": {"logDriver": driver}}

test_containers if {
	every row in [
		[[log("awslogs")], "pass"],
		[[log("awslogs"), log("awsfirelens")], "pass"],
		[[log("awslogs"), {"name": "b"}], "fail"],
		[[{"logConfiguration": null}], "fail"],
		[[log("none")], "fail"],
		[[log(testing.unknown)], "unknown"],
		[[{"name": "a", "logConfiguration": testing.unknown}], "unknown"],
		[[testing.unknown], "unknown"],
		[[log(testing.unknown), {"name": testing.unknown}], "fail"],
		[testing.unknown, "unknown"],
		[[], "unknown"],
	] {
		status(row[0], {}) == row[1]
	}
}

test_containers_that_are_not_known if {
	result := policy.verdict[t] with input as testing.inventory([testing.pointing(t, {}, "container_definitions", [])])
	result.status == "unknown"
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_ecs_task_definition.t", {})])
}
