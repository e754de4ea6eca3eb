package safeguard.msk.replication_factor_test

import data.safeguard.lib.testing
import data.safeguard.msk.replication_factor as policy

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
		["default.replication.factor=3", "pass"],
		["default.replication.factor = 4 ", "pass"],
		["default.replication.factor=2", "fail"],
		["default.replication.factor=3\ndefault.replication.factor: 1", "fail"],
		["#default.replication.factor=3\ndefault.replication.factor 2", "fail"],
		["default.replication.factor=three", "unknown"],
		[testing.unknown, "unknown"],
		["", "unknown"],
	] {
		status(row[0]) == row[1]
	}
	evidence := verdicts({}, "default.replication.factor=2")[k].evidence[0]
	evidence.observed == "default.replication.factor=2"
	evidence.because == ["aws_msk_configuration.c sets default.replication.factor."]
}

test_the_default_depends_on_the_zones if {
	verdicts({"values": subnets(3)}, "num.partitions=6")[k].status == "pass"
	verdicts({"values": subnets(2)}, "num.partitions=6")[k].status == "fail"
	alone(subnets(3)) == "pass"
	alone(subnets(4)) == "unknown"
	alone(express) == "pass"
	alone(object.union(express, {"configuration_info": [{"arn": "arn:aws:kafka:r:1:configuration/shared/a", "revision": 3}]})) == "pass"
}

test_the_number_is_a_parameter if {
	found := policy.verdict with input as testing.inventory([testing.plain(k, subnets(2))])
		with data.parameters as {"msk/replication-factor": {"minimum": 2}}
	found[k].status == "pass"
}
