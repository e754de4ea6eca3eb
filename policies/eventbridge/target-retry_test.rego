package safeguard.eventbridge.target_retry_test

import data.safeguard.eventbridge.target_retry as policy
import data.safeguard.lib.testing

t := "aws_cloudwatch_event_target.t"

verdict(values) := result if {
	result := policy.verdict[t] with input as testing.inventory([testing.plain(t, values)])
}

test_rows if {
	every row in [
		[{}, "pass"],
		[{"retry_policy": []}, "pass"],
		[{"retry_policy": [{"maximum_retry_attempts": 1}]}, "pass"],
		[{"retry_policy": [{"maximum_retry_attempts": 0}]}, "fail"],
		[{"retry_policy": [{"maximum_retry_attempts": testing.unknown}]}, "unknown"],
		[{"retry_policy": testing.unknown}, "unknown"],
	] {
		verdict(row[0]).status == row[1]
	}
}

test_a_block_without_the_number_turns_retries_off if {
	result := verdict({"retry_policy": [{"maximum_event_age_in_seconds": 3600, "maximum_retry_attempts": null}]})
	result.status == "fail"
	contains(result.evidence[0].because[0], "sends 0")
}
