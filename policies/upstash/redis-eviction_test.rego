package safeguard.upstash.redis_eviction_test

import data.safeguard.lib.testing
import data.safeguard.upstash.redis_eviction as policy

d := "upstash_redis_database.d"

verdict(said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(d, said)])
	result := found[d]
}

status(values) := verdict({"values": values}).status

test_eviction if {
	every row in [[false, "pass"], [null, "pass"], [true, "fail"], [testing.unknown, "unknown"]] {
		status({"eviction": row[0]}) == row[1]
	}
}
