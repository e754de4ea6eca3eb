package safeguard.msk.unclean_leader_election_test

import data.safeguard.lib.testing
import data.safeguard.msk.unclean_leader_election as policy

k := "aws_msk_cluster.k"

config := "aws_msk_configuration.c"

verdicts(cluster, text) := result if {
	linked := testing.resource(k, object.union(cluster, {
		"values": object.union({"configuration_info": [{"arn": testing.unknown, "revision": testing.unknown}]}, object.get(cluster, "values", {})),
		"presence": {"configuration_info.arn": "proven", "configuration_info.revision": "proven"},
		"references": {"configuration_info.arn": testing.refers([config]), "configuration_info.revision": testing.refers([config])},
	}))
	result := policy.verdict with input as testing.inventory([linked, testing.plain(config, {"server_properties": text})])
}

status(text) := verdicts({}, text)[k].status

alone(values) := result if {
	found := policy.verdict with input as testing.inventory([testing.plain(k, values)])
	result := found[k].status
}

express := {"broker_node_group_info": [{"client_subnets": ["a", "b", "c"], "instance_type": "express.m7g.large"}]}

test_the_property if {
	every row in [
		["unclean.leader.election.enable=false", "pass"],
		["unclean.leader.election.enable = FALSE", "pass"],
		["unclean.leader.election.enable=true", "fail"],
		["", "fail"],
		[testing.unknown, "unknown"],
	] {
		status(row[0]) == row[1]
	}
}

test_the_default_of_the_service_is_true if {
	alone({}) == "fail"
	alone({"storage_mode": "LOCAL"}) == "fail"
	alone({"storage_mode": "TIERED"}) == "pass"
	alone({"storage_mode": testing.unknown}) == "unknown"
	alone(express) == "unknown"
}
