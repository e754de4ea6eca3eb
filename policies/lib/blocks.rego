# Arguments of nested blocks that occur at most once, such as `dead_letter_config.arn`: described as
# `inventory.argument` describes the arguments of the resource itself.
package safeguard.lib.blocks

import data.safeguard.lib.inventory

argument(resource, path) := inventory.argument(flat(resource, path), path)

argument_or(resource, path, default_value, citation) := inventory.argument_or(
	flat(resource, path), path,
	default_value, citation,
)

# The resource as if the argument of the block were its own. A block that is not known as a whole hides its
# arguments; a block that is not there leaves them unset.
flat(resource, path) := {
	"values": {path: found.value},
	"presence": {path: object.get(resource.presence, found.path, "possible")},
	"references": resource.references,
} if {
	steps := array.concat(split(path, "."), ["", "", "", ""])
	start := {"value": object.get(resource.values, steps[0], null), "path": steps[0]}
	found := _into(_into(_into(_into(start, steps[1]), steps[2]), steps[3]), steps[4])
}

_into(found, "") := found

_into(found, step) := _at(_only(found.value), found.path, step) if step != ""

_at(block, path, step) := {"value": object.get(block, step, null), "path": concat(".", [path, step])} if {
	_is_open(block)
} else := {"value": block, "path": path}

_only(value) := value[0] if {
	is_array(value)
	count(value) > 0
} else := null if {
	value == []
} else := value

_is_open(value) if {
	is_object(value)
	not inventory.is_unknown(value)
	not inventory.is_sensitive(value)
}
