package safeguard.sqs.least_privilege_test

import data.safeguard.lib.testing
import data.safeguard.sqs.least_privilege as policy

q := "aws_sqs_queue.q"

arn := "arn:aws:sqs:eu-central-1:111122223333:q"

root := {"AWS": "arn:aws:iam::111122223333:root"}

role := {"AWS": "arn:aws:iam::111122223333:role/worker"}

verdict(resources) := result if {
	result := policy.verdict[q] with input as testing.inventory(resources)
}

allow(principal, action) := {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*"}

inline(statement) := testing.resource(q, {
	"values": {"policy": "{…}", "arn": arn},
	"documents": {"policy": testing.document({"Statement": [statement]})},
})

test_rows if {
	every row in [
		[allow(role, "sqs:SendMessage"), "pass"],
		[allow(role, ["sqs:SendMessage", "sqs:ReceiveMessage"]), "pass"],
		[allow(role, "sqs:*"), "fail"],
		[allow(role, "SQS:*"), "fail"],
		[allow(role, "*:*"), "fail"],
		[allow(role, "sq?:**"), "fail"],
		[allow(role, "sqs:*Message"), "pass"],
		[allow(role, ["sqs:SendMessage", "*"]), "fail"],
		[allow("*", "sqs:*"), "fail"],
		[allow({"Service": "sns.amazonaws.com"}, "sqs:*"), "fail"],
		[allow(root, "sqs:*"), "pass"],
		[allow({"AWS": "111122223333"}, "sqs:*"), "pass"],
		[allow({"AWS": "arn:aws:iam::999988887777:root"}, "sqs:*"), "fail"],
		[allow({"AWS": testing.unknown}, "sqs:*"), "unknown"],
		[allow(role, testing.unknown), "unknown"],
		[allow({"AWS": testing.unknown}, "sqs:SendMessage"), "pass"],
		[{"Effect": "Allow", "Principal": role, "NotAction": "sqs:DeleteQueue", "Resource": "*"}, "fail"],
		[object.union(allow("*", "sqs:*"), {"Effect": "Deny"}), "pass"],
		[testing.unknown, "unknown"],
	] {
		verdict([inline(row[0])]).status == row[1]
	}
}

test_no_policy if {
	verdict([testing.plain(q, {})]).status == "pass"
}

test_the_reason if {
	verdict([inline(allow(role, "sqs:*"))]).evidence[0].because == ["Statement 1 allows every action."]
}

test_a_policy_that_may_belong_to_the_queue if {
	stray := testing.resource("aws_sqs_queue_policy.p", {
		"values": {"queue_url": testing.unknown, "policy": "{…}"},
		"presence": {"queue_url": "proven"},
		"documents": {"policy": testing.document({"Statement": [allow(role, "sqs:*")]})},
	})
	verdict([testing.plain(q, {}), stray]).status == "unknown"
}

test_an_account_that_is_not_known if {
	unnamed := object.union(inline(allow(root, "sqs:*")), {"values": {"arn": testing.unknown}})
	verdict([unnamed]).status == "unknown"
	verdict([unnamed, testing.plain("data.aws_caller_identity.me", {"account_id": "111122223333"})]).status == "pass"
}

test_only_managed_queues_are_subjects if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_sqs_queue.q", {})])
}
