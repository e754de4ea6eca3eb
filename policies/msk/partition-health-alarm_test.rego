package safeguard.msk.partition_health_alarm_test

import data.safeguard.lib.testing
import data.safeguard.msk.partition_health_alarm as policy

k := "aws_msk_cluster.k"

a := "aws_cloudwatch_metric_alarm.a"

good := {
	"namespace": "AWS/Kafka",
	"metric_name": "OfflinePartitionsCount",
	"dimensions": {"Cluster Name": "events"},
	"statistic": "Maximum",
	"comparison_operator": "GreaterThanThreshold",
	"threshold": 0,
	"alarm_actions": [testing.unknown],
}

watching(changes) := testing.resource(a, {
	"values": object.union(object.remove(good, object.keys(changes)), changes),
	"references": {"dimensions": testing.refers([k])},
})

verdict(alarms) := result if {
	cluster := testing.plain(k, {"cluster_name": "events", "broker_node_group_info": [{"instance_type": "kafka.m5.large"}]})
	result := policy.verdict[k] with input as testing.inventory(array.concat([cluster], alarms))
}

test_pass if {
	verdict([watching({})]).status == "pass"
	verdict([watching({"metric_name": "UnderReplicatedPartitions", "dimensions": {"Cluster Name": "events", "Broker ID": "1"}})]).status == "pass"
	verdict([watching({"metric_name": "ActiveControllerCount", "comparison_operator": "LessThanThreshold", "threshold": 1})]).status == "pass"
}

test_fail if {
	verdict([]).status == "fail"
	verdict([watching({"comparison_operator": "LessThanThreshold"})]).status == "fail"
	verdict([watching({"metric_name": "UnderReplicatedPartitions"})]).status == "fail"
	verdict([watching({"metric_name": "ActiveControllerCount"})]).status == "fail"
	verdict([watching({"metric_name": "ActiveControllerCount", "comparison_operator": "LessThanThreshold", "threshold": 2})]).status == "fail"
	verdict([watching({
		"metric_name": "ActiveControllerCount", "comparison_operator": "LessThanThreshold", "threshold": 1, "statistic": "Average",
	})]).status == "fail"
}

test_unknown if {
	verdict([watching({"alarm_actions": testing.unknown})]).status == "unknown"
}

test_express_brokers_are_no_subjects if {
	full := testing.inventory([testing.plain(k, {"broker_node_group_info": [{"instance_type": "express.m7g.large"}]})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {k} with input as full
}
