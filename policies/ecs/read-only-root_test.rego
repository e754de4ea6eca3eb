package safeguard.ecs.read_only_root_test

import data.safeguard.ecs.read_only_root as policy
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
		[[{"name": "a", "readonlyRootFilesystem": true}], "pass"],
		[[{"name": "a", "readonlyRootFilesystem": true}, {"name": "b"}], "fail"],
		[[{"name": "a", "readonlyRootFilesystem": false}], "fail"],
		[[{"name": "a", "readonlyRootFilesystem": testing.unknown}], "unknown"],
	] {
		status(row[0], {}) == row[1]
	}
}

test_containers_that_are_not_known if {
	result := policy.verdict[t] with input as testing.inventory([testing.pointing(t, {}, "container_definitions", [])])
	result.status == "unknown"
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_ecs_task_definition.t", {})])
}
