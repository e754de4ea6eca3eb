package safeguard.elasticache.encryption_at_rest_test

import data.safeguard.elasticache.encryption_at_rest as policy
import data.safeguard.lib.testing

verdict(address, said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(address, said), testing.plain("aws_kms_key.k", {})])
	result := found[address]
}

group(values) := verdict("aws_elasticache_replication_group.g", {"values": values}).status

cluster(values) := verdict("aws_elasticache_cluster.c", {"values": values}).status

serverless(values) := verdict("aws_elasticache_serverless_cache.s", {"values": values}).status

memorydb(values) := verdict("aws_memorydb_cluster.m", {"values": values}).status

test_replication_groups if {
	every row in [
		[{"at_rest_encryption_enabled": true}, "pass"],
		[{"at_rest_encryption_enabled": "true"}, "pass"],
		[{"at_rest_encryption_enabled": "false"}, "fail"],
		[{"at_rest_encryption_enabled": false}, "fail"],
		[{"at_rest_encryption_enabled": testing.unknown}, "unknown"],
		[{"engine": "redis"}, "fail"],
		[{}, "fail"],
		[{"engine": "valkey"}, "pass"],
		[{"engine": testing.unknown}, "unknown"],
		[{"global_replication_group_id": "ldgnf-x"}, "unknown"],
	] {
		group(row[0]) == row[1]
	}
}

test_unset_looks_unknown if {
	verdict("aws_elasticache_replication_group.g", {
		"values": {"engine": "redis", "at_rest_encryption_enabled": testing.unknown},
		"presence": {"at_rest_encryption_enabled": "unset"},
	}).status == "fail"
}

test_clusters if {
	cluster({"engine": "redis"}) == "fail"
	cluster({"engine": testing.unknown}) == "unknown"
	cluster({"engine": "redis", "replication_group_id": testing.unknown}) == "unknown"
}

test_always_encrypted if {
	serverless({"engine": "memcached"}) == "pass"
	memorydb({}) == "pass"
}

test_not_a_subject if {
	full := testing.inventory([testing.plain("aws_elasticache_cluster.c", {"engine": "memcached"}), testing.plain("aws_elasticache_cluster.r", {"replication_group_id": "g"})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {"aws_elasticache_cluster.c", "aws_elasticache_cluster.r"} with input as full
}
