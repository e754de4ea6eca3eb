# Nested blocks, to be asked like a resource: their arguments by full path (`metadata_options.http_tokens`).
package safeguard.lib.block

import data.safeguard.lib.inventory

# The only block of a kind. Where it is missing, every argument is unset.
only(resource, path, names) := found[0] if {
	found := each(resource, path, names)
	count(found) > 0
} else := _lifted(resource, path, names, {})

# All blocks of a kind. Blocks of which nobody knows how many there are count as one that is not known.
each(resource, path, names) := [_lifted(resource, path, names, block) |
	some block in listed(object.get(resource.values, path, null))
]

listed(value) := [] if {
	value == null
} else := value if {
	is_array(value)
} else := [value]

_lifted(resource, path, names, block) := {
	"values": {_full(path, name): _part(block, name) | some name in names},
	"presence": object.union(
		{_full(path, name): object.get(resource.presence, path, "possible") |
			some name in names
			inventory.is_unknown(block)
		},
		resource.presence,
	),
	"references": resource.references,
}

_full(path, name) := concat(".", [path, name])

_part(block, name) := block if {
	inventory.is_unknown(block)
} else := object.get(block, name, null)
