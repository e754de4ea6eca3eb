package safeguard.logs.data_protection_test

import data.safeguard.lib.testing
import data.safeguard.logs.data_protection as policy

g := "aws_cloudwatch_log_group.g"

p := "aws_cloudwatch_log_data_protection_policy.p"

account := "aws_cloudwatch_log_account_policy.a"

defaults := {"logs/data-protection": {"tag": "DataClassification", "values": ["PHI", "ePHI"]}}

phi := testing.plain(g, {"tags": {"DataClassification": "PHI"}})

status(resources) := result.status if {
	result := policy.verdict[g] with input as testing.inventory(resources) with data.parameters as defaults
}

test_pass if {
	status([phi, testing.pointing(p, {}, "log_group_name", [g])]) == "pass"
	status([phi, testing.plain(account, {"policy_type": "DATA_PROTECTION_POLICY"})]) == "pass"
}

test_fail if {
	status([phi]) == "fail"
	status([phi, testing.plain("aws_cloudwatch_log_group.other", {}), testing.pointing(p, {}, "log_group_name", ["aws_cloudwatch_log_group.other"])]) == "fail"
	status([phi, testing.plain(account, {"policy_type": "SUBSCRIPTION_FILTER_POLICY"})]) == "fail"
}

test_unknown if {
	candidate := testing.resource(p, {
		"values": {"log_group_name": testing.unknown},
		"references": {"log_group_name": testing.may_refer([g], "any of two")},
	})
	status([phi, candidate]) == "unknown"
	status([phi, testing.pointing(p, {}, "log_group_name", [])]) == "unknown"
	status([phi, testing.plain(account, {"policy_type": testing.unknown})]) == "unknown"
}

test_a_group_that_may_hold_ephi if {
	maybe := testing.plain(g, {"tags": testing.unknown})
	status([maybe]) == "unknown"
	status([maybe, testing.pointing(p, {}, "log_group_name", [g])]) == "pass"
}

test_not_a_subject if {
	every values in [{}, {"tags": {"DataClassification": "Internal"}}] {
		full := testing.inventory([testing.plain(g, values)])
		policy.verdict == {} with input as full with data.parameters as defaults
		object.keys(policy.exempt) == {g} with input as full with data.parameters as defaults
	}
}

test_parameters if {
	result := policy.verdict[g] with input as testing.inventory([testing.plain(g, {"tags": {"Data": "patient"}})])
		with data.parameters as {"logs/data-protection": {"tag": "Data", "values": ["Patient"]}}
	result.status == "fail"
}
