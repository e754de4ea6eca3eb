package safeguard.lib.kms_test

import data.safeguard.lib.kms
import data.safeguard.lib.testing

q := "aws_sqs_queue.q"

path := "kms_master_key_id"

status(resources) := result.status if {
	full := testing.inventory(resources)
	result := kms.customer_managed(full.resources.aws_sqs_queue[q], path) with input as full
}

key := "aws_kms_key.k"

test_known_keys if {
	every row in [
		[{}, "fail"],
		[{path: null}, "fail"],
		[{path: ""}, "fail"],
		[{path: "alias/aws/sqs"}, "fail"],
		[{path: "arn:aws:kms:us-east-1:111122223333:alias/aws/sqs"}, "fail"],
		[{path: "alias/mine"}, "pass"],
		[{path: "arn:aws:kms:us-east-1:111122223333:key/1"}, "pass"],
		[{path: testing.secret}, "unknown"],
		[{path: testing.unknown}, "unknown"],
	] {
		status([testing.plain(q, row[0])]) == row[1]
	}
}

test_keys_of_the_document if {
	status([testing.pointing(q, {}, path, [key]), testing.plain(key, {})]) == "pass"
	status([testing.pointing(q, {}, path, ["aws_kms_alias.a"]), testing.plain("aws_kms_alias.a", {})]) == "pass"
	possible := testing.resource(q, {"values": {path: testing.unknown}, "references": {path: testing.refers([key])}})
	status([possible, testing.plain(key, {})]) == "unknown"
	candidate := testing.resource(q, {
		"values": {path: testing.unknown},
		"presence": {path: "proven"},
		"references": {path: testing.may_refer([key], "any of two")},
	})
	status([candidate, testing.plain(key, {})]) == "unknown"
}

test_keys_that_are_read if {
	alias := "data.aws_kms_alias.a"
	read := "data.aws_kms_key.k"
	every row in [
		[alias, {"name": "alias/aws/sqs"}, "fail"],
		[alias, {"name": "alias/mine"}, "unknown"],
		[alias, {"name": testing.unknown}, "unknown"],
		[read, {"key_manager": "AWS"}, "fail"],
		[read, {"key_id": "alias/aws/sqs"}, "fail"],
		[read, {"key_id": "1", "key_manager": "CUSTOMER"}, "unknown"],
	] {
		status([testing.pointing(q, {}, path, [row[0]]), testing.plain(row[0], row[1])]) == row[2]
	}
	by_arn := testing.resource(q, {
		"values": {path: "arn:aws:kms:us-east-1:111122223333:key/1"},
		"references": {path: testing.refers([alias])},
	})
	status([by_arn, testing.plain(alias, {"name": "alias/aws/sqs"})]) == "fail"
}

test_the_reason if {
	full := testing.inventory([testing.pointing(q, {}, path, [])])
	result := kms.customer_managed(full.resources.aws_sqs_queue[q], path) with input as full
	"Whether AWS manages this key is not known." in result.evidence[0].because
}

found(resources) := {document.where: document.certain | some document in result} if {
	full := testing.inventory(resources)
	result := kms.policies(full.resources.aws_kms_key[key]) with input as full
}

satellite(said) := testing.resource("aws_kms_key_policy.p", object.union(
	{"values": {"key_id": testing.unknown}, "presence": {"key_id": "proven"}, "documents": {"policy": testing.document({})}},
	said,
))

test_policies if {
	own := testing.resource(key, {"values": {"policy": "{}"}, "documents": {"policy": testing.document({})}})
	found([own]) == {"policy": true}
	found([testing.plain(key, {}), satellite({"references": {"key_id": testing.refers([key])}})]) == {"aws_kms_key_policy.p": true}
	found([testing.plain(key, {}), satellite({})]) == {"aws_kms_key_policy.p": false}
}

test_a_policy_of_another_key if {
	other := "aws_kms_external_key.other"
	found([testing.plain(key, {}), testing.plain(other, {}), satellite({"references": {"key_id": testing.refers([other])}})]) == {}
}

test_a_policy_that_names_the_key if {
	named := satellite({"values": {"key_id": "1234"}})
	found([testing.plain(key, {"id": "1234"}), named]) == {"aws_kms_key_policy.p": true}
	found([testing.plain(key, {"arn": "1234"}), named]) == {"aws_kms_key_policy.p": true}
	found([testing.plain(key, {"id": "5678"}), named]) == {}
	found([testing.plain(key, {}), named]) == {}
	no_text := satellite({"values": {"key_id": "1234"}, "documents": {}})
	found([testing.plain(key, {"id": "1234"}), no_text]) == {"aws_kms_key_policy.p": true}
}

test_keys if {
	full := testing.inventory([testing.plain(key, {}), testing.plain("data.aws_kms_key.k", {}), testing.plain("aws_kms_replica_key.r", {})])
	object.keys(kms.keys) == {key, "aws_kms_replica_key.r"} with input as full
}
