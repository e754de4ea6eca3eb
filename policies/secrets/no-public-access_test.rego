package safeguard.secrets.no_public_access_test

import data.safeguard.lib.testing
import data.safeguard.secrets.no_public_access as policy

s := "aws_secretsmanager_secret.s"

status(resources) := result if {
	found := policy.verdict with input as testing.inventory(resources)
	result := found[s].status
}

one(values) := status([testing.plain(s, values)])

open := {"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue"}

closed := {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "secretsmanager:GetSecretValue"}

inline(statement) := status([testing.resource(s, {"values": {"policy": "{…}"}, "documents": {"policy": testing.document({"Statement": statement})}})])

satellite(owner, statement) := testing.resource("aws_secretsmanager_secret_policy.p", {
	"values": {"secret_arn": testing.unknown, "policy": "{…}"},
	"presence": {"secret_arn": "proven"},
	"references": {"secret_arn": owner},
	"documents": {"policy": testing.document({"Statement": [statement]})},
})

test_policies if {
	inline([closed]) == "pass"
	inline([closed, open]) == "fail"
	inline(open) == "fail"
	inline([object.union(open, {"Principal": testing.unknown})]) == "unknown"
	one({"policy": testing.unknown}) == "unknown"
}

test_no_policy if {
	one({}) == "pass"
	status([testing.resource(s, {"values": {"policy": testing.unknown}, "presence": {"policy": "unset"}})]) == "pass"
}

test_separate_policies if {
	status([testing.plain(s, {}), satellite(testing.refers([s]), closed)]) == "pass"
	status([testing.plain(s, {}), satellite(testing.refers([s]), open)]) == "fail"
	status([testing.plain(s, {}), satellite(testing.may_refer([s], "any of two"), open)]) == "unknown"
	status([testing.plain(s, {}), satellite(testing.refers([]), open)]) == "unknown"
}
