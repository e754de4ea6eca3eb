package safeguard.msk.no_public_access_test

import data.safeguard.lib.testing
import data.safeguard.msk.no_public_access as policy

k := "aws_msk_cluster.k"

verdict(said) := result if {
	result := policy.verdict[k] with input as testing.inventory([testing.resource(k, said)])
}

status(values) := verdict({"values": values}).status

access(type) := {"broker_node_group_info": [{"connectivity_info": [{"public_access": [{"type": type}]}]}]}

test_public_access if {
	status(access("DISABLED")) == "pass"
	status(access(null)) == "pass"
	status({"broker_node_group_info": [{"connectivity_info": []}]}) == "pass"
	status(access("SERVICE_PROVIDED_EIPS")) == "fail"
	status(access(testing.unknown)) == "unknown"
	status({"broker_node_group_info": [{"connectivity_info": testing.unknown}]}) == "unknown"
}

test_unset_looks_unknown if {
	verdict({
		"values": {"broker_node_group_info": [{"connectivity_info": testing.unknown}]},
		"presence": {"broker_node_group_info.connectivity_info": "unset"},
	}).status == "pass"
}
