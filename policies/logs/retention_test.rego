package safeguard.logs.retention_test

import data.safeguard.lib.testing
import data.safeguard.logs.retention as policy

g := "aws_cloudwatch_log_group.g"

verdict(values) := result if {
	result := policy.verdict[g] with input as testing.inventory([testing.plain(g, values)])
}

test_days if {
	every row in [[0, "pass"], [365, "pass"], [400, "pass"], [180, "fail"], [1, "fail"], [testing.unknown, "unknown"]] {
		verdict({"retention_in_days": row[0]}).status == row[1]
	}
}

test_unset_never_expires if {
	verdict({}).status == "pass"
	verdict({"retention_in_days": null}).evidence[0].because == ["The provider's default is 0: events never expire."]
}

test_the_delivery_class_keeps_two_days_whatever_is_asked_for if {
	verdict({"retention_in_days": 365, "log_group_class": "DELIVERY"}).status == "fail"
	verdict({"retention_in_days": 365, "log_group_class": "INFREQUENT_ACCESS"}).status == "pass"
	verdict({"retention_in_days": 365, "log_group_class": testing.unknown}).status == "unknown"
}

test_the_number_of_days_is_a_parameter if {
	result := policy.verdict[g] with input as testing.inventory([testing.plain(g, {"retention_in_days": 30})])
		with data.parameters as {"logs/retention": {"minimum_days": 30}}
	result.status == "pass"
}

test_only_managed_groups_are_subjects if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_cloudwatch_log_group.g", {"retention_in_days": 1})])
}
