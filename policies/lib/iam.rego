# Policy documents (JSON), as `inventory.documents` finds them.
# Each question about a statement has three answers, because any part of it may not be known. A Deny is weighed against
# an Allow of the same document: what it certainly takes back counts no more.
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
public(statement, known) := _public(named(statement, known))

_public(statement) := "unknown" if {
	inventory.is_unknown(statement)
} else := check.all_status([
	_effect(statement, "allow"),
	check.any_status([
		everyone(_part(statement, "Principal")),
		# Everyone but a few is still everyone.
		_is_written(_part(statement, "NotPrincipal")),
	]),
	check.negated_status[narrowed(_part(statement, "Condition"))],
])

# The same once the Denies of its document are weighed in: they may take back all of it, or leave it to a few.
# `services` are the prefixes of the actions that the resource knows, where they are known. What can only be a name is
# taken for one before, in both: see `named`.
open(statement, denials, services) := "fail" if {
	_public(statement) == "fail"
} else := check.all_status([_public(statement), check.negated_status[_shut(statement, denials, services)]])

# Statements that are a Deny, or may be one.
denials(found) := [statement | some statement in found; _is_denial(statement)]

# Whether Denies take back each of the actions (in lower case) on each of the resources. A Deny with a condition does
# where the condition spares nobody but those with certain values of one of the keys.
taken_back(found, actions, resources, keys) := check.all_status([
check.any_status([_takes_back(denial, action, resource, keys) | some denial in found]) |
	some action in actions
	some resource in resources
])

# The same of the policy of a resource, where a Deny names those that it is for.
taken_back_from_everyone(found, actions, resources, keys) := check.all_status([
check.any_status([_takes_back_from_everyone(denial, action, resource, keys) | some denial in found]) |
	some action in actions
	some resource in resources
])

# What an Allow is about: patterns, `*` where it is not said.
resources_of(statement) := ["*"] if {
	_part(statement, "NotResource") != null
} else := _or_all(list(_part(statement, "Resource")))

# What is known of the parts of a document that are known after apply: of its principals and conditions, that they are
# made from ARNs and ids, and never `*`; of its resources, and of its principals as `own`, that they can only be the
# names of resources of the plan.
names(source) := {
	"principals": _made_of_identities(document, "statement.principals.identifiers"),
	"conditions": _made_of_identities(document, "statement.condition.values"),
	"resources": _only_names(document, "statement.resources"),
	"own": _only_names(document, "statement.principals.identifiers"),
} if {
	document := input.resources.aws_iam_policy_document[source.holder.documents[source.argument].from]
} else := {"principals": identities, "conditions": identities, "resources": own, "own": own} if {
	identities := _only_identities(source.holder, source.argument)
	own := _only_names(source.holder, source.argument)
}

# Where a part is made from nothing but ARNs and ids, what is not known of it is somebody, and not everyone.
named(statement, known) := object.union_n(array.concat([statement], array.concat(
	[{part: {kind: _somebody(members)}} |
		known.principals
		some part in ["NotPrincipal", "Principal"]
		some kind, members in _known(statement[part])
	],
	[{"Condition": {operator: {key: _somebody(values)}}} |
		known.conditions
		some operator, keys in _known(statement.Condition)
		some key, values in _known(keys)
	],
)))

everyone(principal) := check.any_status([_is_star(member) |
	some members in principal
	some member in list(members)
]) if {
	is_object(principal)
	not inventory.is_unknown(principal)
} else := _is_star(principal)

# Conditions that tie an Allow to accounts, organizations, networks or sources.
narrowed(condition) := check.any_status([_narrows(operator, keys) | some operator, keys in condition]) if {
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

# A Deny of one action, whoever it is for and under whatever condition.
denies(statement, action) := "unknown" if {
	inventory.is_unknown(statement)
} else := check.all_status([_effect(statement, "deny"), _grants(statement, action)])

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

# The same of a Deny, which with NotPrincipal hits everybody who is not named.
hits_service(statement, service) := check.negated_status[check.any_status([everyone(spared), _names_service(spared, service)])] if {
	spared := _part(statement, "NotPrincipal")
	spared != null
} else := for_service(statement, service)

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

# The reasons of a verdict on a document. Where nothing of its text is known, there is no statement to point at.
unread(document, reasons) := ["Its text is known after apply; run with --source so that it can be read."] if {
	inventory.is_unknown(document)
} else := reasons

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
	all := [named(statement, known) | some statement in statements(source.document)]
	services := object.get(_services, object.get(source.holder, "type", ""), [])
	denying := denials(all)
	judged := [{"index": index, "status": open(statement, denying, services), "alone": _public(statement)} |
		some index, statement in all
	]
	statuses := [found.status | some found in judged]
	because := unread(source.document, [concat(" ", [label(source.document, found.index), _openness(found)]) |
		some found in judged
		[found.status, found.alone] in _reported
	])
}

_reported := [["pass", "pass"], ["unknown", "pass"], ["unknown", "unknown"], ["fail", "pass"]]

_openness(found) := "allows everyone." if {
	found.status == "pass"
} else := "allows everyone, but a Deny takes it back." if {
	found.status == "fail"
} else := "allows everyone, unless a Deny takes it back of which a part is not known." if {
	found.alone == "pass"
} else := "may allow everyone: a part of it is known after apply."

# What the actions on a resource begin with, by what holds its policy.
_services := {
	"aws_cloudwatch_event_bus_policy": ["events"],
	"aws_kms_key": ["kms"],
	"aws_kms_key_policy": ["kms"],
	"aws_msk_cluster_policy": ["kafka", "kafka-cluster"],
	"aws_secretsmanager_secret": ["secretsmanager"],
	"aws_secretsmanager_secret_policy": ["secretsmanager"],
	"aws_sns_topic": ["sns"],
	"aws_sns_topic_policy": ["sns"],
	"aws_sqs_queue": ["sqs"],
	"aws_sqs_queue_policy": ["sqs"],
}

# For everyone, all of it is taken back, or left to a few.
_shut(statement, statements, services) := check.all_status([
check.any_status([_shuts(denial, statement, action, resource) | some denial in statements]) |
	some action in _actions_of(statement, services)
	some resource in _own_resources(statement)
])

_shuts(denial, statement, action, resource) := check.all_status([
	_takes_back(denial, action, resource, _tying_keys),
	_hits_everyone(denial, statement),
])

_is_denial(statement) if inventory.is_unknown(statement)

_is_denial(statement) if _effect(statement, "deny") != "fail"

_takes_back_from_everyone(denial, action, resource, keys) := "unknown" if {
	inventory.is_unknown(denial)
} else := check.all_status([_takes_back(denial, action, resource, keys), everyone(_only_aws(_part(denial, "Principal")))])

_takes_back(denial, _, _, _) := "unknown" if inventory.is_unknown(denial)

_takes_back(denial, action, resource, keys) := check.all_status([
	_effect(denial, "deny"),
	_covers_action(denial, action),
	_covers_resource(denial, resource),
	_leaves_few(_part(denial, "Condition"), keys),
]) if {
	not inventory.is_unknown(denial)
}

# An Allow of all actions, or of all but some, is one of all there are.
_actions_of(statement, services) := _all_of(services) if {
	_part(statement, "NotAction") != null
} else := [action |
	some written in _or_all(list(_part(statement, "Action")))
	some action in _told_apart(written, services)
]

_told_apart(written, services) := _all_of(services) if {
	is_string(written)
	trim(written, "*") == ""
} else := [_lowered(written)]

_all_of(services) := ["*"] if {
	count(services) == 0
} else := [concat("", [service, ":*"]) | some service in services]

_or_all(patterns) := patterns if {
	count(patterns) > 0
} else := ["*"]

_lowered(value) := lower(value) if {
	is_string(value)
} else := value

_covers_action(denial, action) := check.all_status([_are_apart(_lowered(pattern), action) | some pattern in list(denial.NotAction)]) if {
	_part(denial, "NotAction") != null
} else := check.any_status([_contains(_lowered(pattern), action) | some pattern in list(_part(denial, "Action"))])

# In the policy of a resource, everything is that resource.
_own_resources(statement) := [own | some resource in resources_of(statement); own := _or_itself(resource)]

_or_itself(resource) := _itself if {
	is_string(resource)
	trim(resource, "*") == ""
} else := resource

_itself := {"itself": true}

# A trust policy names no resource: the role itself is meant.
_covers_resource(denial, resource) := check.all_status([_is_spared(pattern, resource) | some pattern in list(denial.NotResource)]) if {
	_part(denial, "NotResource") != null
} else := "pass" if {
	_part(denial, "Resource") == null
} else := check.any_status([_contains(pattern, resource) | some pattern in list(denial.Resource)])

# What a Deny leaves of many resources is a few.
_is_spared(pattern, resource) := "unknown" if {
	is_string(resource)
	is_string(pattern)
	not matches(pattern, resource)
	matches(resource, pattern)
} else := _are_apart(pattern, resource)

# Everything that one pattern matches the other one matches.
_contains(outer, inner) := "pass" if {
	is_string(outer)
	trim(outer, "*") == ""
} else := "unknown" if {
	inner == _itself
} else := check.any_status([_unknown_or_fail(outer), _unknown_or_fail(inner)]) if {
	false in {is_string(outer), is_string(inner)}
} else := "pass" if {
	matches(outer, inner)
} else := "unknown" if {
	contains(outer, "${")
} else := "fail"

# Nothing is matched by both: their beginnings or their ends differ.
_are_apart(one, other) := "unknown" if {
	other == _itself
} else := check.any_status([_unknown_or_fail(one), _unknown_or_fail(other)]) if {
	false in {is_string(one), is_string(other)}
} else := "fail" if {
	true in {matches(one, other), matches(other, one)}
} else := "pass" if {
	_differ(_beginning(one), _beginning(other))
} else := "pass" if {
	_differ(strings.reverse(_beginning(strings.reverse(one))), strings.reverse(_beginning(strings.reverse(other))))
} else := "unknown"

# What comes before the first wildcard.
_beginning(pattern) := split(replace(pattern, "?", "*"), "*")[0]

_differ(one, other) if {
	not startswith(one, other)
	not startswith(other, one)
	not endswith(one, other)
	not endswith(other, one)
}

# A Deny for everyone, or for everyone but a few.
_hits_everyone(denial, statement) := "unknown" if {
	inventory.is_unknown(denial)
} else := check.negated_status[everyone(denial.NotPrincipal)] if {
	_part(denial, "NotPrincipal") != null
} else := check.all_status([_hits(_part(denial, "Principal"), kind) | some kind in _open_kinds(_part(statement, "Principal"))])

_hits(principal, kind) := check.any_status([_is_star(member) | some member in list(object.get(principal, kind, null))]) if {
	is_object(principal)
	not inventory.is_unknown(principal)
} else := _is_star(principal)

# How everyone is let in: `*` is the same as {"AWS": "*"}.
_open_kinds(principal) := {kind | some kind, members in principal; some member in list(members); _is_star(member) != "fail"} if {
	is_object(principal)
	not inventory.is_unknown(principal)
} else := {"AWS"}

# Whether a condition lets nobody escape the Deny but those with certain values of one of the keys.
_leaves_few(condition, keys) := "pass" if {
	condition == null
} else := check.all_status([_spares_few(operator, asked, keys) | some operator, asked in condition]) if {
	is_object(condition)
	not inventory.is_unknown(condition)
} else := _unknown_or_fail(condition)

_spares_few(operator, asked, keys) := check.all_status([_spares(lower(operator), lower(key), values, keys) |
	some key, values in asked
]) if {
	is_object(asked)
	not inventory.is_unknown(asked)
} else := _unknown_or_fail(asked)

# A negated operator holds for a request without the key: those that escape have it, with one of the values. With
# ForAnyValue it does not hold then. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
_spares(operator, key, values, keys) := check.all_status([check.negated_status[_is_anything(value)] | some value in list(values)]) if {
	trim_suffix(trim_prefix(operator, "forallvalues:"), "ifexists") in _negated_operators
	key in keys
} else := check.all_status([_is_false(value) | some value in list(values)]) if {
	operator in {"bool", "boolifexists"}
	key == "aws:principalisawsservice"
	keys == _tying_keys
} else := "unknown" if {
	key == "aws:viaawsservice"
	keys == _tying_keys
} else := "fail"

_negated_operators := {"arnnotequals", "arnnotlike", "stringnotequals", "stringnotequalsignorecase", "stringnotlike"}

_spared(source, actions, account, expected) := check.excusable(result, source.because) if {
	not source.certain
	result := _told_spared(source, actions, account, expected)
} else := _told_spared(source, actions, account, expected)

_told_spared(source, actions, account, expected) := _told(source, check.negated_status[check.any_status(statuses)], expected, because) if {
	all := statements(source.document)
	services := object.get(_services, object.get(source.holder, "type", ""), [])
	denying := denials(all)
	judged := [{"index": index, "status": _lavish(statement, actions, account, denying, services)} |
		some index, statement in all
	]
	statuses := [found.status | some found in judged]
	because := unread(source.document, [concat(" ", [label(source.document, found.index), _lavishness[found.status]]) |
		some found in judged
		found.status != "fail"
	])
}

_lavish(statement, actions, account, denying, services) := "unknown" if {
	inventory.is_unknown(statement)
} else := check.all_status([lavish, check.negated_status[taken_back_from_everyone(
	denying,
	_actions_of(statement, services), _own_resources(statement), set(),
)]]) if {
	lavish := check.all_status([
		allows_everything(statement, actions),
		check.negated_status[only_account(statement, account)],
	])
	lavish != "fail"
} else := "fail"

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
	because := unread(source.document, [reason |
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

_narrows(operator, keys) := check.any_status([_ties(key, values) | some key, values in keys]) if {
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
_ties(key, values) := check.all_status([check.negated_status[_is_anything(value)] | some value in list(values)]) if {
	lower(key) in _tying_keys
} else := "fail"

# `*`, an ARN in any account, any organization.
_is_anything(value) := _unknown_or_fail(value) if {
	not is_string(value)
} else := "pass" if {
	trim(value, "*?") == ""
} else := "pass" if {
	trim(value, "*/") == "o-"
} else := check.status_of(_is_any_arn(split(value, ":"))) if {
	startswith(value, "arn:")
} else := "fail"

_is_any_arn(parts) if {
	count(parts) < 6
	endswith(parts[count(parts) - 1], "*")
} else if {
	parts[4] != ""
	trim(parts[4], "*?") == ""
} else if {
	parts[4] == ""
	trim(concat("", array.slice(parts, 5, count(parts))), "*?/") == ""
} else := false

_known(parts) := parts if {
	is_object(parts)
	not inventory.is_unknown(parts)
}

_somebody(values) := [{true: "somebody", false: value}[value == {"$unknown": true}] | some value in list(values)]

# A document that is made from anything else as well is not told apart part by part.
_made_of_identities(document, path) if {
	_is_identity(document.references[path])
	every part in ["statement.condition.values", "statement.principals.identifiers"] {
		_is_identity(object.get(document.references, part, document.references[path]))
	}
} else := false

_only_identities(holder, path) if {
	_is_identity(holder.references[path])
} else := false

# A partition, a region or a name alone tells no account from another.
_is_identity(reference) if {
	reference.complete
	some attribute in reference.attributes
	attribute in _identifying
	every other in reference.attributes {
		_is_part_of_an_identity(other, reference.targets)
	}
}

_identifying := {
	"account_id", "arn", "execution_arn", "iam_arn", "id", "master_account_arn", "master_account_id", "owner_id", "unique_id",
	"url",
}

_is_part_of_an_identity(attribute, _) if attribute in (_identifying | {"partition", "region"})

_is_part_of_an_identity("name", targets) if {
	every target in targets {
		_has_names(target)
	}
}

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
	some type in ["aws_caller_identity", "aws_partition", "aws_region"]
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

# `*` stands for any characters, `?` for one; of two patterns, whether the first matches whatever the second does.
matches(pattern, text) if {
	pattern == text
} else := startswith(text, trim_suffix(pattern, "*")) if {
	not contains(trim_suffix(pattern, "*"), "*")
	not contains(pattern, "?")
	endswith(pattern, "*")
} else if {
	true in {contains(pattern, "*"), contains(pattern, "?")}
	regex.match(concat("", ["^", strings.replace_n(_as_regex, pattern), "$"]), text)
} else := false

_as_regex := {
	"*": `(?s:.*)`, "?": `[^*]`,
	`\`: `\\`, ".": `\.`, "+": `\+`, "(": `\(`, ")": `\)`, "[": `\[`, "]": `\]`, "{": `\{`, "}": `\}`, "^": `\^`, "$": `\$`, "|": `\|`,
}
