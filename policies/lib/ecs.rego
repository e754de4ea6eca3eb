# The containers of a task definition: JSON in an argument, or what of it the source tells.
package safeguard.lib.ecs

import data.safeguard.lib.check
import data.safeguard.lib.inventory

tasks[address] := task if {
	some address, task in input.resources.aws_ecs_task_definition
	task.mode == "managed"
}

services[address] := service if {
	some address, service in input.resources.aws_ecs_service
	service.mode == "managed"
}

# One argument of every container, to be checked by its path. Where nothing is known of the containers, of none of them.
each_container(task, path) := [inventory.argument(inventory.block({full: value}), full) |
	some index, container in _containers(task)
	full := concat(".", ["container_definitions", _name(container, index), concat(".", path)])
	value := _at(container, path)
]

each_container_or(task, path, default_value, citation) := [inventory.argument_or(block, argument.path, default_value, citation) |
	some argument in each_container(task, path)
	block := inventory.block({argument.path: _value(argument)})
]

# Every container passes; no containers at all are no proof of anything.
all_containers(results, expected) := check.all_of(results) if {
	count(results) > 0
} else := check.undetermined("container_definitions", null, expected, ["No container is known."])

_containers(task) := task.documents.container_definitions.value if {
	is_array(task.documents.container_definitions.value)
} else := [{"$unknown": true}]

_name(container, _) := container.name if {
	is_string(container.name)
} else := "*" if {
	inventory.is_unknown(container)
}

_name(container, index) := format_int(index, 10) if {
	not inventory.is_unknown(container)
	not is_string(object.get(container, "name", null))
}

# Of what is not known, no part is.
_at(container, path) := {"$unknown": true} if {
	some end in numbers.range(0, count(path) - 1)
	inventory.is_unknown(object.get(container, array.slice(path, 0, end), null))
} else := object.get(container, path, null)

_value(argument) := {"$unknown": true} if {
	not argument.kind in {"known", "unset"}
} else := argument.value
