package safeguard.elasticache.encryption_in_transit_test

import data.safeguard.elasticache.encryption_in_transit as policy
import data.safeguard.lib.testing

unset := {
	"values": {"transit_encryption_enabled": testing.unknown, "transit_encryption_mode": testing.unknown},
	"presence": {"transit_encryption_enabled": "unset", "transit_encryption_mode": "unset"},
}

verdict(address, said) := result if {
	result := policy.verdict[address] with input as testing.inventory([testing.resource(address, said)])
}

group(said) := verdict("aws_elasticache_replication_group.g", said)

cluster(said) := verdict("aws_elasticache_cluster.c", said)

test_replication_groups if {
	every row in [
		[{"values": {"transit_encryption_enabled": true}}, "pass"],
		[{"values": {"transit_encryption_enabled": "true"}}, "pass"],
		[{"values": {"transit_encryption_enabled": true, "transit_encryption_mode": "required"}}, "pass"],
		[{"values": {"transit_encryption_enabled": true, "transit_encryption_mode": "preferred"}}, "fail"],
		[{"values": {"transit_encryption_enabled": true, "transit_encryption_mode": testing.unknown}}, "unknown"],
		[{"values": {"transit_encryption_enabled": false}}, "fail"],
		[{"values": {"transit_encryption_enabled": testing.unknown}}, "unknown"],
		[unset, "fail"],
		[{}, "fail"],
		[object.union(unset, {"values": {"engine": "redis"}}), "fail"],
		[object.union(unset, {"values": {"engine": "valkey"}}), "unknown"],
		[object.union(unset, {"values": {"global_replication_group_id": "ldgnf-x"}}), "unknown"],
		[object.union(unset, {"values": {"engine": testing.unknown}, "presence": {"engine": "proven"}}), "unknown"],
	] {
		group(row[0]).status == row[1]
	}
}

test_the_default_is_cited if {
	contains(group(unset).evidence[0].because[0], "https://docs.aws.amazon.com")
}

test_clusters if {
	every row in [
		[{"values": {"transit_encryption_enabled": true, "engine": "memcached"}}, "pass"],
		[{"values": {"engine": "memcached"}}, "fail"],
		[{"values": {"engine": "redis"}}, "fail"],
		[{"values": {"engine": "redis", "replication_group_id": ""}}, "fail"],
		[{"values": {"engine": "redis", "replication_group_id": testing.unknown}, "presence": {"replication_group_id": "unset"}}, "fail"],
		[{"values": {"engine": "redis", "replication_group_id": testing.unknown}, "presence": {"replication_group_id": "possible"}}, "unknown"],
	] {
		cluster(row[0]).status == row[1]
	}
}

test_replicas_are_no_subjects if {
	every said in [
		{"values": {"replication_group_id": "g"}},
		{"values": {"replication_group_id": testing.unknown}, "presence": {"replication_group_id": "proven"}},
	] {
		full := testing.inventory([testing.resource("aws_elasticache_cluster.c", said)])
		policy.verdict == {} with input as full
		policy.exempt == {"aws_elasticache_cluster.c": "It is a replica: its replication group is judged."} with input as full
	}
}

test_serverless_caches_always_speak_tls if {
	result := verdict("aws_elasticache_serverless_cache.s", {})
	result.status == "pass"
	contains(result.evidence[0].because[0], "https://docs.aws.amazon.com")
}
