package safeguard.lib.ecs_test

import data.safeguard.lib.ecs
import data.safeguard.lib.testing

test_arguments_of_containers if {
	task := testing.resource("aws_ecs_task_definition.t", {"documents": {"container_definitions": testing.document([
		{"name": "a", "user": "root"},
		{"user": null},
		testing.unknown,
	])}})
	[[argument.path, argument.kind] | some argument in ecs.each_container(task, ["user"])] == [
		["container_definitions.a.user", "known"],
		["container_definitions.1.user", "unset"],
		["container_definitions.*.user", "possible"],
	]
}
