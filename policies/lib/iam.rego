# Policy documents (JSON), as `inventory.documents` finds them.
# Each question about a statement has three answers, because any part of it may not be known.
package safeguard.lib.iam

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# No statement of any document lets everyone in.
not_public(sources, expected) := check.all_of([_closed(source, expected) | some source in sources])

# One result for each document: a statement of it denies plain transport to everyone, for all the actions.
# `actions` is {"all": patterns that cover everything, "each": every action there is}.
denying_plain_transport(sources, resource, actions, expected) := [_denying(source, resource, actions, expected) |
	some source in sources
]

# No statement of any document allows every action to others than the account itself.
sparing(sources, actions, account, expected) := check.all_of([_spared(source, actions, account, expected) |
	some source in sources
])

# The account of a resource: from its ARN, or the only one that the document knows. Null where nobody knows.
account(resource) := split(resource.values.arn, ":")[4] if {
	is_string(resource.values.arn)
} else := id if {
	count(_accounts) == 1
	some id in _accounts
} else := null

# An Allow for everyone that no condition narrows. `known` is what `names` says of the document.
public(statement, known) := "unknown" if {
	inventory.is_unknown(statement)
} else := check.all_status([
	_effect(statement, "allow"),
	check.any_status([
		everyone(_principal_as_names(_part(statement, "Principal"), known.principals)),
		# Everyone but a few is still everyone.
		_is_written(_part(statement, "NotPrincipal")),
	]),
	check.negated_status[narrowed(_part(statement, "Condition"), known.conditions)],
])

# For each part of the statements of a document, whether what is known after apply there can only be the name of a
# resource, and never `*`.
names(source) := {
	"principals": _only_names(document, "statement.principals.identifiers"),
	"conditions": _only_names(document, "statement.condition.values"),
	"resources": _only_names(document, "statement.resources"),
} if {
	document := input.resources.aws_iam_policy_document[source.holder.documents[source.argument].from]
} else := {"principals": certain, "conditions": certain, "resources": certain} if {
	certain := _only_names(source.holder, source.argument)
}

everyone(principal) := check.any_status([_is_star(member) |
	some members in principal
	some member in list(members)
]) if {
	is_object(principal)
	not inventory.is_unknown(principal)
} else := _is_star(principal)

# Conditions that tie an Allow to accounts, organizations, networks or sources.
narrowed(condition, certain) := check.any_status([_narrows(operator, keys, certain) | some operator, keys in condition]) if {
	is_object(condition)
	not inventory.is_unknown(condition)
} else := _unknown_or_fail(condition)

# A Deny for everyone, of all the actions, on the resource, whose only condition is that the transport is plain.
# Where it means plain transport but falls short, `missing` says of what.
denial(statement, source, resource, actions) := {"status": "unknown", "missing": []} if {
	inventory.is_unknown(statement)
} else := {"status": "fail", "missing": []} if {
	_means_plain_transport(statement) == "fail"
} else := {"status": check.all_status(statuses), "missing": [part.missing |
	some part in parts
	part.status == "fail"
	meant == "pass"
]} if {
	meant := _means_plain_transport(statement)
	parts := _parts(statement, source, resource, actions)
	statuses := array.concat([meant], [part.status | some part in parts])
}

# An Allow of every action: all of them by name or pattern, or all but a few.
allows_everything(statement, actions) := "unknown" if {
	inventory.is_unknown(statement)
} else := check.all_status([
	_effect(statement, "allow"),
	check.any_status([
		_is_written(_part(statement, "NotAction")),
		_covers_all(list(_part(statement, "Action")), actions),
	]),
])

# An Allow of one action, whoever it is for and under whatever condition.
allows(statement, action) := "unknown" if {
	inventory.is_unknown(statement)
} else := check.all_status([_effect(statement, "allow"), _grants(statement, action)])

# The statement is about the resource: by ARN, by name, or because the document refers to nothing else of the type.
on_resource(statement, source, resource) := "unknown" if {
	_is_written(_part(statement, "NotResource")) != "fail"
} else := check.any_status([_is_resource(value, source, resource) | some value in list(_part(statement, "Resource"))])

# The statement is for an AWS service, or for everyone.
for_service(statement, service) := "unknown" if {
	_is_written(_part(statement, "NotPrincipal")) != "fail"
} else := check.any_status([everyone(principal), _names_service(principal, service)]) if {
	principal := _part(statement, "Principal")
}

# A condition that only requests over TLS meet.
demands_tls(statement) := check.any_status([_is_about_tls(operator, keys) |
	some operator, keys in condition
	lower(operator) in {"bool", "boolifexists"}
]) if {
	condition := _part(statement, "Condition")
	is_object(condition)
	not inventory.is_unknown(condition)
} else := _unknown_or_fail(_part(statement, "Condition"))

# The principal is the account itself (its root) and nobody else. `account` is null where nobody knows which it is.
only_account(statement, account) := "fail" if {
	_is_written(_part(statement, "NotPrincipal")) == "pass"
} else := check.all_status([_is_account(kind, members, account) | some kind, members in principal]) if {
	principal := _part(statement, "Principal")
	is_object(principal)
	not inventory.is_unknown(principal)
} else := check.any_status([_unknown_or_fail(_part(statement, part)) | some part in ["Principal", "NotPrincipal"]])

# What is not a statement at all could be anything.
statements(document) := [_object_or_unknown(statement) | some statement in list(object.get(document, "Statement", null))] if {
	is_object(document)
	not inventory.is_unknown(document)
} else := [{"$unknown": true}]

_object_or_unknown(statement) := statement if {
	is_object(statement)
} else := {"$unknown": true}

# Statements, actions, principals and values may stand alone or in a list.
list(value) := value if {
	is_array(value)
} else := [] if {
	value == null
} else := [value]

_closed(source, expected) := check.excusable(result, source.because) if {
	not source.certain
	result := _told_open(source, expected)
} else := _told_open(source, expected)

_told_open(source, expected) := _told(source, check.negated_status[check.any_status(statuses)], expected, because) if {
	known := names(source)
	judged := [{"index": index, "status": public(statement, known)} | some index, statement in statements(source.document)]
	statuses := [found.status | some found in judged]
	because := _unread(source.document, [concat(" ", [label(source.document, found.index), _openness[found.status]]) |
		some found in judged
		found.status != "fail"
	])
}

# Nothing of the text is known: there is no statement to point at.
_unread(document, reasons) := ["Its text is known after apply; run with --source so that it can be read."] if {
	inventory.is_unknown(document)
} else := reasons

_openness := {
	"pass": "allows everyone.",
	"unknown": "may allow everyone: a part of it is known after apply.",
}

_spared(source, actions, account, expected) := check.excusable(result, source.because) if {
	not source.certain
	result := _told_spared(source, actions, account, expected)
} else := _told_spared(source, actions, account, expected)

_told_spared(source, actions, account, expected) := _told(source, check.negated_status[check.any_status(statuses)], expected, because) if {
	judged := [{"index": index, "status": _lavish(statement, actions, account)} |
		some index, statement in statements(source.document)
	]
	statuses := [found.status | some found in judged]
	because := [concat(" ", [label(source.document, found.index), _lavishness[found.status]]) |
		some found in judged
		found.status != "fail"
	]
}

_lavish(statement, _, _) := "unknown" if inventory.is_unknown(statement)

_lavish(statement, actions, account) := check.all_status([
	allows_everything(statement, actions),
	check.negated_status[only_account(statement, account)],
]) if {
	not inventory.is_unknown(statement)
}

_lavishness := {
	"pass": "allows every action.",
	"unknown": "may allow every action to others than the account itself: who or what it allows is not known.",
}

_accounts := {id |
	some _, identity in input.resources.aws_caller_identity
	id := identity.values.account_id
	is_string(id)
}

_denying(source, resource, actions, expected) := check.conditional(result, source.because) if {
	not source.certain
	result := _told_denying(source, resource, actions, expected)
} else := _told_denying(source, resource, actions, expected)

_told_denying(source, resource, actions, expected) := _told(source, check.any_status(statuses), expected, because) if {
	judged := [denial(statement, source, resource, actions) | some statement in statements(source.document)]
	statuses := [found.status | some found in judged]
	because := _unread(source.document, [reason |
		some index, found in judged
		reason := _denial_reason(label(source.document, index), found)
	])
}

_denial_reason(name, found) := concat(" ", [name, "denies it."]) if {
	found.status == "pass"
} else := concat(" ", [name, "may deny it: a part of it is known after apply."]) if {
	found.status == "unknown"
} else := concat(" ", array.concat([name, "denies plain transport, but"], [concat("", [concat(" and ", found.missing), "."])])) if {
	count(found.missing) > 0
}

_means_plain_transport(statement) := check.all_status([
	_effect(statement, "deny"),
	_plain_transport(_part(statement, "Condition")),
])

_parts(statement, source, resource, actions) := [
	{
		"status": everyone(_only_aws(_part(statement, "Principal"))),
		"missing": "not to everyone",
	},
	{
		"status": _all_actions(statement, actions),
		"missing": "not for every action",
	},
	{
		"status": check.any_status([_is_resource(value, source, resource) | some value in list(_part(statement, "Resource"))]),
		"missing": "not on this resource",
	},
]

_told(source, status, expected, because) := check.one(status, source.path, observed, expected, because) if {
	observed := _observed(source)
}

_observed(source) := source.where if {
	source.path == ""
} else := [label(source.document, index) | some index, _ in statements(source.document)] if {
	not inventory.is_unknown(source.document)
} else := "(known after apply)"

label(document, index) := concat(" ", ["Statement", sid]) if {
	sid := list(object.get(document, "Statement", null))[index].Sid
	is_string(sid)
} else := concat(" ", ["Statement", format_int(index + 1, 10)])

_part(statement, name) := object.get(statement, name, null)

_effect(statement, wanted) := _unknown_or_fail(effect) if {
	effect := _part(statement, "Effect")
	not is_string(effect)
} else := check.status_of(lower(statement.Effect) == wanted)

_unknown_or_fail(value) := "unknown" if {
	inventory.is_unknown(value)
} else := "fail"

_is_written(value) := "unknown" if {
	inventory.is_unknown(value)
} else := check.status_of(value != null)

_is_star(value) := "unknown" if {
	inventory.is_unknown(value)
} else := check.status_of(value == "*")

# A Deny for services or federated users leaves the accounts out.
_only_aws(principal) := {"AWS": object.get(principal, "AWS", null)} if {
	is_object(principal)
	not inventory.is_unknown(principal)
} else := principal

_narrows(operator, keys, certain) := check.any_status([_ties(key, values, certain) | some key, values in keys]) if {
	lower(operator) in _positive_operators
	is_object(keys)
	not inventory.is_unknown(keys)
} else := _unknown_or_fail(keys) if {
	lower(operator) in _positive_operators
} else := "fail"

# Not here: negated operators, and those that hold for a request without the key (…IfExists, ForAllValues:…, Null).
_positive_operators := {
	"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike",
	"foranyvalue:stringequals", "foranyvalue:stringequalsignorecase", "foranyvalue:stringlike",
	"foranyvalue:arnequals", "foranyvalue:arnlike",
}

# One `*` among the values lets everyone in again.
_ties(key, values, certain) := check.all_status([check.negated_status[_is_all_stars(value)] |
	some value in _as_names(values, certain)
]) if {
	lower(key) in _tying_keys
} else := "fail"

_is_all_stars(value) := "pass" if {
	is_string(value)
	trim(value, "*") == ""
} else := _unknown_or_fail(value)

# What can only be a name stands for one: which, does not matter where everyone is looked for.
_as_name(value, true) := "(a name)" if {
	inventory.is_unknown(value)
} else := value

_as_name(value, false) := value

_as_names(values, certain) := [_as_name(value, certain) | some value in list(values)]

_principal_as_names(principal, certain) := {kind: _as_names(members, certain) | some kind, members in principal} if {
	is_object(principal)
	not inventory.is_unknown(principal)
} else := principal

_only_names(holder, path) if {
	written := holder.references[path]
	written.complete
	count(written.targets) > 0
	every target in written.targets {
		_has_names(target)
	}
} else := false

# The attributes of a managed resource are names, but for those that carry the texts of others; so are those of some
# data sources. In a module, an address does not begin with its type.
_has_names(target) if {
	not contains(target, "data.")
	some prefix in ["aws_", "module."]
	startswith(target, prefix)
	contains(concat("", [".", target]), ".aws_")
	not _carries_texts(target)
}

_has_names(target) if {
	some type in ["aws_caller_identity", "aws_organizations_organization", "aws_partition", "aws_region"]
	contains(target, concat("", ["data.", type, "."]))
}

_carries_texts(target) if {
	some type in [
		"aws_cloudformation_stack", "aws_lambda_invocation", "aws_s3_object", "aws_secretsmanager_secret_version",
		"aws_ssm_parameter",
	]
	contains(concat("", [".", target]), concat("", [".", type, "."]))
}

_tying_keys := {
	"aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:sourceaccount",
	"aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce",
	"aws:userid", "kms:calleraccount", "sns:endpoint",
}

# Exactly one condition: a second one would leave plain transport open wherever it does not hold.
_plain_transport(condition) := "unknown" if {
	inventory.is_unknown(condition)
} else := _is_plain(keys) if {
	is_object(condition)
	count(condition) == 1
	some operator, keys in condition
	lower(operator) in {"bool", "boolifexists"}
} else := "fail"

_is_plain(keys) := "unknown" if {
	inventory.is_unknown(keys)
} else := check.any_status([_is_false(value) | some value in list(values)]) if {
	is_object(keys)
	count(keys) == 1
	some key, values in keys
	lower(key) == "aws:securetransport"
} else := "fail"

_is_false(value) := "unknown" if {
	inventory.is_unknown(value)
} else := check.status_of(inventory.plain(value) == false)

# The resource itself: by ARN, by name, or because the document refers to nothing else of the type.
_is_resource(value, source, resource) := "pass" if {
	value == "*"
} else := "pass" if {
	inventory.is_unknown(value)
	_means_only(source, resource)
} else := _unknown_or_fail(value) if {
	not is_string(value)
} else := check.status_of(matches(value, resource.values.arn)) if {
	is_string(resource.values.arn)
} else := check.status_of(matches(_last(value), resource.values.name)) if {
	is_string(resource.values.name)
} else := "unknown"

_means_only(source, resource) if {
	found := inventory.reference(source.holder, [source.argument], resource.type)
	found.kind == "one"
	found.targets == [resource.address]
}

# A document of the data source carries its references itself.
_means_only(source, resource) if {
	document := input.resources.aws_iam_policy_document[source.holder.documents[source.argument].from]
	found := inventory.reference(document, ["statement.resources"], resource.type)
	found.kind == "one"
	found.targets == [resource.address]
}

_last(arn) := split(arn, ":")[count(split(arn, ":")) - 1]

_all_actions(statement, actions) := _covers_none_of(list(statement.NotAction), actions) if {
	_part(statement, "NotAction") != null
} else := _covers_all(list(_part(statement, "Action")), actions)

_covers_all(patterns, actions) := "pass" if {
	some pattern in patterns
	lower(pattern) in actions.all
} else := "pass" if {
	every action in actions.each {
		some pattern in patterns
		matches(lower(pattern), lower(action))
	}
} else := _unknown_among(patterns)

_covers_none_of(patterns, actions) := "fail" if {
	some action in actions.each
	some pattern in patterns
	matches(lower(pattern), lower(action))
} else := "unknown" if {
	_unknown_among(patterns) == "unknown"
} else := "pass"

_unknown_among(values) := check.any_status([_unknown_or_fail(value) | some value in values])

_grants(statement, action) := check.negated_status[_named(list(statement.NotAction), action)] if {
	_part(statement, "NotAction") != null
} else := _named(list(_part(statement, "Action")), action)

_named(patterns, action) := "pass" if {
	some pattern in patterns
	matches(lower(pattern), lower(action))
} else := _unknown_among(patterns)

_is_about_tls(_, keys) := "unknown" if {
	inventory.is_unknown(keys)
} else := check.any_status([_is_all_true(list(values)) |
	some key, values in keys
	lower(key) == "aws:securetransport"
]) if {
	is_object(keys)
} else := "fail"

_is_all_true([]) := "fail"

_is_all_true(values) := check.all_status([_is_true(value) | some value in values]) if count(values) > 0

_is_true(value) := "unknown" if {
	inventory.is_unknown(value)
} else := check.status_of(inventory.plain(value) == true)

_is_account("AWS", members, account) := check.all_status([_is_root(member, account) | some member in list(members)])

_is_account(kind, _, _) := "fail" if kind != "AWS"

_is_root(principal, account) := _unknown_or_fail(principal) if {
	not is_string(principal)
} else := _same_account(id, account) if {
	id := _account_of(principal)
} else := "fail"

_account_of(principal) := principal if {
	count(principal) == 12
	trim(principal, "0123456789") == ""
} else := parts[4] if {
	parts := split(principal, ":")
	count(parts) == 6
	parts[5] == "root"
}

_same_account(_, null) := "unknown"

_same_account(id, account) := check.status_of(id == account) if is_string(account)

_names_service(principal, service) := check.any_status([_is_service(member, service) |
	some member in list(object.get(principal, "Service", null))
]) if {
	is_object(principal)
	not inventory.is_unknown(principal)
} else := _unknown_or_fail(principal)

_is_service(member, service) := "unknown" if {
	inventory.is_unknown(member)
} else := check.status_of(member == service)

# `*` stands for any text and `?` for one character, anywhere in a pattern.
matches(pattern, text) := pattern == text if {
	not contains(pattern, "*")
	not contains(pattern, "?")
} else := glob.match(strings.replace_n(_literally, pattern), null, text)

_literally := {"\\": "\\\\", "[": "\\[", "]": "\\]", "{": "\\{", "}": "\\}"}
