package safeguard.upstash.kafka_multizone_test

import data.safeguard.lib.testing
import data.safeguard.upstash.kafka_multizone as policy

k := "upstash_kafka_cluster.k"

status(values) := result if {
	found := policy.verdict with input as testing.inventory([testing.plain(k, values)])
	result := found[k].status
}

test_multizone if {
	every row in [[true, "pass"], [false, "fail"], [null, "fail"], [testing.unknown, "unknown"]] {
		status({"multizone": row[0]}) == row[1]
	}
}
