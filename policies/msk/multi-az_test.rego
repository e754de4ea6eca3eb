package safeguard.msk.multi_az_test

import data.safeguard.lib.testing
import data.safeguard.msk.multi_az as policy

k := "aws_msk_cluster.k"

verdict(said) := result if {
	result := policy.verdict[k] with input as testing.inventory([testing.resource(k, said)])
}

status(values) := verdict({"values": values}).status

nodes(subnets, brokers) := {"broker_node_group_info": [{"client_subnets": subnets}], "number_of_broker_nodes": brokers}

test_zones if {
	every row in [
		[["a", "b"], 2, "pass"],
		[["a", "b", "c"], 6, "pass"],
		[["a", "b"], 3, "fail"],
		[["a"], 2, "fail"],
		[[], 2, "fail"],
		[[testing.unknown, testing.unknown], 2, "pass"],
		[testing.unknown, 2, "unknown"],
		[["a", "b"], testing.unknown, "unknown"],
		[["a"], testing.unknown, "fail"],
	] {
		status(nodes(row[0], row[1])) == row[2]
	}
	status({"broker_node_group_info": testing.unknown}) == "unknown"
	verdict({}).status == "fail"
}

test_the_number_is_a_parameter if {
	found := policy.verdict with input as testing.inventory([testing.plain(k, nodes(["a", "b"], 2))])
		with data.parameters as {"msk/multi-az": {"minimum_subnets": 3}}
	found[k].status == "fail"
}
