package safeguard.secrets.rotation_test

import data.safeguard.lib.testing
import data.safeguard.secrets.rotation as policy

s := "aws_secretsmanager_secret.s"

status(resources) := result if {
	found := policy.verdict with input as testing.inventory(resources)
	result := found[s].status
}

one(values) := status([testing.plain(s, values)])

rotation(rules, reference) := testing.resource("aws_secretsmanager_secret_rotation.r", {
	"values": {"secret_id": testing.unknown, "rotation_rules": rules},
	"presence": {"secret_id": "proven"},
	"references": {"secret_id": reference},
})

rotated(rules) := status([testing.plain(s, {}), rotation([rules], testing.refers([s]))])

test_rules if {
	every row in [
		[{"automatically_after_days": 30, "schedule_expression": null}, "pass"],
		[{"automatically_after_days": 90}, "pass"],
		[{"automatically_after_days": 91}, "fail"],
		[{"schedule_expression": "rate(30 days)"}, "pass"],
		[{"schedule_expression": "rate(12 hours)"}, "pass"],
		[{"schedule_expression": "rate(180 days)"}, "fail"],
		[{"schedule_expression": "cron(0 8 1 * ? *)"}, "unknown"],
		[{"schedule_expression": testing.unknown}, "unknown"],
		[{"automatically_after_days": testing.unknown}, "unknown"],
		[{}, "fail"],
	] {
		rotated(row[0]) == row[1]
	}
	status([testing.plain(s, {}), rotation(testing.unknown, testing.refers([s]))]) == "unknown"
}

test_no_rotation if {
	one({}) == "fail"
	status([testing.plain(s, {}), testing.plain("aws_secretsmanager_secret.o", {}), rotation([{"automatically_after_days": 30}], testing.refers(["aws_secretsmanager_secret.o"]))]) == "fail"
}

test_a_rotation_that_may_be_of_another if {
	status([testing.plain(s, {}), rotation([{"automatically_after_days": 30}], testing.may_refer([s], "any of two"))]) == "unknown"
	status([testing.plain(s, {}), rotation([{"automatically_after_days": 30}], testing.refers([]))]) == "unknown"
	status([testing.plain(s, {}), rotation([{"automatically_after_days": 300}], testing.refers([]))]) == "fail"
}

test_the_days_are_a_parameter if {
	found := policy.verdict with input as testing.inventory([testing.plain(s, {}), rotation([{"automatically_after_days": 90}], testing.refers([s]))])
		with data.parameters as {"secrets/rotation": {"maximum_days": 30}}
	found[s].status == "fail"
}

test_evidence_tells_how_often if {
	every row in [
		[{"automatically_after_days": 365}, ["Its rotation_rules.automatically_after_days is 365."]],
		[{"automatically_after_days": 365, "schedule_expression": "rate(180 days)"}, [
			"Its rotation_rules.schedule_expression is rate(180 days).",
			"Its rotation_rules.automatically_after_days is 365.",
		]],
		[{"automatically_after_days": 30}, ["Its rotation_rules.automatically_after_days is 30."]],
		[{}, ["Its rotation_rules.automatically_after_days is not set."]],
	] {
		found := policy.verdict with input as testing.inventory([testing.plain(s, {}), rotation([row[0]], testing.refers([s]))])
		evidence := found[s].evidence[0]
		evidence.observed == "aws_secretsmanager_secret_rotation.r"
		evidence.because == row[1]
	}
}
