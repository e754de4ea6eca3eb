package safeguard.msk.no_unauthenticated_access_test

import data.safeguard.lib.testing
import data.safeguard.msk.no_unauthenticated_access as policy

k := "aws_msk_cluster.k"

verdict(said) := result if {
	result := policy.verdict[k] with input as testing.inventory([testing.resource(k, said)])
}

status(values) := verdict({"values": values}).status

test_unauthenticated_access if {
	every row in [
		[{"unauthenticated": false, "sasl": [{"iam": true}]}, "pass"],
		[{"unauthenticated": null, "sasl": [{"iam": true}]}, "pass"],
		[{"unauthenticated": true, "sasl": [{"iam": true}]}, "fail"],
		[{"unauthenticated": testing.unknown}, "unknown"],
	] {
		status({"client_authentication": [row[0]]}) == row[1]
	}
	status({"client_authentication": testing.unknown}) == "unknown"
}

test_left_on_by_an_omitted_block if {
	status({"client_authentication": []}) == "fail"
	status({}) == "fail"
}
