package safeguard.upstash.qstash_retries_test

import data.safeguard.lib.testing
import data.safeguard.upstash.qstash_retries as policy

s := "upstash_qstash_schedule_v2.s"

status(values) := result if {
	found := policy.verdict with input as testing.inventory([testing.plain(s, values)])
	result := found[s].status
}

test_retries if {
	every row in [[3, "pass"], [1, "pass"], [null, "pass"], [0, "fail"], [testing.unknown, "unknown"]] {
		status({"retries": row[0]}) == row[1]
	}
}
