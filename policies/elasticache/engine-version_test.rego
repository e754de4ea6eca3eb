package safeguard.elasticache.engine_version_test

import data.safeguard.elasticache.engine_version as policy
import data.safeguard.lib.testing

verdict(address, said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(address, said), testing.plain("aws_kms_key.k", {})])
	result := found[address]
}

group(values) := verdict("aws_elasticache_replication_group.g", {"values": values}).status

cluster(values) := verdict("aws_elasticache_cluster.c", {"values": values}).status

serverless(values) := verdict("aws_elasticache_serverless_cache.s", {"values": values}).status

memorydb(values) := verdict("aws_memorydb_cluster.m", {"values": values}).status

test_versions if {
	every row in [
		["7.1", "pass"], ["6.x", "pass"], ["6.2", "pass"], ["5.0.6", "fail"], ["3.2.10", "fail"],
		["latest", "unknown"], ["", "unknown"], [testing.unknown, "unknown"], [null, "unknown"],
	] {
		group({"engine": "redis", "engine_version": row[0]}) == row[1]
		cluster({"engine": "redis", "engine_version": row[0]}) == row[1]
		memorydb({"engine": "redis", "engine_version": row[0]}) == row[1]
		serverless({"engine": "redis", "major_engine_version": row[0]}) == row[1]
	}
	group({"engine": "valkey", "engine_version": testing.unknown}) == "pass"
	group({"global_replication_group_id": "ldgnf-x", "engine_version": testing.unknown}) == "unknown"
	serverless({"engine": testing.unknown, "major_engine_version": "1"}) == "unknown"
}

test_an_old_version_is_all_that_is_wrong if {
	verdict("aws_elasticache_replication_group.g", {"values": {"engine": "redis", "engine_version": "5.0.6"}}).evidence == [{
		"path": "engine_version", "state": "violated", "observed": "5.0.6",
		"expected": "at least 6 as major version of Redis OSS", "because": [],
	}]
}

test_the_version_is_a_parameter if {
	found := policy.verdict with input as testing.inventory([testing.plain("aws_elasticache_replication_group.g", {"engine": "redis", "engine_version": "6.2"})])
		with data.parameters as {"elasticache/engine-version": {"minimum_major_version": 7}}
	found["aws_elasticache_replication_group.g"].status == "fail"
}

test_not_a_subject if {
	full := testing.inventory([
		testing.plain("aws_elasticache_cluster.c", {"engine": "memcached"}),
		testing.plain("aws_elasticache_cluster.r", {"replication_group_id": "g"}),
		testing.plain("aws_elasticache_serverless_cache.s", {"engine": "memcached"}),
	])
	policy.verdict == {} with input as full
	count(policy.exempt) == 3 with input as full
}
