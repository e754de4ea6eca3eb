package safeguard.upstash.kafka_retention_test

import data.safeguard.lib.testing
import data.safeguard.upstash.kafka_retention as policy

t := "upstash_kafka_topic.t"

status(values) := result if {
	found := policy.verdict with input as testing.inventory([testing.plain(t, values)])
	result := found[t].status
}

test_retention if {
	every row in [[604800000, "pass"], [1209600000, "pass"], [86400000, "fail"], [null, "fail"], [testing.unknown, "unknown"]] {
		status({"retention_time": row[0]}) == row[1]
	}
}

test_the_days_are_a_parameter if {
	found := policy.verdict with input as testing.inventory([testing.plain(t, {"retention_time": 86400000})])
		with data.parameters as {"upstash/kafka-retention": {"minimum_days": 1}}
	found[t].status == "pass"
}
