package safeguard.msk.configuration_attached_test

import data.safeguard.lib.testing
import data.safeguard.msk.configuration_attached as policy

k := "aws_msk_cluster.k"

verdict(said) := result if {
	result := policy.verdict[k] with input as testing.inventory([testing.resource(k, said)])
}

status(values) := verdict({"values": values}).status

test_configurations if {
	status({"configuration_info": [{"arn": "arn:aws:kafka:x", "revision": 1}]}) == "pass"
	status({"configuration_info": []}) == "fail"
	status({}) == "fail"
	status({"configuration_info": testing.unknown}) == "unknown"
	verdict({
		"values": {"configuration_info": [{"arn": testing.unknown}]},
		"presence": {"configuration_info.arn": "proven"},
	}).status == "pass"
}
