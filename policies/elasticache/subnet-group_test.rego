package safeguard.elasticache.subnet_group_test

import data.safeguard.elasticache.subnet_group as policy
import data.safeguard.lib.testing

verdict(address, said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(address, said), testing.plain("aws_kms_key.k", {})])
	result := found[address]
}

group(values) := verdict("aws_elasticache_replication_group.g", {"values": values}).status

cluster(values) := verdict("aws_elasticache_cluster.c", {"values": values}).status

serverless(values) := verdict("aws_elasticache_serverless_cache.s", {"values": values}).status

memorydb(values) := verdict("aws_memorydb_cluster.m", {"values": values}).status

in_group(type, subnets) := result if {
	satellite := concat(".", [object.get({"aws_memorydb_cluster": "aws_memorydb_subnet_group"}, type, "aws_elasticache_subnet_group"), "own"])
	address := concat(".", [type, "x"])
	full := testing.inventory([testing.pointing(address, {}, "subnet_group_name", [satellite]), testing.plain(satellite, {"subnet_ids": subnets})])
	found := policy.verdict with input as full
	result := found[address].status
}

test_own_groups if {
	every type in ["aws_elasticache_replication_group", "aws_elasticache_cluster", "aws_memorydb_cluster"] {
		in_group(type, ["a", "b"]) == "pass"
		in_group(type, [testing.unknown, testing.unknown]) == "pass"
		in_group(type, ["a"]) == "fail"
		in_group(type, testing.unknown) == "unknown"
	}
}

test_other_groups if {
	every row in [["default", "fail"], [null, "fail"], ["elsewhere", "unknown"], [testing.unknown, "unknown"]] {
		group({"subnet_group_name": row[0]}) == row[1]
		cluster({"engine": "memcached", "subnet_group_name": row[0]}) == row[1]
		memorydb({"subnet_group_name": row[0]}) == row[1]
	}
	verdict("aws_elasticache_replication_group.g", {"values": {"subnet_group_name": testing.unknown}, "presence": {"subnet_group_name": "unset"}}).status == "fail"
}

test_serverless_caches if {
	serverless({"subnet_ids": ["a", "b"]}) == "pass"
	serverless({"subnet_ids": ["a"]}) == "fail"
	serverless({}) == "fail"
	serverless({"subnet_ids": testing.unknown}) == "unknown"
}

test_the_number_is_a_parameter if {
	found := policy.verdict with input as testing.inventory([testing.plain("aws_elasticache_serverless_cache.s", {"subnet_ids": ["a", "b"]})])
		with data.parameters as {"elasticache/subnet-group": {"minimum_subnets": 3}}
	found["aws_elasticache_serverless_cache.s"].status == "fail"
}

test_replicas_are_no_subjects if {
	full := testing.inventory([testing.plain("aws_elasticache_cluster.r", {"replication_group_id": "g"})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {"aws_elasticache_cluster.r"} with input as full
}
