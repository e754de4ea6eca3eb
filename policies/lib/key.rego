# Whose key encrypts: one of the customer, or one that AWS manages.
package safeguard.lib.key

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# The argument holds a key of the customer's own. `otherwise` says what AWS uses where it is not set.
is_own(resource, path, otherwise) := check.one(status, path, key.observed, _phrase, array.concat(key.because, _unset_reason(key, otherwise))) if {
	key := inventory.argument(resource, path)
	status := _status(resource, path, key)
}

_phrase := "a customer managed key"

_status(resource, path, key) := check.status_of(_is_own_id(key.value)) if {
	key.kind == "known"
} else := "fail" if {
	key.kind in {"unset", "undecided"}
} else := "pass" if {
	key.kind == "proven"
	_refers_to_own_key(resource, path)
} else := "unknown"

_is_own_id(id) := false if id == ""

_is_own_id(id) := false if contains(id, "alias/aws/")

_is_own_id(id) if {
	id != ""
	not contains(id, "alias/aws/")
}

# AWS managed keys are never resources of a plan, only of its data sources.
_refers_to_own_key(resource, path) if {
	some type in ["aws_kms_key", "aws_kms_alias", "aws_kms_external_key", "aws_kms_replica_key"]
	found := inventory.reference(resource, [path], type)
	found.kind == "one"
	input.resources[type][found.targets[0]].mode == "managed"
}

_unset_reason(key, otherwise) := [otherwise] if {
	key.kind in {"unset", "undecided"}
} else := []
