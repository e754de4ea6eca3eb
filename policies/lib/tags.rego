# The tags that say what a resource holds and who answers for it.
package safeguard.lib.tags

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# A tag as `inventory.argument` describes it: of the resource, or of the provider's default tags.
argument(resource, name) := inventory.argument_or(_flat(path, null), path, "", concat(" ", [
	"It carries no tags, and with default tags of the provider tags_all would be known",
	"(https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/guides/resource-tagging).",
])) if {
	_is_bare(resource)
	path := concat(".", ["tags", name])
} else := object.union(inventory.argument(_flat(path, {"$unknown": true}), path), {"because": [_by_default]}) if {
	inventory.is_unknown(_value(resource.values, name))
	_is_told(resource.values.tags)
	object.get(resource.values.tags, name, null) == null
	path := concat(".", ["tags", name])
} else := inventory.argument(_flat(path, _value(resource.values, name)), path) if {
	path := concat(".", ["tags", name])
}

_by_default := concat(" ", [
	"It is not among the tags of the resource;",
	"whether it is one of the default tags of the provider is known after apply.",
])

# Whether a tag has one of the values, whatever their letters: "pass", "fail" or "unknown".
status(resource, name, values) := _among(argument(resource, name), {lower(value) | some value in values})

_among(found, values) := check.status_of(lower(found.value) in values) if {
	is_string(found.value)
} else := "fail" if {
	found.kind == "unset"
} else := "unknown"

_flat(path, value) := {"values": {path: value}, "presence": {}, "references": {}}

# What the provider plans for a resource without tags: tags_all, which nobody wrote, is known after apply.
_is_bare(resource) if {
	object.get(resource.values, "tags", null) in [null, {}]
	_is_hidden(resource.values.tags_all)
	resource.presence.tags_all == "unset"
}

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
