package safeguard.elasticache.notification_topic_test

import data.safeguard.elasticache.notification_topic as policy
import data.safeguard.lib.testing

verdict(address, said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(address, said), testing.plain("aws_kms_key.k", {})])
	result := found[address]
}

group(values) := verdict("aws_elasticache_replication_group.g", {"values": values}).status

cluster(values) := verdict("aws_elasticache_cluster.c", {"values": values}).status

memorydb(values) := verdict("aws_memorydb_cluster.m", {"values": values}).status

test_topics if {
	every row in [["arn:aws:sns:x", "pass"], [null, "fail"], ["", "fail"], [testing.unknown, "unknown"]] {
		group({"notification_topic_arn": row[0]}) == row[1]
		cluster({"engine": "memcached", "notification_topic_arn": row[0]}) == row[1]
		memorydb({"sns_topic_arn": row[0]}) == row[1]
	}
}

test_replicas_are_no_subjects if {
	full := testing.inventory([testing.plain("aws_elasticache_cluster.r", {"replication_group_id": "g"})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {"aws_elasticache_cluster.r"} with input as full
}
