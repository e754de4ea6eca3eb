package safeguard.eventbridge.archive_retention_test

import data.safeguard.eventbridge.archive_retention as policy
import data.safeguard.lib.testing

a := "aws_cloudwatch_event_archive.a"

verdict(values, days) := result if {
	result := policy.verdict[a] with input as testing.inventory([testing.plain(a, values)])
		with data.parameters as {"eventbridge/archive-retention": {"minimum_days": days}}
}

test_days if {
	every row in [[0, "pass"], [null, "pass"], [30, "pass"], [365, "pass"], [29, "fail"], [1, "fail"], [testing.unknown, "unknown"]] {
		verdict({"retention_days": row[0]}, 30).status == row[1]
	}
	contains(verdict({}, 30).evidence[0].because[0], "https://docs.aws.amazon.com")
}

test_the_number_of_days_is_a_parameter if {
	verdict({"retention_days": 7}, 7).status == "pass"
}
