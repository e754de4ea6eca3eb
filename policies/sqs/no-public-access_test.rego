package safeguard.sqs.no_public_access_test

import data.safeguard.lib.testing
import data.safeguard.sqs.no_public_access as policy

q := "aws_sqs_queue.q"

verdict(resources) := result if {
	result := policy.verdict[q] with input as testing.inventory(resources)
}

open := {"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": "sqs:SendMessage", "Resource": "*"}

narrow := object.union(open, {"Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:eu-central-1:111122223333:orders"}}})

inline(document) := testing.resource(q, {"values": {"policy": "{…}"}, "documents": {"policy": testing.document(document)}})

satellite(owner, document) := testing.resource("aws_sqs_queue_policy.p", {
	"values": {"queue_url": testing.unknown, "policy": "{…}"},
	"presence": {"queue_url": "proven"},
	"documents": {"policy": testing.document(document)},
	"references": {"queue_url": owner},
})

test_pass if {
	verdict([testing.plain(q, {})]).status == "pass"
	verdict([testing.resource(q, {"values": {"policy": testing.unknown}, "presence": {"policy": "unset"}})]).status == "pass"
	verdict([inline({"Statement": [narrow]})]).status == "pass"
	verdict([inline({"Statement": [object.union(open, {"Effect": "Deny"})]})]).status == "pass"
}

test_a_deny if {
	deny := {"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*"}
	every row in [
		[{"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}}, "pass"],
		[{"Condition": {"Bool": {"aws:SecureTransport": "false"}}}, "fail"],
		[{"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": testing.unknown}}}, "unknown"],
	] {
		verdict([inline({"Statement": [object.union(deny, row[0]), open]})]).status == row[1]
	}
}

test_fail if {
	verdict([inline({"Statement": open})]).status == "fail"
	verdict([inline({"Statement": [narrow, open]})]).evidence[0].because == ["Statement 2 allows everyone."]
	result := verdict([inline({"Statement": []}), satellite(testing.refers([q]), {"Statement": [open]})])
	result.status == "fail"
	[evidence.observed | some evidence in result.evidence] == ["aws_sqs_queue_policy.p"]
}

test_unknown if {
	verdict([testing.pointing(q, {}, "policy", [])]).status == "unknown"
	verdict([inline({"Statement": [object.union(open, {"Principal": {"AWS": testing.unknown}})]})]).status == "unknown"
	verdict([inline({"Statement": [{"Effect": "Allow", "Principal": testing.unknown}]})]).status == "unknown"
}

test_a_public_policy_that_may_belong_to_the_queue if {
	verdict([testing.plain(q, {}), satellite(testing.may_refer([q], "any of two"), {"Statement": [open]})]).status == "unknown"
	verdict([testing.plain(q, {}), satellite(testing.refers([]), {"Statement": [open]})]).status == "unknown"
	verdict([testing.plain(q, {}), satellite(testing.refers([]), {"Statement": [narrow]})]).status == "pass"
}
