# Whose key encrypts: one of the customer, or one that AWS manages.
package safeguard.lib.key

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# The argument holds a key of the customer's own. `otherwise` says what AWS uses where it is not set.
is_own(resource, path, otherwise) := check.fail(path, null, _phrase, [otherwise]) if {
	inventory.is_unset(resource, path)
} else := check.one(_status(resource, path, key), path, key.observed, _phrase, key.because) if {
	key := inventory.argument(resource, path)
}

_phrase := "a customer managed key"

_status(resource, path, key) := check.status_of(_is_own_id(key.value)) if {
	key.kind == "known"
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

# AWS managed keys are never resources of a plan, only of its data sources. Blocks of a kind share their references:
# each may be of any of them.
_refers_to_own_key(resource, path) if {
	written := resource.references[path]
	written.complete
	keys := [target | some target in written.targets; not _says_where(target)]
	count(keys) > 0
	every key in keys {
		_own_keys[key]
	}
}

_own_keys contains address if {
	some type in ["aws_kms_key", "aws_kms_alias", "aws_kms_external_key", "aws_kms_replica_key"]
	some address, key in input.resources[type]
	key.mode == "managed"
}

# Parts of an ARN that tell no keys apart.
_says_where(target) if {
	some type in ["aws_caller_identity", "aws_partition", "aws_region"]
	contains(target, concat("", ["data.", type, "."]))
}
