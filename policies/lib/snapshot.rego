# What takes snapshots of volumes: lifecycle policies by tags, and backup selections by tags, ARNs and conditions.
package safeguard.lib.snapshot

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# Every policy and selection there is, by the tags it asks for; `others` may take in anything.
takers(days) := {
	"by_tag": {pair: [taker | some taker in all; pair in taker.pairs] | some pair in {pair | some taker in all; some pair in taker.pairs}},
	"others": [taker | some taker in all; count(taker.pairs) == 0],
	"all": all,
} if {
	all := [object.union(found, {"keeps": _keeps(found, days), "days": days, "pairs": _pairs(found)}) |
		some found in array.concat(_lifecycles, _selections)
	]
}

# Those that take in the volume, or may: {"address", "status", "because"}.
of(volume, index) := [{"address": found.address, "status": status, "because": _reasons(found, taken)} |
	holders := array.concat([volume], _attached_to(volume))
	some found in _candidates(holders, index)
	taken := check.any_status([_taken(found, holder) | some holder in holders])
	taken != "fail"
	status := check.all_status([taken, found.keeps])
]

_reasons(found, taken) := found.because if {
	count(found.because) > 0
} else := array.concat(
	["Whether it takes in the volume is not known." | taken == "unknown"],
	[
		{
			"pass": concat(" ", ["It keeps snapshots for at least", json.marshal(found.days), "days."]),
			"fail": concat(" ", ["It keeps snapshots for less than", json.marshal(found.days), "days."]),
			"unknown": "How long it keeps snapshots is not known.",
		}[found.keeps],
	],
)

_candidates(holders, index) := index.all if {
	some holder in holders
	some tag in array.concat([_tags(holder)], [value | some value in _tags(holder)])
	inventory.is_unknown(tag)
} else := array.concat(index.others, [taker |
	some pair in {concat("\n", [key, value]) | some holder in holders; some key, value in _tags(holder)}
	some taker in index.by_tag[pair]
])

# The tags of which one is enough, where nothing else can take in a volume.
_pairs(found) := {concat("\n", [key, value]) | some key, value in found.details.target_tags} if {
	found.kind == "lifecycle"
	not inventory.is_unknown(found.details)
	_all_text(found.details.target_tags)
} else := {concat("\n", [tag.key, tag.value]) | some tag in tags} if {
	found.kind == "selection"
	inventory.listed(object.get(found.selection.values, "resources", null)) == []
	tags := found.selection.values.selection_tag
	is_array(tags)
	every tag in tags {
		is_string(tag.key)
		is_string(tag.value)
	}
} else := set()

_all_text(tags) if {
	is_object(tags)
	every tag in tags {
		is_string(tag)
	}
}

# Snapshots of an instance are snapshots of the volumes attached to it. Where it is not certain to which, it may be
# any, with any tags.
_attached_to(volume) := array.concat(
	[instance |
		some link in inventory.links(volume, "aws_volume_attachment", ["volume_id"])
		instance := _instance(link)
	],
	[_some_instance | count(_stray_attachments) > 0],
)

_instance(link) := input.resources.aws_instance[found.targets[0]] if {
	link.certain
	found := inventory.reference(link.resource, ["instance_id"], "aws_instance")
	found.kind == "one"
} else := _some_instance

_some_instance := {
	"type": "aws_instance",
	"values": {"tags_all": {"$unknown": true}},
	"presence": {},
	"references": {},
	"referenced_by": {},
	"maybe_referenced_by": {},
}

_stray_attachments := inventory.strays({"type": "aws_volume_attachment", "path": "volume_id"}, "aws_ebs_volume")

_words := {"aws_ebs_volume": ["VOLUME", ":volume/*"], "aws_instance": ["INSTANCE", ":instance/*"]}

_lifecycles := sort([{
	"address": address,
	"kind": "lifecycle",
	"details": details,
	"because": ["Which volumes it takes in, or how long it keeps them, does not show." | inventory.is_unknown(details)],
} |
	some address, policy in input.resources.aws_dlm_lifecycle_policy
	policy.mode == "managed"
	object.get(policy.values, "state", null) != "DISABLED"
	some details in inventory.listed(object.get(policy.values, "policy_details", null))
])

_selections := sort([{
	"address": address,
	"kind": "selection",
	"selection": selection,
	"rules": _rules(selection),
	"because": [],
} |
	some address, selection in input.resources.aws_backup_selection
	selection.mode == "managed"
])

_taken(found, volume) := _by_lifecycle(found.details, volume) if {
	found.kind == "lifecycle"
} else := check.any_status([
	_by_selection_tags(found.selection, _tags(volume)),
	_by_resources(found.selection, volume),
])

_by_lifecycle(details, volume) := check.all_status([
	_is(_part(details, "policy_type"), {null, "EBS_SNAPSHOT_MANAGEMENT"}),
	_includes(_part(details, "resource_types"), _words[volume.type][0]),
	_any_tag(_part(details, "target_tags"), _tags(volume)),
])

_any_tag(targets, tags) := "unknown" if {
	inventory.is_unknown(targets)
} else := check.any_status([_has_tag(tags, key, value) | some key, value in targets])

_by_selection_tags(selection, tags) := check.any_status([check.all_status([
	_is(_part(tag, "type"), {"STRINGEQUALS"}),
	_has_tag(tags, _part(tag, "key"), _part(tag, "value")),
]) |
	some tag in inventory.listed(object.get(selection.values, "selection_tag", null))
])

_by_resources(selection, volume) := check.all_status(array.concat(
	[
		check.any_status(array.concat(
			[_is_volume(arn, volume) | some arn in inventory.listed(object.get(selection.values, "resources", null))],
			[_refers_to(link) | some link in inventory.links(volume, "aws_backup_selection", ["resources"]); link.address == selection.address],
		)),
		_nothing_but(selection, "not_resources"),
	],
	[_holds(condition, _tags(volume)) | some condition in inventory.listed(object.get(selection.values, "condition", null))],
))

_refers_to(link) := {true: "pass", false: "unknown"}[link.resource.references.resources.complete]

_is_volume(arn, volume) := "unknown" if {
	not is_string(arn)
} else := check.status_of(arn in {"*", object.get(volume.values, "arn", null)}) if {
	not endswith(arn, _words[volume.type][1])
} else := "pass"

# Exceptions that are written may be for the volume.
_nothing_but(selection, path) := "pass" if {
	inventory.is_unset(selection, path)
} else := "pass" if {
	selection.values[path] == []
} else := "unknown"

# All equalities hold, and nothing else is asked for.
_holds(condition, _) := "unknown" if inventory.is_unknown(condition)

_holds(condition, tags) := check.all_status(array.concat(equal, other)) if {
	not inventory.is_unknown(condition)
	equal := [_has_tag(tags, _tag_key(_part(asked, "key")), _part(asked, "value")) |
		some asked in inventory.listed(object.get(condition, "string_equals", null))
	]
	other := ["unknown" |
		some operator in ["string_like", "string_not_equals", "string_not_like"]
		some _ in inventory.listed(object.get(condition, operator, null))
	]
}

_tag_key(key) := trim_prefix(key, "aws:ResourceTag/") if {
	is_string(key)
} else := key

# The tags of a volume with those of the provider; without any, both are left out.
_tags(volume) := volume.values.tags_all if {
	not inventory.is_unset(volume, "tags_all")
} else := tags if {
	tags := volume.values.tags
	is_object(tags)
} else := {}

_has_tag(tags, key, value) := "unknown" if {
	true in {inventory.is_unknown(part) | some part in [tags, key, value]}
} else := _is(object.get(tags, key, false), {value})

_is(value, wanted) := "unknown" if {
	inventory.is_unknown(value)
} else := check.status_of(value in wanted)

_includes(list, wanted) := "unknown" if {
	inventory.is_unknown(list)
} else := check.any_status([_is(member, {wanted}) | some member in inventory.listed(list)])

_part(block_or_unknown, name) := block_or_unknown if {
	inventory.is_unknown(block_or_unknown)
} else := object.get(block_or_unknown, name, null)

_keeps(found, days) := check.any_status([_keeps_by(schedule, days) | some schedule in inventory.listed(_part(found.details, "schedule"))]) if {
	found.kind == "lifecycle"
} else := check.any_status([_keeps_for(rule, days) | some rule in found.rules])

_keeps_by(schedule, days) := check.status_of((retain.interval * _days[retain.interval_unit]) >= days) if {
	some retain in inventory.listed(_part(schedule, "retain_rule"))
	is_number(retain.interval)
	is_string(retain.interval_unit)
} else := check.status_of(((retain.count * create.interval) / 24) >= days) if {
	some retain in inventory.listed(_part(schedule, "retain_rule"))
	some create in inventory.listed(_part(schedule, "create_rule"))
	is_number(retain.count)
	is_number(create.interval)
} else := "unknown"

_days := {"DAYS": 1, "WEEKS": 7, "MONTHS": 30, "YEARS": 365}

# The rules of the plan a selection belongs to; without the plan, nobody knows them.
_rules(selection) := inventory.listed(object.get(input.resources.aws_backup_plan[found.targets[0]].values, "rule", null)) if {
	found := inventory.reference(selection, ["plan_id"], "aws_backup_plan")
	found.kind == "one"
} else := [{"$unknown": true}]

# A backup without a lifecycle is kept for ever.
_keeps_for(rule, days) := check.any_status([_ends(_part(lifecycle, "delete_after"), days) | some lifecycle in lifecycles]) if {
	lifecycles := inventory.listed(_part(rule, "lifecycle"))
	count(lifecycles) > 0
} else := "pass"

_ends(after, days) := "unknown" if {
	inventory.is_unknown(after)
} else := check.status_of(after >= days) if {
	is_number(after)
	after > 0
} else := "pass"
