package safeguard.msk.disk_alarm_test

import data.safeguard.lib.testing
import data.safeguard.msk.disk_alarm as policy

k := "aws_msk_cluster.k"

a := "aws_cloudwatch_metric_alarm.a"

good := {
	"namespace": "AWS/Kafka",
	"metric_name": "KafkaDataLogsDiskUsed",
	"dimensions": {"Cluster Name": "events"},
	"statistic": "Maximum",
	"comparison_operator": "GreaterThanThreshold",
	"threshold": 85,
	"alarm_actions": [testing.unknown],
}

watching(changes) := testing.resource(a, {
	"values": object.union(object.remove(good, object.keys(changes)), changes),
	"references": {"dimensions": testing.refers([k])},
})

on(type, alarms) := result if {
	cluster := testing.plain(k, {"cluster_name": "events", "broker_node_group_info": [{"instance_type": type}]})
	result := policy.verdict with input as testing.inventory(array.concat([cluster], alarms))
}

verdict(alarms) := on("kafka.m5.large", alarms)[k]

test_pass if {
	verdict([watching({})]).status == "pass"
	verdict([watching({"threshold": 90})]).status == "pass"
	verdict([watching({"dimensions": {"Cluster Name": "events", "Broker ID": "1"}})]).status == "pass"
}

test_fail if {
	verdict([]).status == "fail"
	verdict([watching({"threshold": 95})]).status == "fail"
	verdict([watching({"metric_name": "KafkaAppLogsDiskUsed"})]).status == "fail"
	verdict([watching({"actions_enabled": false})]).status == "fail"
	verdict([watching({"statistic": "Minimum"})]).status == "fail"
}

test_unknown if {
	verdict([watching({"threshold": testing.unknown})]).status == "unknown"
	on(testing.unknown, [])[k].status == "unknown"
	on(testing.unknown, [watching({})])[k].status == "pass"
}

test_express_brokers_are_no_subjects if {
	full := testing.inventory([testing.plain(k, {"broker_node_group_info": [{"instance_type": "express.m7g.large"}]})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {k} with input as full
}

test_the_percentage_is_a_parameter if {
	cluster := testing.plain(k, {"cluster_name": "events", "broker_node_group_info": [{"instance_type": "kafka.m5.large"}]})
	found := policy.verdict with input as testing.inventory([cluster, watching({})])
		with data.parameters as {"msk/disk-alarm": {"maximum_percent": 80}}
	found[k].status == "fail"
}
