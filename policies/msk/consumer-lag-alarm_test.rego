package safeguard.msk.consumer_lag_alarm_test

import data.safeguard.lib.testing
import data.safeguard.msk.consumer_lag_alarm as policy

k := "aws_msk_cluster.k"

a := "aws_cloudwatch_metric_alarm.a"

good := {
	"namespace": "AWS/Kafka",
	"metric_name": "MaxOffsetLag",
	"dimensions": {"Cluster Name": "events", "Consumer Group": "orders", "Topic": "orders"},
	"statistic": "Maximum",
	"comparison_operator": "GreaterThanThreshold",
	"threshold": 1000,
	"alarm_actions": [testing.unknown],
}

watching(changes) := testing.resource(a, {
	"values": object.union(object.remove(good, object.keys(changes)), changes),
	"references": {"dimensions": testing.refers([k])},
})

verdict(alarms) := result if {
	cluster := testing.plain(k, {"cluster_name": "events"})
	result := policy.verdict[k] with input as testing.inventory(array.concat([cluster], alarms))
}

test_any_of_the_lags if {
	every metric in ["EstimatedMaxTimeLag", "MaxOffsetLag", "SumOffsetLag"] {
		verdict([watching({"metric_name": metric})]).status == "pass"
	}
	verdict([watching({"dimensions": {"Cluster Name": testing.unknown, "Consumer Group": "orders", "Topic": "orders"}})]).status == "pass"
}

test_fail if {
	verdict([]).status == "fail"
	verdict([watching({"metric_name": "OffsetLag"})]).status == "fail"
	verdict([watching({"dimensions": {"Cluster Name": "events"}})]).status == "fail"
	verdict([watching({"comparison_operator": "LessThanThreshold"})]).status == "fail"
	verdict([watching({"alarm_actions": []})]).status == "fail"
	verdict([watching({"dimensions": {"Cluster Name": "other", "Consumer Group": "orders", "Topic": "orders"}})]).status == "fail"
}

test_unknown if {
	verdict([watching({"threshold": testing.unknown})]).status == "unknown"
	verdict([testing.plain(a, object.union(object.remove(good, ["dimensions"]), {"dimensions": testing.unknown}))]).status == "unknown"
}

test_serverless_clusters if {
	s := "aws_msk_serverless_cluster.s"
	found := policy.verdict with input as testing.inventory([testing.plain(s, {"cluster_name": "events"})])
	found[s].status == "fail"
}
