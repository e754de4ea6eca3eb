package safeguard.elasticache.memory_alarm_test

import data.safeguard.elasticache.memory_alarm as policy
import data.safeguard.lib.testing

g := "aws_elasticache_replication_group.g"

a := "aws_cloudwatch_metric_alarm.a"

good := {
	"namespace": "AWS/ElastiCache",
	"metric_name": "DatabaseMemoryUsagePercentage",
	"dimensions": {"CacheClusterId": "sessions-001"},
	"statistic": "Maximum",
	"comparison_operator": "GreaterThanThreshold",
	"threshold": 90,
	"alarm_actions": ["arn:aws:sns:eu-central-1:111122223333:on-call"],
}

watching(changes) := testing.resource(a, {"values": object.union(object.remove(good, object.keys(changes)), changes)})

verdict(alarms) := result if {
	group := testing.plain(g, {"replication_group_id": "sessions"})
	found := policy.verdict with input as testing.inventory(array.concat([group], alarms))
	result := found[g]
}

test_nodes_of_a_group if {
	verdict([watching({})]).status == "pass"
	verdict([watching({"dimensions": {"CacheClusterId": "sessions-0002-001", "CacheNodeId": "0001"}})]).status == "pass"
	verdict([watching({"dimensions": {"CacheClusterId": "sessions-other-001"}})]).status == "fail"
	linked := object.union(
		watching({"dimensions": {"CacheClusterId": testing.unknown}}),
		{"references": {"dimensions": testing.refers([g])}},
	)
	verdict([linked]).status == "unknown"
}

test_clusters_and_memorydb if {
	c := "aws_elasticache_cluster.c"
	m := "aws_memorydb_cluster.m"
	full := testing.inventory([
		testing.plain(c, {"cluster_id": "sessions-001"}),
		testing.plain(m, {"name": "orders"}),
		watching({}),
		testing.resource("aws_cloudwatch_metric_alarm.m", {
			"values": object.union(object.remove(good, ["dimensions"]), {"namespace": "AWS/MemoryDB", "dimensions": {"ClusterName": "orders"}}),
			"references": {"dimensions.ClusterName": testing.refers([m])},
		}),
	])
	found := policy.verdict with input as full
	found[c].status == "fail"
	found[m].status == "pass"
	linked := object.union(watching({}), {"references": {"dimensions": testing.refers([c])}})
	of_cluster := policy.verdict with input as testing.inventory([testing.plain(c, {"cluster_id": "sessions-001"}), linked])
	of_cluster[c].status == "pass"
}

test_fail if {
	verdict([]).status == "fail"
	verdict([watching({"alarm_actions": []})]).status == "fail"
	verdict([watching({"comparison_operator": "LessThanThreshold"})]).status == "fail"
	verdict([watching({"metric_name": "CacheHits"})]).status == "fail"
}

test_unknown if {
	verdict([watching({"threshold": testing.unknown})]).status == "unknown"
}

test_replicas_are_no_subjects if {
	full := testing.inventory([testing.plain("aws_elasticache_cluster.r", {"replication_group_id": "g"})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {"aws_elasticache_cluster.r"} with input as full
}

test_the_percentage_is_a_parameter if {
	verdict([watching({"threshold": 91})]).status == "fail"
	group := testing.plain(g, {"replication_group_id": "sessions"})
	found := policy.verdict with input as testing.inventory([group, watching({})])
		with data.parameters as {"elasticache/memory-alarm": {"maximum_percent": 80}}
	found[g].status == "fail"
}

test_freeable_memory if {
	low := {"metric_name": "FreeableMemory", "statistic": "Minimum", "comparison_operator": "LessThanThreshold", "threshold": 100000000}
	verdict([watching(low)]).status == "pass"
	verdict([watching(object.union(low, {"comparison_operator": "GreaterThanThreshold"}))]).status == "fail"
}
