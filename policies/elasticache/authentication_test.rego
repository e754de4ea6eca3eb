package safeguard.elasticache.authentication_test

import data.safeguard.elasticache.authentication as policy
import data.safeguard.lib.testing

verdict(address, said) := result if {
	result := policy.verdict[address] with input as testing.inventory([testing.resource(address, said)])
}

group(said) := verdict("aws_elasticache_replication_group.g", object.union({"values": {"transit_encryption_enabled": true}}, said))

serverless(said) := verdict("aws_elasticache_serverless_cache.s", said)

test_pass if {
	every said in [
		{"values": {"auth_token": testing.secret}},
		{"values": {"auth_token": testing.unknown}, "presence": {"auth_token": "proven"}},
		{"values": {"user_group_ids": ["users"]}},
		{"values": {"user_group_ids": [testing.unknown]}},
	] {
		group(said).status == "pass"
	}
}

test_no_secret_in_the_evidence if {
	group({"values": {"auth_token": testing.secret}}).evidence[1].observed == "(sensitive)"
}

test_encrypted_but_open if {
	every said in [
		{},
		{"values": {"auth_token": null}},
		{"values": {"auth_token": ""}},
		{"values": {"auth_token": null, "user_group_ids": []}},
	] {
		group(said).status == "fail"
	}
}

test_a_token_without_tls_is_sent_in_clear_text if {
	group({"values": {"transit_encryption_enabled": false, "auth_token": testing.secret}}).status == "fail"
}

test_unknown if {
	group({"values": {"auth_token": testing.unknown}, "presence": {"auth_token": "possible"}}).status == "unknown"
	group({"values": {"user_group_ids": testing.unknown}, "presence": {"user_group_ids": "proven"}}).status == "unknown"
	group({"values": {"transit_encryption_enabled": testing.unknown, "auth_token": testing.secret}}).status == "unknown"
}

test_clusters_cannot_ask if {
	verdict("aws_elasticache_cluster.c", {"values": {"engine": "redis"}}).status == "fail"
	verdict("aws_elasticache_cluster.c", {"values": {"engine": testing.unknown}}).status == "unknown"
	verdict("aws_elasticache_cluster.c", {"values": {"engine": "redis", "replication_group_id": testing.unknown}}).status == "unknown"
}

test_serverless_caches if {
	serverless({"values": {"engine": "redis", "user_group_id": "users"}}).status == "pass"
	serverless({"values": {"engine": "valkey", "user_group_id": null}}).status == "fail"
	serverless({"values": {"engine": "redis", "user_group_id": testing.unknown}, "presence": {"user_group_id": "proven"}}).status == "pass"
	serverless({"values": {"engine": testing.unknown}, "presence": {"engine": "proven"}}).status == "unknown"
}

test_not_a_subject if {
	full := testing.inventory([
		testing.plain("aws_elasticache_cluster.memcached", {"engine": "memcached"}),
		testing.plain("aws_elasticache_cluster.replica", {"replication_group_id": "g"}),
		testing.plain("aws_elasticache_serverless_cache.memcached", {"engine": "memcached"}),
	])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {
		"aws_elasticache_cluster.memcached",
		"aws_elasticache_cluster.replica",
		"aws_elasticache_serverless_cache.memcached",
	} with input as full
}
