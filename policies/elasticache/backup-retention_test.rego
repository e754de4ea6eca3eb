package safeguard.elasticache.backup_retention_test

import data.safeguard.elasticache.backup_retention as policy
import data.safeguard.lib.testing

verdict(address, said) := result if {
	result := policy.verdict[address] with input as testing.inventory([testing.resource(address, said)])
}

group(values) := verdict("aws_elasticache_replication_group.g", {"values": values})

cluster(values) := verdict("aws_elasticache_cluster.c", {"values": values})

serverless(values) := verdict("aws_elasticache_serverless_cache.s", {"values": values})

test_days if {
	every row in [[7, "pass"], [35, "pass"], [6, "fail"], [0, "fail"], [null, "fail"], [testing.unknown, "unknown"]] {
		group({"snapshot_retention_limit": row[0]}).status == row[1]
		cluster({"snapshot_retention_limit": row[0], "engine": "redis"}).status == row[1]
	}
}

test_the_default_is_cited if {
	contains(group({}).evidence[0].because[0], "https://docs.aws.amazon.com")
}

test_the_number_of_days_is_a_parameter if {
	result := policy.verdict["aws_elasticache_replication_group.g"] with input as testing.inventory([testing.plain("aws_elasticache_replication_group.g", {"snapshot_retention_limit": 1})])
		with data.parameters as {"elasticache/backup-retention": {"minimum_days": 1}}
	result.status == "pass"
}

test_serverless_caches_have_no_documented_default if {
	serverless({"snapshot_retention_limit": 7}).status == "pass"
	serverless({"snapshot_retention_limit": 1}).status == "fail"
	serverless({}).status == "unknown"
	serverless({"engine": "memcached", "snapshot_retention_limit": 7}).status == "pass"
}

test_a_cluster_of_an_unknown_engine_may_be_memcached if {
	cluster({"engine": testing.unknown}).status == "unknown"
}

test_not_a_subject if {
	full := testing.inventory([
		testing.plain("aws_elasticache_cluster.memcached", {"engine": "memcached"}),
		testing.plain("aws_elasticache_cluster.replica", {"replication_group_id": "g"}),
	])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {"aws_elasticache_cluster.memcached", "aws_elasticache_cluster.replica"} with input as full
}
