package safeguard.ecs.minimum_capacity_test

import data.safeguard.ecs.minimum_capacity as policy
import data.safeguard.lib.testing

s := "aws_ecs_service.s"

status(values, others) := result.status if {
	result := policy.verdict[s] with input as testing.inventory(array.concat([testing.plain(s, values)], others))
}

scaling(least) := testing.pointing("aws_appautoscaling_target.t", {"min_capacity": least}, "resource_id", [s])

test_tasks if {
	every row in [[2, "pass"], [1, "fail"], [0, "fail"], [null, "fail"], [testing.unknown, "unknown"]] {
		status({"desired_count": row[0]}, []) == row[1]
	}
}

test_the_autoscaling_minimum_decides if {
	every row in [[2, "pass"], [1, "fail"], [testing.unknown, "unknown"]] {
		status({"desired_count": 5}, [scaling(row[0])]) == row[1]
	}
	maybe := testing.resource("aws_appautoscaling_target.t", {
		"values": {"min_capacity": 2},
		"references": {"resource_id": testing.may_refer([s], "any of two")},
	})
	status({"desired_count": 1}, [maybe]) == "unknown"
}

named(resource_id, least) := testing.plain("aws_appautoscaling_target.t", {"resource_id": resource_id, "min_capacity": least})

test_targets_that_name_the_service if {
	every row in [
		["arn:aws:ecs:eu-central-1:111122223333:cluster/clinic", "service/clinic/import", 1, "fail"],
		["clinic", "service/clinic/import", 1, "fail"],
		["clinic", "service/clinic/import", 2, "pass"],
		["clinic", "service/clinic/export", 1, "pass"],
		["clinic", "service/lab/import", 1, "pass"],
		["clinic", "table/clinic", 1, "pass"],
		[null, "service/default/import", 1, "fail"],
		[testing.unknown, "service/clinic/import", 1, "unknown"],
		[testing.unknown, "service/clinic/import", 2, "pass"],
	] {
		status({"name": "import", "cluster": row[0], "desired_count": 2}, [named(row[1], row[2])]) == row[3]
	}
	status({"name": testing.unknown, "cluster": "clinic", "desired_count": 2}, [named("service/clinic/import", 1)]) == "unknown"
	status({"name": testing.unknown, "cluster": "lab", "desired_count": 2}, [named("service/clinic/import", 1)]) == "pass"
	service := testing.resource(s, {
		"values": {"name": "import", "cluster": testing.unknown, "desired_count": 2},
		"presence": {"cluster": "proven"},
		"references": {"cluster": testing.refers(["aws_ecs_cluster.c"])},
	})
	cluster := testing.plain("aws_ecs_cluster.c", {"name": "clinic"})
	result := policy.verdict[s] with input as testing.inventory([service, cluster, named("service/clinic/import", 1)])
	result.status == "fail"
	result.evidence[0].observed == "aws_appautoscaling_target.t"
}

stray(namespace, least) := testing.resource("aws_appautoscaling_target.t", {
	"values": {"service_namespace": namespace, "resource_id": testing.unknown, "min_capacity": least},
	"presence": {"resource_id": "proven"},
})

test_a_target_of_which_nobody_knows_whose_it_is if {
	every row in [
		[2, "ecs", 1, "unknown"],
		[2, "ecs", 2, "pass"],
		[1, "ecs", 2, "unknown"],
		[1, "ecs", 1, "fail"],
		[2, "ecs", testing.unknown, "unknown"],
		[2, testing.unknown, 1, "unknown"],
		[2, "dynamodb", 1, "pass"],
	] {
		status({"desired_count": row[0]}, [stray(row[1], row[2])]) == row[3]
	}
}

test_the_number_is_a_parameter if {
	result := policy.verdict[s] with input as testing.inventory([testing.plain(s, {"desired_count": 2})])
		with data.parameters as {"ecs/minimum-capacity": {"minimum_tasks": 3}}
	result.status == "fail"
}

test_daemons_are_no_subjects if {
	full := testing.inventory([testing.plain(s, {"scheduling_strategy": "DAEMON"})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {s} with input as full
	status({"scheduling_strategy": testing.unknown, "desired_count": 1}, []) == "unknown"
}
