package safeguard.elasticache.customer_managed_key_test

import data.safeguard.elasticache.customer_managed_key as policy
import data.safeguard.lib.testing

verdict(address, said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(address, said), testing.plain("aws_kms_key.k", {})])
	result := found[address]
}

group(values) := verdict("aws_elasticache_replication_group.g", {"values": values}).status

serverless(values) := verdict("aws_elasticache_serverless_cache.s", {"values": values}).status

memorydb(values) := verdict("aws_memorydb_cluster.m", {"values": values}).status

test_keys if {
	every row in [["alias/sessions", "pass"], ["alias/aws/elasticache", "fail"], [null, "fail"], [testing.unknown, "unknown"]] {
		group({"kms_key_id": row[0]}) == row[1]
		serverless({"kms_key_id": row[0]}) == row[1]
		memorydb({"kms_key_arn": row[0]}) == row[1]
	}
	verdict("aws_elasticache_replication_group.g", testing.pointing("aws_elasticache_replication_group.g", {}, "kms_key_id", ["aws_kms_key.k"])).status == "pass"
}
