package safeguard.ecs.deployment_rollback_test

import data.safeguard.ecs.deployment_rollback as policy
import data.safeguard.lib.testing

s := "aws_ecs_service.s"

status(values, others) := result.status if {
	result := policy.verdict[s] with input as testing.inventory(array.concat([testing.plain(s, values)], others))
}

test_services if {
	every row in [
		[[{"enable": true, "rollback": true}], "pass"],
		[[{"enable": true, "rollback": false}], "fail"],
		[[{"enable": false, "rollback": true}], "fail"],
		[[], "fail"],
		[[{"enable": true, "rollback": testing.unknown}], "unknown"],
	] {
		status({"deployment_circuit_breaker": row[0]}, []) == row[1]
	}
	status({"deployment_controller": [{"type": testing.unknown}]}, []) == "unknown"
}

test_other_controllers_are_no_subjects if {
	full := testing.inventory([testing.plain(s, {"deployment_controller": [{"type": "CODE_DEPLOY"}]})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {s} with input as full
}
