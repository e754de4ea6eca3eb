# What identities may do: the policies of roles, users and groups, and who may assume a role.
# Each question about a statement has three answers. A Deny counts against the Allows of the same policies, those of the
# role or the document; other policies of the same identity and permissions boundaries do not.
package safeguard.lib.identity

import data.safeguard.lib.check
import data.safeguard.lib.iam
import data.safeguard.lib.inventory

# Resources that hold policies: in an argument, or (roles) in blocks.
holders[address] := resource if {
	some type in ["aws_iam_group_policy", "aws_iam_policy", "aws_iam_role", "aws_iam_role_policy", "aws_iam_user_policy"]
	some address, resource in input.resources[type]
	resource.mode == "managed"
}

# Resources that attach managed policies, each with its ARNs: {"path", "argument", "own"}.
attached[address] := policies if {
	some type in _attachments
	some address, resource in input.resources[type]
	resource.mode == "managed"
	policies := [_attached(resource, "policy_arn", inventory.argument(resource, "policy_arn"))]
}

attached[address] := policies if {
	some address, role in input.resources.aws_iam_role
	role.mode == "managed"
	not inventory.is_unset(role, "managed_policy_arns")
	policies := [_attached(role, "managed_policy_arns", inventory.argument(arn, "managed_policy_arns")) |
		some value in iam.list(role.values.managed_policy_arns)
		arn := inventory.block({"managed_policy_arns": value})
	]
}

# The statements of its policies, to be asked the questions below.
statements(resource) := _statements(_inline(resource)) if {
	resource.type == "aws_iam_role"
} else := _statements(inventory.documents(resource, "policy", _no_satellite))

# The statements on who may assume a role.
trusts(role) := _statements(trust_documents(role))

trust_documents(role) := inventory.documents(role, "assume_role_policy", _no_satellite)

# No statement does what was asked: `judged` is [{"found": statement, "status": answer}], where it is known also with
# the "doubt" that leaves an answer open.
none(judged, expected, verb) := check.all_of([result |
	some one in judged
	because := array.concat({"pass": [concat(" ", [one.found.label, verb])], "unknown": _doubt(one, verb), "fail": []}[one.status], one.found.because)
	status := check.negated_status[one.status]
	result := check.one(status, one.found.path, one.found.label, expected, because)
]) if {
	count(judged) > 0
} else := check.pass("", null, expected, ["It has no statement of its own."])

# None of the attached policies is one of the named policies of AWS. Policies of this document are judged themselves.
none_attached(policies, names, expected) := check.all_of([check.one(status, one.path, one.argument.observed, expected, one.argument.because) |
	some one in policies
	status := _named_by_aws(one, names)
])

allows(statement) := _equals(_part(statement, "Effect"), "allow")

# One of the actions, which are written in lower case, on what the statement is about: no Deny takes it back, or leaves it
# for certain values of one of the keys alone.
grants(found, actions, keys) := check.any_status([
check.all_status([_grants(found.statement, action), check.negated_status[_taken_back(found, action, keys)]]) |
	some action in actions
])

# Every action of one of the services. An Allow of all but a few others is one too.
grants_service(found, services) := check.any_status([
check.all_status([
	_grants_service(found.statement, service),
	check.negated_status[_taken_back(found, concat("", [service, ":*"]), set())],
]) |
	some service in services
])

# On `*`, or on all there is of a kind: `arn:aws:s3:::*`, `arn:aws:kms:*:*:key/*`.
on_everything(found) := "unknown" if {
	inventory.is_unknown(found.statement)
} else := _is_written(found.statement.NotResource) if {
	_part(found.statement, "NotResource") != null
} else := check.any_status([_is_everything(value, found.names.resources) | some value in iam.list(_part(found.statement, "Resource"))])

# Whether a condition ties the statement to values of one of the keys, which are written in lower case.
conditioned(statement, keys) := "unknown" if {
	inventory.is_unknown(_part(statement, "Condition"))
} else := check.any_status([_ties(operator, asked, keys) | some operator, asked in _part(statement, "Condition")])

# Whether everybody with an account at a public identity provider is trusted: nothing but its audience, which is the
# same for all of them, is asked for.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
strangers(statement) := check.all_status([
	allows(statement),
	check.any_status([_is_public_provider(provider) | some provider in _federated(statement)]),
	check.negated_status[_tells_apart(_part(statement, "Condition"))],
])

# Whether a statement trusts an account other than these, and asks for neither an external id nor an organization.
trusts_other_accounts(found, own) := check.all_status([
	allows(found.statement),
	check.any_status([_is_other_account(principal, found.names.own, own) | some principal in _accounts(found.statement)]),
	check.negated_status[conditioned(found.statement, _proofs)],
	check.negated_status[iam.taken_back_from_everyone(found.denials, ["sts:assumerole"], ["*"], _proofs)],
])

# Whether it trusts an account of which nobody knows whether it is another one.
trusts_some_account(found) if {
	some principal in _accounts(found.statement)
	is_string(principal)
}

# Whether it lets everyone in, whatever the Denies beside it take back. `services` are the prefixes of its actions.
open(found, services) := iam.open(iam.named(found.statement, found.names), found.denials, services)

# The accounts that a resource may be in, as far as the document says: that of its ARN, and those it is applied in.
own_accounts(resource) := {split(resource.values.arn, ":")[4]} | _callers if {
	is_string(resource.values.arn)
} else := _callers

_callers contains account if {
	some identity in input.resources.aws_caller_identity
	account := identity.values.account_id
	is_string(account)
}

_attachments := [
	"aws_iam_group_policy_attachment", "aws_iam_policy_attachment", "aws_iam_role_policy_attachment",
	"aws_iam_user_policy_attachment",
]

_no_satellite := {"type": "none", "path": "none", "argument": "none"}

# Of a text that is not known, no statement can be named.
_doubt(one, verb) := [one.doubt] if {
	one.doubt
} else := [] if {
	not one.found.legible
	count(one.found.because) > 0
} else := ["It is known after apply; run with --source so that its text can be read."] if {
	not one.found.legible
} else := [concat(" ", [one.found.label, "has parts that are known after apply; it may be that it", verb])]

_attached(resource, path, argument) := {
	"path": path,
	"argument": argument,
	"own": inventory.reference(resource, [path], "aws_iam_policy"),
}

_named_by_aws(one, names) := check.status_of(count([name | some name in names; endswith(one.argument.value, concat("", [":policy/", name]))]) == 0) if {
	one.argument.kind == "known"
} else := "pass" if {
	one.own.kind in {"one", "several"}
	every address in one.own.targets {
		input.resources.aws_iam_policy[address].mode == "managed"
	}
} else := "unknown"

_inline(role) := [] if {
	inventory.is_unset(role, "inline_policy")
} else := [{
	"path": concat(".", ["inline_policy", format_int(index, 10), "policy"]),
	"holder": role,
	"argument": "inline_policy.policy",
	"certain": true,
	"document": _parsed(block),
	"because": inventory.argument(role, "inline_policy").because,
} |
	some index, block in iam.list(role.values.inline_policy)
	not _is_empty(block)
]

_is_empty(block) if {
	not inventory.is_unknown(block)
	object.get(block, "policy", null) in [null, ""]
}

_parsed(block) := parsed if {
	parsed := json.unmarshal(block.policy)
} else := {"$unknown": true}

_statements(documents) := [found |
	denials := iam.denials([iam.named(_as_certain(source, statement), iam.names(source)) |
		some source in documents
		some statement in iam.statements(source.document)
	])
	some source in documents
	names := iam.names(source)
	some index, statement in iam.statements(source.document)
	found := {
		"path": source.path,
		"label": _label(source.document, index),
		"legible": _is_legible(source.document),
		"statement": _as_certain(source, statement),
		"denials": denials,
		"names": names,
		"because": source.because,
	}
]

_label(document, index) := iam.label(document, index) if {
	_is_legible(document)
} else := "(known after apply)"

_is_legible(document) if {
	not inventory.is_unknown(document)
} else := false

_taken_back(found, action, keys) := iam.taken_back(found.denials, [action], iam.resources_of(found.statement), keys) if {
	count(found.denials) > 0
} else := "fail"

# Of a policy that may not be there, no statement is known.
_as_certain(source, statement) := statement if {
	source.certain
} else := {"$unknown": true}

_part(statement, name) := statement if {
	inventory.is_unknown(statement)
} else := object.get(statement, name, null)

_equals(value, wanted) := "unknown" if {
	inventory.is_unknown(value)
} else := check.status_of(lower(value) == wanted) if {
	is_string(value)
} else := "fail"

_is_written(value) := "unknown" if {
	inventory.is_unknown(value)
} else := "pass"

_grants(statement, action) := check.negated_status[check.any_status([_matches(pattern, action) | some pattern in iam.list(statement.NotAction)])] if {
	_part(statement, "NotAction") != null
	not inventory.is_unknown(statement)
} else := check.any_status([_matches(pattern, action) | some pattern in iam.list(_part(statement, "Action"))])

_grants_service(statement, service) := check.negated_status[check.any_status([_covers(pattern, service) | some pattern in iam.list(statement.NotAction)])] if {
	_part(statement, "NotAction") != null
	not inventory.is_unknown(statement)
} else := check.any_status([_covers(pattern, service) | some pattern in iam.list(_part(statement, "Action"))])

_covers(pattern, service) := _matches(pattern, concat("", [service, ":*"]))

_matches(pattern, action) := _is_unknown_or_fail(pattern) if {
	not is_string(pattern)
} else := check.status_of(iam.matches(lower(pattern), action))

_is_unknown_or_fail(value) := "unknown" if {
	inventory.is_unknown(value)
} else := "fail"

_is_everything(value, names) := _unless_named(names) if {
	inventory.is_unknown(value)
} else := "fail" if {
	not is_string(value)
} else := "pass" if {
	trim(value, "*") == ""
} else := check.status_of(endswith(value, "*")) if {
	startswith(value, "arn:")
	count(split(value, ":")) < 6
} else := check.status_of(count([part | some part in _rest(parts); trim(part, "*") != ""]) == 0) if {
	startswith(value, "arn:")
	sections := split(value, ":")
	parts := split(replace(concat(":", array.slice(sections, 5, count(sections))), "/", ":"), ":")
} else := "fail"

_unless_named(true) := "fail"

_unless_named(false) := "unknown"

_rest(parts) := array.slice(parts, 1, count(parts)) if {
	count(parts) > 1
	parts[0] in _kinds
} else := parts

# The words that stand before a name in an ARN.
_kinds := {
	"alias", "archive", "backup", "cluster", "connection", "event-bus", "function", "global-table", "group", "instance-profile",
	"key", "log-group", "parameter", "policy", "replicationgroup", "role", "rule", "secret", "serverlesscache", "stream",
	"table", "topic", "transactional-id", "user", "usergroup",
}

_ties(operator, asked, keys) := _is_unknown_or_fail(asked) if {
	not is_object(asked)
} else := _is_unknown_or_fail(asked) if {
	inventory.is_unknown(asked)
} else := check.any_status([_narrow(values) | some key, values in asked; lower(key) in keys]) if {
	trim_prefix(lower(operator), "foranyvalue:") in {"arnequals", "arnlike", "stringequals", "stringequalsignorecase", "stringlike"}
} else := "fail"

_narrow(values) := check.all_status([_is_narrow(value) | some value in iam.list(values)])

_is_narrow(value) := "unknown" if {
	inventory.is_unknown(value)
} else := check.status_of(trim(trim_prefix(value, "repo:"), "*:/") != "") if {
	is_string(value)
} else := "fail"

_federated(statement) := _members(statement, "Federated")

_accounts(statement) := _members(statement, "AWS")

_members(statement, kind) := [principal] if {
	principal := _part(statement, "Principal")
	inventory.is_unknown(principal)
} else := iam.list(object.get(statement.Principal, kind, null)) if {
	is_object(_part(statement, "Principal"))
} else := iam.list(_part(statement, "Principal"))

# Providers with an own URL for each customer are not among them.
_is_public_provider(provider) := "unknown" if {
	inventory.is_unknown(provider)
} else := check.status_of(count([name | some name in _public_providers; endswith(provider, name)]) > 0)

_public_providers := {
	"accounts.google.com", "app.terraform.io", "cognito-identity.amazonaws.com", "gitlab.com", "graph.facebook.com",
	"token.actions.githubusercontent.com", "www.amazon.com",
}

_tells_apart(condition) := "unknown" if {
	inventory.is_unknown(condition)
} else := check.any_status([_tells(operator, asked) | some operator, asked in condition])

_tells(operator, asked) := _ties(operator, asked, _subjects(asked))

# The audience of a build service is the same for all of its customers; that of the others is an application.
_subjects(asked) := {lower(key) |
	some key, _ in asked
	some suffix in [":sub", ":app_id", "google.com:aud", "amazonaws.com:aud"]
	endswith(lower(key), suffix)
}

_proofs := {"sts:externalid", "aws:principalorgid", "aws:principalorgpaths"}

_is_other_account(principal, names, own) := _unless_named(names) if {
	inventory.is_unknown(principal)
} else := "pass" if {
	principal == "*"
} else := "unknown" if {
	count(own) == 0
} else := check.status_of(count([account | some account in own; account == _account(principal)]) == 0)

_account(principal) := split(principal, ":")[4] if {
	startswith(principal, "arn:")
} else := principal
