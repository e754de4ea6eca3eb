package safeguard.msk.encryption_in_cluster_test

import data.safeguard.lib.testing
import data.safeguard.msk.encryption_in_cluster as policy

k := "aws_msk_cluster.k"

verdict(said) := result if {
	result := policy.verdict[k] with input as testing.inventory([testing.resource(k, said)])
}

status(values) := verdict({"values": values}).status

in_cluster(value) := {"encryption_info": [{"encryption_in_transit": [{"in_cluster": value}]}]}

test_in_cluster if {
	every row in [[true, "pass"], [null, "pass"], [false, "fail"], [testing.unknown, "unknown"]] {
		status(in_cluster(row[0])) == row[1]
	}
	status({}) == "pass"
	status({"encryption_info": testing.unknown}) == "unknown"
}
