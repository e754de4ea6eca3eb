package safeguard.logs.six_year_retention_test

import data.safeguard.lib.testing
import data.safeguard.logs.six_year_retention as policy

g := "aws_cloudwatch_log_group.g"

verdict(values, archive) := result if {
	result := policy.verdict[g] with input as testing.inventory([testing.plain(g, values)])
		with data.parameters as {"logs/six-year-retention": {"archived_in": archive}}
}

test_days if {
	every row in [[0, "pass"], [null, "pass"], [2192, "pass"], [3653, "pass"], [1827, "fail"], [365, "fail"], [testing.unknown, "unknown"]] {
		verdict({"retention_in_days": row[0]}, "").status == row[1]
	}
}

test_the_delivery_class_keeps_two_days if {
	verdict({"retention_in_days": 2192, "log_group_class": "DELIVERY"}, "").status == "fail"
}

test_an_archive if {
	result := verdict({"retention_in_days": 365}, "s3://audit-archive")
	result.status == "pass"
	result.evidence[0].observed == "s3://audit-archive"
}

test_only_managed_groups_are_subjects if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_cloudwatch_log_group.g", {"retention_in_days": 1})])
		with data.parameters as {"logs/six-year-retention": {"archived_in": ""}}
}
