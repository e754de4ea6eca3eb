package safeguard.msk.min_insync_replicas_test

import data.safeguard.lib.testing
import data.safeguard.msk.min_insync_replicas as policy

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

subnets(number) := {"broker_node_group_info": [{"client_subnets": array.slice(["a", "b", "c", "d"], 0, number), "instance_type": "kafka.m5.large"}]}

express := {"broker_node_group_info": [{"client_subnets": ["a", "b", "c"], "instance_type": "express.m7g.large"}]}

test_the_property if {
	every row in [
		["default.replication.factor=3\nmin.insync.replicas=2", "pass"],
		["default.replication.factor=3\nmin.insync.replicas=1", "fail"],
		["default.replication.factor=3\nmin.insync.replicas=3", "fail"],
		["min.insync.replicas=1", "fail"],
		["min.insync.replicas=2", "unknown"],
		["default.replication.factor=3", "unknown"],
		[testing.unknown, "unknown"],
	] {
		status(row[0]) == row[1]
	}
}

test_the_defaults_depend_on_the_zones if {
	alone(subnets(3)) == "pass"
	alone(subnets(2)) == "fail"
	alone(express) == "pass"
	alone(object.union(express, {"configuration_info": [{"arn": "arn:aws:kafka:r:1:configuration/shared/a", "revision": 3}]})) == "pass"
	alone({}) == "unknown"
}

test_the_number_is_a_parameter if {
	found := policy.verdict with input as testing.inventory([testing.plain(k, subnets(2))])
		with data.parameters as {"msk/min-insync-replicas": {"minimum": 1}}
	found[k].status == "pass"
}
