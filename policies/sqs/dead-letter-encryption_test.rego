package safeguard.sqs.dead_letter_encryption_test

import data.safeguard.lib.testing
import data.safeguard.sqs.dead_letter_encryption as policy

q := "aws_sqs_queue.q"

dlq := "aws_sqs_queue.dlq"

unknown := testing.unknown

source(said) := object.union(testing.pointing(q, {}, "redrive_policy", [dlq]), said)

keys := [testing.plain("aws_kms_key.k", {}), testing.plain("aws_kms_alias.a", {}), testing.resource("data.aws_kms_alias.aws", {})]

verdicts(resources) := result if {
	result := policy.verdict with input as testing.inventory(array.concat(resources, keys))
}

status(own, other) := verdicts([source(other), testing.resource(dlq, own)])[dlq].status

none := {"values": {"sqs_managed_sse_enabled": false}}

sse := {"values": {"sqs_managed_sse_enabled": true}}

unset := {"values": {"sqs_managed_sse_enabled": unknown}, "presence": {"sqs_managed_sse_enabled": "unset"}}

aws := {"values": {"kms_master_key_id": "alias/aws/sqs"}}

aws_by_arn := {"values": {"kms_master_key_id": "arn:aws:kms:eu-central-1:111122223333:alias/aws/sqs"}}

own_by_name := {"values": {"kms_master_key_id": "alias/orders"}}

own(reference) := {"values": {"kms_master_key_id": unknown}, "presence": {"kms_master_key_id": "proven"}, "references": {"kms_master_key_id": testing.refers([reference])}}

untraced := {"values": {"kms_master_key_id": unknown}, "presence": {"kms_master_key_id": "proven"}}

hidden := {"values": {"kms_master_key_id": testing.secret}}

possible := {"values": {"kms_master_key_id": unknown, "sqs_managed_sse_enabled": false}, "presence": {"kms_master_key_id": "possible"}}

test_ranks_that_are_known if {
	ranks := [none, sse, aws, own_by_name]
	every i, mine in ranks {
		every j, theirs in ranks {
			status(mine, theirs) == {true: "pass", false: "fail"}[i >= j]
		}
	}
	status(aws_by_arn, own_by_name) == "fail"
	status(aws_by_arn, aws) == "pass"
}

test_keys_by_reference_are_the_customers if {
	every row in [
		[own("aws_kms_key.k"), own("aws_kms_key.k"), "pass"],
		[own("aws_kms_alias.a"), own_by_name, "pass"],
		[aws, own("aws_kms_key.k"), "fail"],
		[sse, own("aws_kms_key.k"), "fail"],
		[own("aws_kms_key.k"), untraced, "pass"],
		[untraced, own("aws_kms_key.k"), "unknown"],
		[own("data.aws_kms_alias.aws"), own("aws_kms_key.k"), "unknown"],
	] {
		status(row[0], row[1]) == row[2]
	}
}

test_ranges if {
	every row in [
		[sse, untraced, "fail"],
		[sse, hidden, "fail"],
		[none, untraced, "fail"],
		[untraced, aws, "pass"],
		[untraced, sse, "pass"],
		[untraced, untraced, "unknown"],
		[unset, none, "pass"],
		[unset, sse, "unknown"],
		[unset, aws, "fail"],
		[unset, unset, "unknown"],
		[sse, unset, "pass"],
		[none, unset, "unknown"],
		[possible, none, "pass"],
		[possible, sse, "unknown"],
		[sse, possible, "unknown"],
		[own_by_name, possible, "pass"],
	] {
		status(row[0], row[1]) == row[2]
	}
}

test_an_empty_key_is_none if {
	status({"values": {"kms_master_key_id": "", "sqs_managed_sse_enabled": false}}, sse) == "fail"
}

test_the_evidence_names_both if {
	verdicts([source(unset), testing.resource(dlq, none)])[dlq].evidence == [{
		"path": "",
		"state": "undetermined",
		"observed": "no encryption",
		"expected": "encryption no weaker than no encryption or SSE-SQS, as on aws_sqs_queue.q",
		"because": [],
	}]
}

test_every_source_counts if {
	second := testing.pointing("aws_sqs_queue.second", {"kms_master_key_id": "alias/orders"}, "redrive_policy", [dlq])
	verdicts([source(none), second, testing.resource(dlq, sse)])[dlq].status == "fail"
}

test_a_source_that_may_be_none if {
	candidate := testing.resource(q, {
		"values": {"redrive_policy": unknown, "kms_master_key_id": "alias/orders"},
		"presence": {"redrive_policy": "proven"},
		"references": {"redrive_policy": testing.may_refer([dlq], "any of two")},
	})
	verdicts([candidate, testing.resource(dlq, sse)])[dlq].status == "unknown"
	certain := testing.pointing("aws_sqs_queue.second", {"sqs_managed_sse_enabled": true}, "redrive_policy", [dlq])
	verdicts([candidate, certain, testing.resource(dlq, sse)])[dlq].status == "unknown"
	verdicts([candidate, certain, testing.resource(dlq, own_by_name)])[dlq].status == "pass"
	verdicts([candidate, certain, testing.resource(dlq, none)])[dlq].status == "fail"
}

test_a_source_behind_a_separate_redrive_policy if {
	satellite := testing.resource("aws_sqs_queue_redrive_policy.s", {"references": {"queue_url": testing.refers([q]), "redrive_policy": testing.refers([dlq])}})
	verdicts([testing.plain(q, {"kms_master_key_id": "alias/orders"}), satellite, testing.resource(dlq, sse)])[dlq].status == "fail"
	lost := object.union(satellite, {"references": {"queue_url": testing.refers([])}})
	verdicts([testing.plain(q, {}), lost, testing.resource(dlq, sse)])[dlq].status == "unknown"
}

test_not_a_subject if {
	full := testing.inventory([
		testing.plain(q, {}),
		testing.resource(dlq, {"values": {"redrive_allow_policy": "{…}"}, "documents": {"redrive_allow_policy": testing.document({"redrivePermission": "allowAll"})}}),
	])
	policy.verdict == {} with input as full
	policy.exempt == {q: "It is not a dead-letter queue.", dlq: "No queue of this document sends its dead letters here."} with input as full
}
