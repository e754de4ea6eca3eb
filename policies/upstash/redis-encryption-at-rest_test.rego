package safeguard.upstash.redis_encryption_at_rest_test

import data.safeguard.lib.testing
import data.safeguard.upstash.redis_encryption_at_rest as policy

d := "upstash_redis_database.d"

verdict(said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(d, said)])
	result := found[d]
}

status(values) := verdict({"values": values}).status

test_prod_pack if {
	every row in [[true, "pass"], [false, "fail"], [null, "fail"], [testing.unknown, "unknown"]] {
		status({"prod_pack": row[0]}) == row[1]
	}
}

test_an_older_provider_cannot_tell if {
	status({}) == "unknown"
}
