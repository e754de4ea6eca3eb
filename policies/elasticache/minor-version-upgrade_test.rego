package safeguard.elasticache.minor_version_upgrade_test

import data.safeguard.elasticache.minor_version_upgrade as policy
import data.safeguard.lib.testing

verdict(address, said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(address, said), testing.plain("aws_kms_key.k", {})])
	result := found[address]
}

group(values) := verdict("aws_elasticache_replication_group.g", {"values": values}).status

cluster(values) := verdict("aws_elasticache_cluster.c", {"values": values}).status

memorydb(values) := verdict("aws_memorydb_cluster.m", {"values": values}).status

test_upgrades if {
	every row in [[true, "pass"], ["true", "pass"], [null, "pass"], ["false", "fail"], [false, "fail"], [testing.unknown, "unknown"]] {
		group({"auto_minor_version_upgrade": row[0]}) == row[1]
		cluster({"engine": "redis", "auto_minor_version_upgrade": row[0]}) == row[1]
		memorydb({"auto_minor_version_upgrade": row[0]}) == row[1]
	}
	verdict("aws_elasticache_replication_group.g", {"values": {"auto_minor_version_upgrade": testing.unknown}, "presence": {"auto_minor_version_upgrade": "unset"}}).status == "pass"
}

test_not_a_subject if {
	full := testing.inventory([testing.plain("aws_elasticache_cluster.c", {"engine": "memcached"}), testing.plain("aws_elasticache_cluster.r", {"replication_group_id": "g"})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {"aws_elasticache_cluster.c", "aws_elasticache_cluster.r"} with input as full
}
