# Rules, the bus they listen to, their targets, and what happens to events that a target does not take.
package safeguard.lib.eventbridge

import data.safeguard.lib.check
import data.safeguard.lib.iam
import data.safeguard.lib.inventory

buses[address] := bus if {
	some address, bus in input.resources.aws_cloudwatch_event_bus
	bus.mode == "managed"
}

rules[address] := rule if {
	some address, rule in input.resources.aws_cloudwatch_event_rule
	rule.mode == "managed"
}

targets[address] := target if {
	some address, target in input.resources.aws_cloudwatch_event_target
	target.mode == "managed"
}

disabled_rules[address] := "The rule is disabled." if {
	some address, rule in rules
	enabled(rule) == "fail"
}

# A verdict on a rule does not fail where the rule may be disabled.
unless_disabled(rule, result) := check.excusable(result, ["The rule may be disabled."]) if {
	enabled(rule) == "unknown"
} else := result

enabled(rule) := check.status_of(startswith(state.value, "ENABLED")) if {
	state := inventory.argument(rule, "state")
	is_string(state.value)
} else := check.is_true(inventory.argument_or(rule, "is_enabled", true, "")).status if {
	inventory.is_unset(rule, "state")
} else := "unknown"

# The bus of a rule: "default", "custom", or "unknown".
bus_kind(rule) := "default" if {
	bus := inventory.argument_or(rule, "event_bus_name", "default", "")
	_is_default(bus.value)
} else := "custom" if {
	is_string(rule.values.event_bus_name)
} else := "custom" if {
	inventory.argument(rule, "event_bus_name").kind == "proven"
	found := inventory.reference(rule, ["event_bus_name"], "aws_cloudwatch_event_bus")
	found.kind == "one"
	input.resources.aws_cloudwatch_event_bus[found.targets[0]].mode == "managed"
} else := "unknown"

# The targets that belong, or may belong, to a rule, as `check.watched_by` takes them.
targets_of(rule) := array.concat(
	[{"address": link.address, "status": status, "because": [reason | some reason in link.because; status != "pass"]} |
		some link in inventory.links(rule, "aws_cloudwatch_event_target", ["rule"])
		status := _belongs(rule, link)
		status != "fail"
	],
	_loose_targets,
)

# The archives that keep, or may keep, the events of a bus.
archives_of(bus) := array.concat(
	[{"address": link.address, "status": certainty[link.certain], "because": link.because} |
		some link in inventory.links(bus, "aws_cloudwatch_event_archive", ["event_source_arn"])
	],
	array.concat(_archives_by_name(bus), _loose_archives),
)

certainty := {true: "pass", false: "unknown"}

dead_letter_arn(target) := inventory.argument_or(
	target, "dead_letter_config.arn", "",
	"Without a dead-letter queue EventBridge drops an event when its retries end (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html).",
)

# The queue of this document that takes the dead letters of a target.
dead_letter_queue(target) := input.resources.aws_sqs_queue[found.targets[0]] if {
	found := inventory.reference(target, ["dead_letter_config.arn", "dead_letter_config"], "aws_sqs_queue")
	found.kind == "one"
}

# One policy of the queue lets EventBridge send the dead letters of the target.
admitting(source, queue, target) := result if {
	source.certain
	result := _told(source, queue, target)
} else := check.conditional(_told(source, queue, target), source.because)

_told(source, queue, target) := check.one(status, source.path, source.where, _admitting, because) if {
	statements := iam.statements(source.document)
	admitting := [_admits(statement, source, queue, target) | some statement in statements]
	refusing := [_refuses(statement, source, queue, target) | some statement in statements]
	status := check.all_status([check.any_status(admitting), check.negated_status[check.any_status(refusing)]])
	lets := [concat(" ", [iam.label(source.document, index), _admission[found]]) |
		some index, found in admitting
		found != "fail"
	]
	taken_back := [concat(" ", [iam.label(source.document, index), _refusal[found]]) |
		some index, found in refusing
		found != "fail"
		not inventory.is_unknown(statements[index])
	]
	because := iam.unread(source.document, array.concat(lets, taken_back))
}

_admitting := "a statement that lets events.amazonaws.com send messages for this rule"

_admission := {
	"pass": "lets it.",
	"unknown": "may let it: a part of it, or whether its conditions hold, is not known.",
}

_refusal := {
	"pass": "denies it.",
	"unknown": "may deny it: a part of it, or whether its conditions hold, is not known.",
}

_admits(statement, source, queue, target) := "unknown" if {
	inventory.is_unknown(statement)
} else := check.all_status([
	iam.allows(statement, "sqs:SendMessage"),
	iam.for_service(statement, "events.amazonaws.com"),
	iam.on_resource(statement, source, queue),
	_holds(object.get(statement, "Condition", null), source, target),
])

_refuses(statement, source, queue, target) := "unknown" if {
	inventory.is_unknown(statement)
} else := check.all_status([
	iam.denies(statement, "sqs:SendMessage"),
	iam.hits_service(statement, "events.amazonaws.com"),
	iam.on_resource(statement, source, queue),
	_applies(object.get(statement, "Condition", null), source, target),
])

# Whether a Deny with the condition hits EventBridge when it sends for the rule.
_applies(condition, source, target) := check.all_status([_applied(lower(operator), lower(key), values, source, target) |
	some operator, keys in condition
	some key, values in _keys(keys)
]) if {
	is_object(condition)
	not inventory.is_unknown(condition)
} else := "pass" if {
	condition == null
} else := "unknown"

# A service belongs to no organization: without the key a negated operator holds, and one that asks for it only if it
# exists. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
_applied(operator, key, values, source, target) := check.status_of(regex.match(`^(?:forallvalues:.*|(?:string|arn)not.*|.*ifexists)$`, operator)) if {
	key in {"aws:principalorgid", "aws:principalorgpaths"}
	operator != "null"
} else := check.negated_status[check.any_status([_is_rule(value, values, source, target) | some value in iam.list(values)])] if {
	key == "aws:sourcearn"
	trim_suffix(operator, "ifexists") in {"arnnotequals", "arnnotlike", "stringnotequals", "stringnotlike"}
} else := check.negated_status[check.any_status([_is_account(value, target) | some value in iam.list(values)])] if {
	key == "aws:sourceaccount"
	trim_suffix(operator, "ifexists") in {"stringnotequals", "stringnotlike"}
} else := check.any_status([_is_true(value) | some value in iam.list(values)]) if {
	key in {"aws:principalisawsservice", "aws:securetransport"}
	operator in {"bool", "boolifexists"}
} else := _meets(operator, key, values, source, target)

_holds(condition, source, target) := check.all_status([_meets(operator, key, values, source, target) |
	some operator, keys in condition
	some key, values in _keys(keys)
]) if {
	is_object(condition)
	not inventory.is_unknown(condition)
} else := "pass" if {
	condition == null
} else := "unknown"

_keys(keys) := keys if {
	is_object(keys)
	not inventory.is_unknown(keys)
} else := {"": keys}

_meets(operator, key, values, source, target) := check.any_status([_is_rule(value, values, source, target) |
	some value in iam.list(values)
]) if {
	lower(key) == "aws:sourcearn"
	lower(operator) in {"arnequals", "arnlike", "stringequals", "stringlike"}
} else := check.any_status([_is_account(value, target) | some value in iam.list(values)]) if {
	lower(key) == "aws:sourceaccount"
	lower(operator) in {"stringequals", "stringlike"}
} else := check.any_status([_is_true(value) | some value in iam.list(values)]) if {
	lower(key) == "aws:securetransport"
	lower(operator) in {"bool", "boolifexists"}
} else := "unknown"

_is_true(value) := "unknown" if {
	inventory.is_unknown(value)
} else := check.status_of(inventory.plain(value) == true)

_is_account(value, target) := check.status_of(value == account) if {
	is_string(value)
	account := iam.account(_rule(target))
	account != null
} else := "unknown"

# Known parts of an ARN decide; what is not known is the rule where the policy refers to no other one.
_is_rule(value, values, source, target) := "pass" if {
	inventory.is_unknown(value)
	_means_rule(source, target, count([other | some other in iam.list(values); inventory.is_unknown(other)]))
} else := "unknown" if {
	not is_string(value)
} else := "pass" if {
	value == "*"
} else := check.status_of(iam.matches(value, arn)) if {
	not contains(trim_suffix(value, "*"), "*")
	arn := _rule(target).values.arn
	is_string(arn)
} else := _has_name(split(value, ":"), target)

_has_name(parts, target) := check.status_of(iam.matches(parts[5], _resource_part(target))) if {
	count(parts) == 6
	not contains(trim_suffix(parts[5], "*"), "*")
	_resource_part(target)
} else := "unknown"

# `rule/<name>` on the default bus, `rule/<bus>/<name>` on others.
_resource_part(target) := concat("/", ["rule", target.values.rule]) if {
	is_string(target.values.rule)
	bus_kind(target) == "default"
} else := concat("/", ["rule", bus[count(bus) - 1], target.values.rule]) if {
	is_string(target.values.rule)
	is_string(target.values.event_bus_name)
	bus := split(target.values.event_bus_name, "/")
}

_means_rule(source, target, unknown_values) if {
	some found in _mentioned(source)
	_rule(target).address in found.targets
	found.kind in {"one", "several"}
	count(found.targets) <= unknown_values
}

_mentioned(source) := [
	inventory.reference(source.holder, [source.argument], "aws_cloudwatch_event_rule"),
	inventory.reference(_data_document(source), ["statement.condition.values", "statement"], "aws_cloudwatch_event_rule"),
]

_data_document(source) := document if {
	document := input.resources.aws_iam_policy_document[source.holder.documents[source.argument].from]
} else := {"references": {}}

_rule(target) := input.resources.aws_cloudwatch_event_rule[found.targets[0]] if {
	found := inventory.reference(target, ["rule"], "aws_cloudwatch_event_rule")
	found.kind == "one"
} else := named[0] if {
	found := inventory.reference(target, ["rule"], "aws_cloudwatch_event_rule")
	named := [rule |
		some address in found.targets
		rule := input.resources.aws_cloudwatch_event_rule[address]
		_is_named(rule, target) == "pass"
	]
	count(named) == 1
} else := {"address": "", "values": {}}

# Rules of different buses may share a name.
_belongs(_, link) := "pass" if link.certain

_belongs(rule, link) := _is_named(rule, link.resource) if not link.certain

_is_named(rule, target) := check.all_status([check.status_of(rule.values.name == target.values.rule), _same_bus(rule, target)]) if {
	is_string(rule.values.name)
	is_string(target.values.rule)
} else := "unknown"

_same_bus(rule, target) := check.status_of(names[0] == names[1]) if {
	names := [name | some resource in [rule, target]; name := _bus_name(resource)]
	count(names) == 2
} else := check.status_of(buses_of[0] == buses_of[1]) if {
	buses_of := [found.targets[0] |
		some resource in [rule, target]
		found := inventory.reference(resource, ["event_bus_name"], "aws_cloudwatch_event_bus")
		found.kind == "one"
	]
	count(buses_of) == 2
} else := "unknown"

_bus_name(resource) := parts[count(parts) - 1] if {
	name := inventory.argument_or(resource, "event_bus_name", "default", "").value
	is_string(name)
	parts := split(name, "/")
}

_is_default("default")

_is_default(name) if endswith(name, ":event-bus/default")

_loose_targets := [{"address": address, "status": "unknown", "because": ["Its rule is known after apply."]} |
	some address in inventory.strays({"type": "aws_cloudwatch_event_target", "path": "rule"}, "aws_cloudwatch_event_rule")
]

_loose_archives := [{"address": address, "status": "unknown", "because": ["Its bus is known after apply."]} |
	some address in inventory.strays(
		{"type": "aws_cloudwatch_event_archive", "path": "event_source_arn"},
		"aws_cloudwatch_event_bus",
	)
]

# An ARN that ends in the name of a new bus may be of another account or region.
_archives_by_name(bus) := [{
	"address": address,
	"status": "unknown",
	"because": ["It names a bus of this name; the ARN of this bus is known after apply."],
} |
	is_string(bus.values.name)
	not is_string(object.get(bus.values, "arn", null))
	some address in sort(_archive_names[bus.values.name])
]

_archive_names[name] contains address if {
	some address, archive in input.resources.aws_cloudwatch_event_archive
	arn := archive.values.event_source_arn
	is_string(arn)
	inventory.reference(archive, ["event_source_arn"], "aws_cloudwatch_event_bus").kind == "none"
	contains(arn, ":event-bus/")
	name := split(arn, ":event-bus/")[1]
}
