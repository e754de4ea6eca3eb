package safeguard.msk.log_retention_test

import data.safeguard.lib.testing
import data.safeguard.msk.log_retention as policy

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
		["log.retention.hours=168", "pass"],
		["log.retention.hours=24", "fail"],
		["log.retention.hours=-1", "pass"],
		["log.retention.minutes=10080\nlog.retention.hours=1", "pass"],
		["log.retention.minutes=60\nlog.retention.hours=168", "fail"],
		["log.retention.ms=604800000\nlog.retention.minutes=1", "pass"],
		["log.retention.ms=1\nlog.retention.hours=168", "fail"],
		["log.retention.ms=-1\nlog.retention.hours=1", "pass"],
		["", "pass"],
		[testing.unknown, "unknown"],
	] {
		status(row[0]) == row[1]
	}
	alone(subnets(3)) == "pass"
	alone(express) == "pass"
}

test_the_hours_are_a_parameter if {
	found := policy.verdict with input as testing.inventory([testing.plain(k, {})])
		with data.parameters as {"msk/log-retention": {"minimum_hours": 200}}
	found[k].status == "fail"
}
