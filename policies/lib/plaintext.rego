# Where programs are started with values that others can read, and what stands there.
# The inventory has replaced every credential it found by {"$sensitive": true, "shape": …}.
package safeguard.lib.plaintext

import data.safeguard.lib.check
import data.safeguard.lib.inventory

types := [
	"aws_ecs_task_definition", "aws_instance", "aws_lambda_function",
	"aws_launch_configuration", "aws_launch_template", "aws_spot_instance_request",
]

# Each is {"path": …, "where": what to say of the place, "value": …}. Texts that are in order are left out.
places(resource) := array.concat(_variables(resource), array.concat(_user_data(resource), _containers(resource)))

judged(place) := check.fail(place.path, "(sensitive)", _phrase, array.concat(place.where, [concat("", ["It has the shape of: ", place.value.shape, "."])])) if {
	place.value.shape != "named as a secret"
} else := check.fail(place.path, "(sensitive)", _phrase, array.concat(place.where, ["Its name calls it a secret."])) if {
	place.value.shape
} else := check.undetermined(place.path, "(sensitive)", _phrase, array.concat(
	place.where,
	["It is marked as sensitive; if it is a credential, it stands here in clear text."],
)) if {
	inventory.is_sensitive(place.value)
} else := check.undetermined(place.path, "(known after apply)", _phrase, place.where) if {
	inventory.is_unknown(place.value)
} else := check.undetermined(place.path, place.value, _phrase, ["The plan tells the hash of the user data only."])

_phrase := "no credential in clear text"

_variables(resource) := [] if {
	resource.type != "aws_lambda_function"
} else := [{"path": "environment.variables", "where": [], "value": {"$unknown": true}}] if {
	inventory.argument(resource, "environment.variables").kind in {"possible", "proven"}
} else := [{"path": concat(".", ["environment.variables", name]), "where": [], "value": value} |
	variables := inventory.argument(resource, "environment.variables").value
	some name in sort(object.keys(variables))
	value := variables[name]
	_is_hidden(value)
]

_user_data(resource) := [{"path": path, "where": [], "value": value} |
	some path in object.get(_user_data_paths, resource.type, [])
	not inventory.is_unset(resource, path)
	value := resource.values[path]
	_is_hidden_or_hash(value)
]

_user_data_paths := {
	"aws_instance": ["user_data", "user_data_base64"],
	"aws_launch_configuration": ["user_data", "user_data_base64"],
	"aws_launch_template": ["user_data"],
	"aws_spot_instance_request": ["user_data", "user_data_base64"],
}

_containers(resource) := [] if {
	resource.type != "aws_ecs_task_definition"
} else := [{"path": "container_definitions", "where": _where(part), "value": value} |
	some container in _list(resource.documents.container_definitions.value)
	some part in _parts(container)
	some value in _list(part.values)
	_is_hidden(value)
] if {
	resource.documents.container_definitions
} else := [{"path": "container_definitions", "where": [], "value": value} |
	value := resource.values.container_definitions
	_is_hidden(value)
]

# The parts of a container that hold texts.
_parts(container) := [{"name": "container", "of": "", "values": container}] if {
	inventory.is_unknown(container)
} else := array.concat(
	[{"name": _named(variable), "of": object.get(container, "name", ""), "values": _value(variable)} |
		some variable in _list(object.get(container, "environment", null))
	],
	[{"name": name, "of": object.get(container, "name", ""), "values": values} |
		some [name, values] in [
			["command", object.get(container, "command", null)],
			["entryPoint", object.get(container, "entryPoint", null)],
			["healthCheck", _inside(object.get(container, "healthCheck", null), "command")],
			["logConfiguration", _texts(_inside(object.get(container, "logConfiguration", null), "options"))],
			["dockerLabels", _texts(object.get(container, "dockerLabels", null))],
		]
	],
)

_named(variable) := concat(" ", ["the variable", variable.name]) if {
	is_string(variable.name)
} else := "environment"

_value(variable) := variable if {
	inventory.is_unknown(variable)
} else := object.get(variable, "value", null)

_inside(block, name) := block if {
	_is_hidden(block)
} else := object.get(block, name, null) if {
	is_object(block)
} else := null

_texts(map) := map if {
	_is_hidden(map)
} else := [map[label] | some label in sort(object.keys(map))] if {
	is_object(map)
} else := null

_list(value) := value if {
	is_array(value)
} else := [] if {
	value == null
} else := [value]

_where(part) := [concat("", ["It is in ", part.name, " of the container ", part.of, "."])] if {
	is_string(part.of)
	part.of != ""
} else := []

_is_hidden(value) if inventory.is_unknown(value)

_is_hidden(value) if inventory.is_sensitive(value)

_is_hidden_or_hash(value) if _is_hidden(value)

# The provider writes the SHA-1 of a text in its place.
_is_hidden_or_hash(value) if {
	is_string(value)
	count(value) == 40
	trim(value, "0123456789abcdef") == ""
}
