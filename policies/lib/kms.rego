# Which keys are one's own, and who may use them.
package safeguard.lib.kms

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.satellites

# The keys of a plan; AWS managed keys are only ever read by data sources.
types := ["aws_kms_external_key", "aws_kms_key", "aws_kms_replica_external_key", "aws_kms_replica_key"]

keys[address] := key if {
	some type in types
	some address, key in input.resources[type]
	key.mode == "managed"
}

# The argument names a key that is neither unset nor managed by AWS.
customer_managed(resource, path) := check.one(status, path, argument.observed, "a customer managed key", because) if {
	argument := inventory.argument(resource, path)
	status := _ownership(resource, argument)
	because := array.concat(argument.because, _doubt(status, argument.kind))
}

# The policies of a key, and those of which nobody knows the key.
policies(key) := array.concat(inventory.documents(key, "policy", _key_policy), array.concat(_named(key), _loose))

_ownership(resource, argument) := "fail" if {
	_presents_nothing(argument)
} else := "fail" if {
	contains(argument.value, "alias/aws/")
} else := "fail" if {
	_leads_to_aws(resource, argument.path)
} else := "pass" if {
	is_string(argument.value)
} else := "pass" if {
	argument.kind == "proven"
	_leads_to_own(resource, argument.path)
} else := "unknown"

_presents_nothing(argument) if argument.kind == "unset"

_presents_nothing(argument) if argument.value == ""

_doubt("unknown", "proven") := ["Whether AWS manages this key is not known."]

_doubt("unknown", "sensitive") := ["The value is sensitive and stays hidden."]

_doubt(status, kind) := [] if not [status, kind] in [["unknown", "proven"], ["unknown", "sensitive"]]

_leads_to_aws(resource, path) if {
	found := inventory.reference(resource, [path], "aws_kms_alias")
	found.kind == "one"
	startswith(input.resources.aws_kms_alias[found.targets[0]].values.name, "alias/aws/")
}

_leads_to_aws(resource, path) if {
	found := inventory.reference(resource, [path], "aws_kms_key")
	found.kind == "one"
	_is_managed_by_aws(input.resources.aws_kms_key[found.targets[0]].values)
}

_is_managed_by_aws(values) if values.key_manager == "AWS"

_is_managed_by_aws(values) if contains(values.key_id, "alias/aws/")

_leads_to_own(resource, path) if {
	some type in array.concat(types, ["aws_kms_alias"])
	found := inventory.reference(resource, [path], type)
	found.kind == "one"
	input.resources[type][found.targets[0]].mode == "managed"
}

_key_policy := {"type": "aws_kms_key_policy", "path": "key_id", "argument": "policy"}

# A known id links by its value: there is no reference where the document has no configuration.
_named(key) := [satellites.document(input.resources.aws_kms_key_policy[address], "policy") |
	some id in sort(satellites.names(key, ["arn", "id"]))
	some address in sort(_names[id])
]

_names[id] contains address if {
	some address, policy in input.resources.aws_kms_key_policy
	id := policy.values.key_id
	is_string(id)
	satellites.refers_to_none(policy, "key_id", types)
}

_loose := [document |
	some document in inventory.stray_documents(_key_policy, "aws_kms_key")
	satellites.refers_to_none(document.holder, "key_id", types)
]
