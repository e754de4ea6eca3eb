package safeguard.ecs.non_privileged_test

import data.safeguard.ecs.non_privileged as policy
import data.safeguard.lib.testing

t := "aws_ecs_task_definition.t"

status(containers, values) := result.status if {
	result := policy.verdict[t] with input as testing.inventory([testing.resource(t, {
		"values": values,
		"documents": {"container_definitions": testing.document(containers)},
	})])
}

test_containers if {
	every row in [
		[[{"name": "a"}], "pass"],
		[[{"name": "a", "privileged": false}], "pass"],
		[[{"name": "a"}, {"name": "b", "privileged": true}], "fail"],
		[[{"name": "a", "privileged": testing.unknown}], "unknown"],
		[[{"name": "a", "privileged": testing.secret}], "unknown"],
	] {
		status(row[0], {}) == row[1]
	}
}

test_modes if {
	every mode in ["pid_mode", "ipc_mode"] {
		every row in [["host", "fail"], ["task", "pass"], [null, "pass"], [testing.unknown, "unknown"]] {
			status([{"name": "a"}], {mode: row[0]}) == row[1]
		}
	}
}

test_containers_that_are_not_known if {
	result := policy.verdict[t] with input as testing.inventory([testing.pointing(t, {}, "container_definitions", [])])
	result.status == "unknown"
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_ecs_task_definition.t", {})])
}
