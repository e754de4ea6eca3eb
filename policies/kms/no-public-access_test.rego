package safeguard.kms.no_public_access_test

import data.safeguard.kms.no_public_access as policy
import data.safeguard.lib.testing

k := "aws_kms_key.k"

verdict(resources) := result if {
	result := policy.verdict[k] with input as testing.inventory(resources)
}

open := {"Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*"}

inline(document) := testing.resource(k, {"values": {"policy": "{…}"}, "documents": {"policy": testing.document(document)}})

satellite(owner, document) := testing.resource("aws_kms_key_policy.p", {
	"values": {"key_id": testing.unknown, "policy": "{…}"},
	"presence": {"key_id": "proven"},
	"documents": {"policy": testing.document(document)},
	"references": {"key_id": owner},
})

test_pass if {
	verdict([testing.plain(k, {})]).status == "pass"
	verdict([testing.resource(k, {"values": {"policy": testing.unknown}, "presence": {"policy": "unset"}})]).status == "pass"
	through := object.union(open, {"Condition": {"StringEquals": {
		"kms:CallerAccount": "111122223333",
		"kms:ViaService": "sqs.eu-central-1.amazonaws.com",
	}}})
	verdict([inline({"Statement": [through]})]).status == "pass"
	verdict([inline({"Statement": [object.union(open, {"Principal": {"AWS": "arn:aws:iam::111122223333:root"}})]})]).status == "pass"
}

test_fail if {
	verdict([inline({"Statement": open})]).status == "fail"
	verdict([testing.plain(k, {}), satellite(testing.refers([k]), {"Statement": [open]})]).status == "fail"
	verdict([testing.plain(k, {"id": "1"}), object.union(satellite(testing.refers([]), {"Statement": [open]}), {"values": {"key_id": "1"}})]).status == "fail"
	through_anyone := object.union(open, {"Condition": {"StringEquals": {"kms:ViaService": "sqs.eu-central-1.amazonaws.com"}}})
	verdict([inline({"Statement": [through_anyone]})]).status == "fail"
}

test_unknown if {
	verdict([testing.pointing(k, {}, "policy", [])]).status == "unknown"
	verdict([inline({"Statement": [object.union(open, {"Condition": testing.unknown})]})]).status == "unknown"
	verdict([testing.plain(k, {}), satellite(testing.refers([]), {"Statement": [open]})]).status == "unknown"
}

test_every_kind_of_key_is_a_subject if {
	keys := {
		"aws_kms_external_key.k": "pass", "aws_kms_key.k": "pass",
		"aws_kms_replica_external_key.k": "pass", "aws_kms_replica_key.k": "pass",
	}
	full := testing.inventory(array.concat(
		[testing.plain(address, {}) | some address, _ in keys],
		[testing.plain("data.aws_kms_key.k", {})],
	))
	{address: result.status | some address, result in policy.verdict} == keys with input as full
}
