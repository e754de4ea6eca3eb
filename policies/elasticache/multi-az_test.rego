package safeguard.elasticache.multi_az_test

import data.safeguard.elasticache.multi_az as policy
import data.safeguard.lib.testing

verdict(address, said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(address, said), testing.plain("aws_kms_key.k", {})])
	result := found[address]
}

group(values) := verdict("aws_elasticache_replication_group.g", {"values": values}).status

memorydb(values) := verdict("aws_memorydb_cluster.m", {"values": values}).status

multi := {"automatic_failover_enabled": true, "multi_az_enabled": true}

test_replication_groups if {
	every row in [
		[{"num_cache_clusters": 2}, "pass"],
		[{"num_cache_clusters": 1}, "fail"],
		[{"num_cache_clusters": testing.unknown}, "unknown"],
		[{"num_node_groups": 3, "replicas_per_node_group": 1}, "pass"],
		[{"num_node_groups": 3, "replicas_per_node_group": 0}, "fail"],
		[{"num_node_groups": 3, "replicas_per_node_group": testing.unknown}, "unknown"],
		[{"num_cache_clusters": 2, "multi_az_enabled": false}, "fail"],
		[{"num_cache_clusters": 2, "automatic_failover_enabled": false}, "fail"],
		[{"num_cache_clusters": 2, "multi_az_enabled": null}, "fail"],
		[{"num_cache_clusters": 2, "multi_az_enabled": testing.unknown}, "unknown"],
		[{}, "fail"],
		[{"global_replication_group_id": "ldgnf-x"}, "unknown"],
		[{"global_replication_group_id": "ldgnf-x", "num_cache_clusters": 2}, "pass"],
	] {
		group(object.union(multi, row[0])) == row[1]
	}
}

test_unset_looks_unknown if {
	unset := {name: testing.unknown | some name in ["num_cache_clusters", "num_node_groups", "replicas_per_node_group"]}
	verdict("aws_elasticache_replication_group.g", {
		"values": object.union(multi, unset),
		"presence": {name: "unset" | some name, _ in unset},
	}).status == "fail"
	verdict("aws_elasticache_replication_group.g", {
		"values": object.union(multi, object.union(unset, {"num_cache_clusters": 2})),
		"presence": {name: "unset" | some name, _ in unset},
	}).status == "pass"
}

test_memorydb if {
	memorydb({"num_replicas_per_shard": 1}) == "pass"
	memorydb({}) == "pass"
	memorydb({"num_replicas_per_shard": 0}) == "fail"
	memorydb({"num_replicas_per_shard": testing.unknown}) == "unknown"
}
