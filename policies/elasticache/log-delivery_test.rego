package safeguard.elasticache.log_delivery_test

import data.safeguard.elasticache.log_delivery as policy
import data.safeguard.lib.testing

verdict(address, said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(address, said), testing.plain("aws_kms_key.k", {})])
	result := found[address]
}

group(values) := verdict("aws_elasticache_replication_group.g", {"values": values}).status

cluster(values) := verdict("aws_elasticache_cluster.c", {"values": values}).status

test_deliveries if {
	every row in [
		[[{"log_type": "slow-log"}], "pass"],
		[[{"log_type": "engine-log"}, {"log_type": "slow-log"}], "pass"],
		[[{"log_type": "engine-log"}], "fail"],
		[[], "fail"],
		[[{"log_type": testing.unknown}], "unknown"],
		[[{"log_type": testing.unknown}, {"log_type": "slow-log"}], "pass"],
		[[testing.unknown], "unknown"],
		[testing.unknown, "unknown"],
	] {
		group({"log_delivery_configuration": row[0]}) == row[1]
		cluster({"engine": "redis", "log_delivery_configuration": row[0]}) == row[1]
	}
	group({}) == "fail"
	cluster({"engine": testing.unknown}) == "unknown"
}

test_the_logs_that_are_delivered_are_said_once if {
	verdict("aws_elasticache_replication_group.g", {"values": {"log_delivery_configuration": [{"log_type": "engine-log"}]}}).evidence == [{
		"path": "log_delivery_configuration", "state": "violated", "observed": ["engine-log"],
		"expected": "delivery of the slow-log", "because": [],
	}]
}

test_not_a_subject if {
	full := testing.inventory([testing.plain("aws_elasticache_cluster.c", {"engine": "memcached"}), testing.plain("aws_elasticache_cluster.r", {"replication_group_id": "g"})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {"aws_elasticache_cluster.c", "aws_elasticache_cluster.r"} with input as full
}
