package safeguard.msk.cluster_policy_test

import data.safeguard.lib.testing
import data.safeguard.msk.cluster_policy as policy

p := "aws_msk_cluster_policy.p"

status(said) := result if {
	verdicts := policy.verdict with input as testing.inventory([testing.resource(p, said)])
	result := verdicts[p].status
}

text(statements) := {"values": {"policy": "{…}"}, "documents": {"policy": testing.document({"Statement": statements})}}

test_cluster_policies if {
	status(text([{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kafka:*"}])) == "pass"
	status(text([{"Effect": "Allow", "Principal": "*", "Action": "kafka:*"}])) == "fail"
	status(text({"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": "kafka:*"})) == "fail"
	status(text([{"Effect": "Allow", "Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}])) == "pass"
	status({"values": {"policy": testing.unknown}, "presence": {"policy": "proven"}}) == "unknown"
	status({"values": {"policy": "no JSON"}}) == "unknown"
}
