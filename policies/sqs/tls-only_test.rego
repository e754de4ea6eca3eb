package safeguard.sqs.tls_only_test

import data.safeguard.lib.testing
import data.safeguard.sqs.tls_only as policy

q := "aws_sqs_queue.q"

verdict(resources) := result if {
	result := policy.verdict[q] with input as testing.inventory(resources)
}

deny := {
	"Sid": "Tls",
	"Effect": "Deny",
	"Principal": "*",
	"Action": "sqs:*",
	"Resource": "*",
	"Condition": {"Bool": {"aws:SecureTransport": "false"}},
}

inline(document) := testing.resource(q, {"values": {"policy": "{…}"}, "documents": {"policy": testing.document(document)}})

bare := testing.resource(q, {"values": {"policy": testing.unknown}, "presence": {"policy": "unset"}})

satellite(owner, said) := object.union(
	testing.resource("aws_sqs_queue_policy.p", {
		"values": {"queue_url": testing.unknown, "policy": testing.unknown},
		"presence": {"queue_url": "proven", "policy": "proven"},
		"references": {"queue_url": owner},
	}),
	said,
)

text(document) := {"documents": {"policy": testing.document(document)}}

test_pass if {
	verdict([inline({"Statement": [deny]})]).status == "pass"
	verdict([inline({"Statement": deny})]).evidence[0].because == ["Statement Tls denies it."]
	verdict([bare, satellite(testing.refers([q]), text({"Statement": [deny]}))]).status == "pass"
}

test_no_policy if {
	verdict([bare]).status == "fail"
	verdict([testing.plain(q, {})]).status == "fail"
	verdict([testing.plain(q, {"policy": ""})]).status == "fail"
}

test_a_policy_without_the_statement if {
	verdict([inline({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:*"}]})]).status == "fail"
	verdict([bare, satellite(testing.refers([q]), text({"Statement": []}))]).status == "fail"
}

test_a_policy_that_is_not_known if {
	verdict([testing.pointing(q, {}, "policy", [])]).status == "unknown"
	verdict([bare, satellite(testing.refers([q]), {})]).status == "unknown"
	verdict([inline({"Statement": [testing.unknown]})]).status == "unknown"
}

test_the_arn_of_the_queue_itself_is_known_by_reference if {
	by_arn := text({"Statement": [object.union(deny, {"Resource": testing.unknown})]})
	verdict([bare, satellite(testing.refers([q]), object.union(by_arn, {"references": {"policy": testing.refers([q])}}))]).status == "pass"
	verdict([bare, satellite(testing.refers([q]), by_arn)]).status == "unknown"
}

test_a_policy_that_may_belong_to_the_queue if {
	good := text({"Statement": [deny]})
	verdict([bare, satellite(testing.may_refer([q], "any of two"), good)]).status == "unknown"
	verdict([bare, satellite(testing.refers([]), good)]).status == "unknown"
	verdict([bare, satellite(testing.refers([]), text({"Statement": []}))]).status == "fail"
	verdict([bare, testing.resource("aws_sqs_queue.other", {}), satellite(testing.refers(["aws_sqs_queue.other"]), good)]).status == "fail"
}

test_an_inline_policy_that_may_be_null if {
	possible := testing.resource(q, {
		"values": {"policy": testing.unknown},
		"presence": {"policy": "possible"},
		"documents": {"policy": testing.document({"Statement": [deny]})},
	})
	verdict([possible]).status == "unknown"
}
