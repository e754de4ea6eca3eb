package safeguard.upstash.qstash_failure_callback_test

import data.safeguard.lib.testing
import data.safeguard.upstash.qstash_failure_callback as policy

s := "upstash_qstash_schedule_v2.s"

status(values) := result if {
	found := policy.verdict with input as testing.inventory([testing.plain(s, values)])
	result := found[s].status
}

test_callbacks if {
	every row in [["https://api.example.org", "pass"], [null, "fail"], ["", "fail"], [testing.unknown, "unknown"]] {
		status({"callback": row[0]}) == row[1]
	}
}
