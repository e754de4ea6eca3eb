# The tags that say what a resource holds and who answers for it.
package safeguard.lib.tags

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# A tag as `inventory.argument` describes it: of the resource, or of the provider's default tags.
argument(resource, name) := inventory.argument(
	{"values": {path: _value(resource.values, name)}, "presence": {}, "references": {}},
	path,
) if {
	path := concat(".", ["tags", name])
}

# Whether a tag has one of the values, whatever their letters: "pass", "fail" or "unknown".
status(resource, name, values) := _among(argument(resource, name), {lower(value) | some value in values})

_among(found, values) := check.status_of(lower(found.value) in values) if {
	is_string(found.value)
} else := "fail" if {
	found.kind == "unset"
} else := "unknown"

_value(values, name) := values.tags_all[name] if {
	_is_told(values.tags_all)
	values.tags_all[name] != null
} else := values.tags[name] if {
	_is_told(values.tags)
	values.tags[name] != null
} else := {"$unknown": true} if {
	some argument in ["tags", "tags_all"]
	_is_hidden(values[argument])
} else := null

_is_told(tags) if {
	is_object(tags)
	not _is_hidden(tags)
}

_is_hidden(tags) if inventory.is_unknown(tags)

_is_hidden(tags) if inventory.is_sensitive(tags)
