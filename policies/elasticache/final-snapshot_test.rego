package safeguard.elasticache.final_snapshot_test

import data.safeguard.elasticache.final_snapshot as policy
import data.safeguard.lib.testing

verdict(address, said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(address, said), testing.plain("aws_kms_key.k", {})])
	result := found[address]
}

group(values) := verdict("aws_elasticache_replication_group.g", {"values": values}).status

cluster(values) := verdict("aws_elasticache_cluster.c", {"values": values}).status

memorydb(values) := verdict("aws_memorydb_cluster.m", {"values": values}).status

test_names if {
	every row in [["final", "pass"], [null, "fail"], ["", "fail"], [testing.unknown, "unknown"]] {
		group({"final_snapshot_identifier": row[0]}) == row[1]
		cluster({"engine": "redis", "final_snapshot_identifier": row[0]}) == row[1]
		memorydb({"final_snapshot_name": row[0]}) == row[1]
	}
	cluster({"engine": testing.unknown}) == "unknown"
}

test_not_a_subject if {
	full := testing.inventory([testing.plain("aws_elasticache_cluster.c", {"engine": "memcached"}), testing.plain("aws_elasticache_cluster.r", {"replication_group_id": "g"})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {"aws_elasticache_cluster.c", "aws_elasticache_cluster.r"} with input as full
}
