# What the inventory says of a resource: its arguments, what it refers to and what refers to it.
# Everything is looked up by type and address; nothing is searched per resource.
package safeguard.lib.inventory

# An argument in one of six kinds:
# known      its value stands in the document;
# unset      null, or absent;
# undecided  not written in the configuration, the provider or AWS decides;
# possible   known after apply, and may turn out to be null;
# proven     known after apply, and certain to have a value;
# sensitive  has a value that is kept secret.
# A path with dots leads into nested blocks of which there is one at most, in a list or alone:
# `encryption_info.encryption_in_transit.in_cluster`. Of a block that is not known as a whole, no argument is; of one
# that is not there, all are unset. Where there may be several blocks, `blocks` takes them apart first.
argument(resource, path) := _argument(resource, path, object.get(resource.values, path, null)) if {
	not _leads_inside(resource, path)
} else := _argument(resource, path, found.value) if {
	found := _found(resource.values, split(path, "."))
	found.path == path
} else := _hidden_above(resource, path, _found(resource.values, split(path, ".")))

# The blocks of a kind, each to be asked like the resource, by the same paths: `disk.size` of one of the blocks `disk`,
# `disk.mount.path` of one of the blocks `disk.mount` of that. How many there are in what is not known, nobody knows:
# that counts as one block of which nothing is known.
blocks(resource, path) := [_alone(resource, found.path, path, block) | some block in listed(found.value)] if {
	found := _found(resource.values, split(path, "."))
}

# What may be missing, stand alone, or stand in a list.
listed(value) := [] if {
	value == null
} else := value if {
	is_array(value)
} else := [value]

# The kind alone, for conditions: it costs much less than the whole.
kind(resource, path) := _kind_of_value(resource, path, object.get(resource.values, path, null)) if {
	not _leads_inside(resource, path)
} else := argument(resource, path).kind

# A path inside of a block.
_leads_inside(resource, path) if {
	contains(path, ".")
	not _has(resource.values, path)
}

_has(values, path) if _ = values[path]

# Where the documented default of an argument decides.
argument_or(resource, path, default_value, citation) := {
	"path": path,
	"kind": "known",
	"value": default_value,
	"observed": null,
	"because": [citation],
} if {
	is_unset(resource, path)
} else := argument(resource, path)

# Where a default exists, but the document does not prove that it applies.
argument_undecided(resource, path, reason) := _made(path, "undecided", null, null, [reason]) if {
	is_unset(resource, path)
} else := argument(resource, path)

is_unset(resource, path) if _unset_kinds[kind(resource, path)]

# How many elements a list argument has, as an argument; a list with unknown elements is counted all the same.
size(argument) := object.union(argument, {"value": count(argument.value)}) if {
	is_array(argument.value)
} else := argument

# A nested block, to be asked like a resource.
block(values) := {"values": values, "presence": {}, "references": {}}

is_unknown(value) if {
	is_object(value)
	value["$unknown"]
}

is_sensitive(value) if {
	is_object(value)
	value["$sensitive"]
}

# The AWS provider types some booleans as strings.
plain(value) if {
	value == "true"
} else := false if {
	value == "false"
} else := value

# What the first of the paths that leads to the type leads to: one resource, several, or candidates only.
# A single-valued argument that mentions several resources does not say which one it means.
reference(resource, paths, type) := _no_reference if {
	count(resource.references) == 0
} else := found if {
	found := _leading(resource.references[paths[0]], input.resources[type])
} else := [found |
	references := resource.references
	of_type := input.resources[type]
	some path in paths
	found := _leading(references[path], of_type)
][0] if {
	count(paths) > 1
} else := _no_reference

# Why what a reference leads to is not certain.
doubt(found) := [] if {
	found.kind == "one"
} else := found.reasons if {
	found.kind == "candidates"
} else := [concat("", ["It mentions several: ", named(found.targets), "."])]

# The resources of a type that point at this one with one of the paths (the most telling path first).
# Not certain: a candidate, or one of several that a single-valued argument mentions.
links(resource, type, paths) := [link |
	of_type := input.resources[type]
	some address in _pointing(resource, type, paths)
	other := of_type[address]
	found := reference(other, paths, resource.type)
	resource.address in found.targets
	link := {
		"address": address,
		"resource": other,
		"kind": found.kind,
		"certain": found.kind == "one",
		"because": doubt(found),
		"attributes": found.attributes,
	}
]

# The same where mentioning several is normal, as in the rule of a composite alarm.
mentions(resource, type, paths) := [link |
	of_type := input.resources[type]
	some address in _pointing(resource, type, paths)
	other := of_type[address]
	found := reference(other, paths, resource.type)
	resource.address in found.targets
	link := {"address": address, "resource": other, "certain": found.complete, "because": found.reasons}
]

# Satellites that belong to some resource of the type, and nothing tells to which: it may be any.
strays(satellite, target_type) := sort([address |
	some address, resource in object.get(input.resources, satellite.type, {})
	resource.mode == "managed"
	is_stray(resource, satellite.path, [satellite.path], target_type)
])

is_stray(resource, argument_path, paths, target_type) if {
	kind(resource, argument_path) in ["possible", "proven", "sensitive"]
	reference(resource, paths, target_type).kind == "none"
}

# The JSON documents that say something about a resource: in an argument of its own, and in satellite
# resources (a queue policy) that point at it. Each is
# {"where": …, "path": …, "holder": resource, "certain": …, "document": …, "because": […]}.
documents(resource, path, satellite) := array.concat(
	_own_document(resource, path),
	[_document(link.resource, satellite.argument, link.address, "", link.certain, link.because) |
		some link in links(resource, satellite.type, [satellite.path])
	],
)

# The document of a resource that is a policy itself.
own_documents(resource, path) := _own_document(resource, path)

stray_documents(satellite, target_type) := [document |
	some address in strays(satellite, target_type)
	because := ["What it belongs to is known after apply."]
	document := _document(input.resources[satellite.type][address], satellite.argument, address, "", false, because)
]

# At most a few names: the point is where to look.
named(addresses) := concat(", ", array.slice(sort(addresses), 0, 3))

# What stands at a path, or above it where a block is hidden as a whole: {"path", "value"}. What `blocks` took apart has
# its whole path for a name.
_found(values, names) := _into(_into(_into(_into(_into(_into(start, rest[0]), rest[1]), rest[2]), rest[3]), rest[4]), rest[5]) if {
	roots := [length | some length, _ in names; _has(values, concat(".", array.slice(names, 0, length + 1)))]
	length := max(array.concat([0], roots)) + 1
	root := concat(".", array.slice(names, 0, length))
	start := {"path": root, "value": object.get(values, root, null)}
	rest := array.concat(array.slice(names, length, count(names)), ["", "", "", "", "", ""])
}

_into(found, "") := found

_into(found, name) := _inside(_only(found.value), found.path, name) if name != ""

_only(value) := value[0] if {
	is_array(value)
} else := value if {
	is_object(value)
} else := null

_inside(block, path, _) := {"path": path, "value": block} if _is_hidden(block)

_inside(block, path, name) := {"path": concat(".", [path, name]), "value": object.get(block, name, null)} if {
	is_object(block)
	not _is_hidden(block)
}

_inside(null, path, name) := {"path": concat(".", [path, name]), "value": null}

_is_hidden(value) if is_unknown(value)

_is_hidden(value) if is_sensitive(value)

# What is inside of a hidden block may be null.
_hidden_above(_, path, found) := _made(path, "possible", null, "(sensitive)", ["It is inside of something sensitive that stays hidden."]) if {
	is_sensitive(found.value)
}

_hidden_above(resource, path, found) := _made(path, kind, null, "(known after apply)", because) if {
	is_unknown(found.value)
	kind := _kind_below(resource, found.path)
	because := array.concat(_reason[kind], _whereto(resource, found.path))
}

_kind_below(resource, path) := "undecided" if {
	resource.presence[path] == "unset"
} else := "possible"

_alone(resource, path, path, block) := {
	"type": object.get(resource, "type", ""),
	"values": {path: block},
	"presence": resource.presence,
	"references": resource.references,
}

_alone(resource, above, path, block) := {
	"type": object.get(resource, "type", ""),
	"values": {path: block},
	"presence": object.union(resource.presence, {path: object.get(resource.presence, above, "possible")}),
	"references": resource.references,
} if {
	above != path
}

_argument(resource, path, value) := _made(path, "unset", null, null, []) if {
	value == null
} else := _made(path, "known", value, _shown(value), _whereto(resource, path)) if {
	_is_plain(value)
} else := _made(path, "sensitive", null, "(sensitive)", []) if {
	not is_unknown(value)
} else := _made(path, hidden, null, "(known after apply)", because) if {
	hidden := _hidden_kind(resource, path)
	because := array.concat(_reason[hidden], _whereto(resource, path))
}

_kind_of_value(resource, path, value) := "unset" if {
	value == null
} else := "known" if {
	_is_plain(value)
} else := "sensitive" if {
	not is_unknown(value)
} else := _hidden_kind(resource, path)

# Neither unknown nor sensitive.
_is_plain(value) if {
	not is_object(value)
} else if {
	not value["$unknown"]
	not value["$sensitive"]
}

_hidden_kind(resource, path) := "undecided" if {
	resource.presence[path] == "unset"
} else := object.get(resource.presence, path, "possible")

_unset_kinds := {"unset", "undecided"}

_made(path, kind, value, observed, because) := {
	"path": path,
	"kind": kind,
	"value": value,
	"observed": observed,
	"because": because,
}

_reason := {
	"proven": [],
	"possible": [concat(" ", [
		"It is known after apply and may turn out to be null;",
		"run with --source so that its expression can be read.",
	])],
	"undecided": ["It is not set; the provider or AWS decides."],
}

_whereto(resource, path) := array.concat(_targets(written), written.reasons) if {
	written := resource.references[path]
} else := []

_targets(written) := [] if {
	count(written.targets) == 0
} else := [concat("", [{true: "Refers to ", false: "May refer to "}[written.complete], named(written.targets), "."])]

_shown(value) := [_leaf(element) | some element in value] if {
	is_array(value)
} else := {key: _leaf(element) | some key, element in value} if {
	is_object(value)
} else := value

_leaf(value) := "(known after apply)" if {
	is_unknown(value)
} else := "(sensitive)" if {
	is_sensitive(value)
} else := value

_no_reference := {"kind": "none", "targets": [], "complete": false, "reasons": [], "attributes": []}

_leading(written, of_type) := {
	"kind": _kind(complete, targets),
	"targets": targets,
	"complete": complete,
	"reasons": [reason | some reason in written.reasons; not complete],
	"attributes": object.get(written, "attributes", [""]),
} if {
	targets := [target | some target in written.targets; of_type[target]]
	count(targets) > 0
	complete := _is_complete(written, targets)
}

# Targets of other types may be in doubt.
_is_complete(written, _) if written.complete

_is_complete(written, targets) := {target | some target in targets} == {target | some target in written.settled} if {
	not written.complete
	written.settled
} else := false if not written.complete

_kind(complete, targets) := "candidates" if {
	not complete
} else := "one" if {
	count(targets) == 1
} else := "several"

_pointing(resource, type, paths) := sort({address |
	some backlinks in [resource.referenced_by, resource.maybe_referenced_by]
	by_path := backlinks[type]
	some path in paths
	some address in by_path[path]
})

_own_document(resource, path) := [] if {
	is_unset(resource, path)
} else := [] if {
	resource.values[path] == ""
} else := [_document(resource, path, path, path, found.kind != "possible", found.because)] if {
	found := argument(resource, path)
}

_document(holder, argument_path, where, path, certain, because) := {
	"where": where,
	"path": path,
	"holder": holder,
	"argument": argument_path,
	"certain": certain,
	"document": _text(holder, argument_path),
	"because": because,
}

_text(holder, path) := text if {
	text := holder.documents[path].value
} else := {"$unknown": true}
