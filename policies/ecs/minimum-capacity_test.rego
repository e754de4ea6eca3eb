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
