package safeguard.elasticache.cpu_alarm_test

import data.safeguard.elasticache.cpu_alarm as policy
import data.safeguard.lib.testing

g := "aws_elasticache_replication_group.g"

a := "aws_cloudwatch_metric_alarm.a"

good := {
	"namespace": "AWS/ElastiCache",
	"metric_name": "EngineCPUUtilization",
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

test_no_node_has_the_name_of_its_group if {
	linked := object.union(
		watching({"dimensions": {"CacheClusterId": "sessions"}}),
		{"references": {"dimensions": testing.refers([g])}},
	)
	verdict([linked]).status == "fail"
	verdict([linked]).evidence[0].because == ["Its dimensions.CacheClusterId is sessions where the name of a node, such as sessions-001, is asked for."]
}

node(name, metric) := {
	"id": replace(name, "-", "_"),
	"return_data": false,
	"metric": metric,
}

measured(name) := {
	"namespace": "AWS/ElastiCache", "metric_name": "CPUUtilization", "stat": "Average", "period": 300,
	"dimensions": {"CacheClusterId": name},
}

worst_of(queries) := testing.resource(a, {
	"values": object.union(
		object.remove(good, ["namespace", "metric_name", "dimensions", "statistic"]),
		{"metric_query": array.concat([{"id": "worst", "expression": "MAX([sessions_001, sessions_002])", "return_data": true}], queries)},
	),
	"references": {"metric_query.metric.dimensions.CacheClusterId": testing.refers([g])},
})

test_one_alarm_for_all_nodes if {
	found := verdict([worst_of([node("sessions-001", [measured("sessions-001")]), node("sessions-002", [measured("sessions-002")])])])
	found.status == "pass"
	count(found.evidence) == 1
}

# As in a synthesized stack: a block that occurs once stands there without a list.
test_blocks_without_a_list if {
	verdict([worst_of([node("sessions-001", measured("sessions-001")), node("sessions-002", measured("sessions-002"))])]).status == "pass"
	verdict([worst_of([node("sessions-001", measured("other-001"))])]).status == "fail"
	verdict([worst_of([node("sessions-001", testing.unknown)])]).status == "unknown"
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
		with data.parameters as {"elasticache/cpu-alarm": {"maximum_percent": 80}}
	found[g].status == "fail"
}
