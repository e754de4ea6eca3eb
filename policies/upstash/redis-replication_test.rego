package safeguard.upstash.redis_replication_test

import data.safeguard.lib.testing
import data.safeguard.upstash.redis_replication as policy

d := "upstash_redis_database.d"

verdict(said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(d, said)])
	result := found[d]
}

status(values) := verdict({"values": values}).status

test_read_regions if {
	every row in [[["us-west-1"], "pass"], [[], "fail"], [null, "fail"], [testing.unknown, "unknown"]] {
		status({"read_regions": row[0]}) == row[1]
	}
}
