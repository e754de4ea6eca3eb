package safeguard.secrets.recovery_window_test

import data.safeguard.lib.testing
import data.safeguard.secrets.recovery_window as policy

s := "aws_secretsmanager_secret.s"

status(resources) := result if {
	found := policy.verdict with input as testing.inventory(resources)
	result := found[s].status
}

one(values) := status([testing.plain(s, values)])

test_days if {
	every row in [[7, "pass"], [30, "pass"], [null, "pass"], [0, "fail"], [testing.unknown, "unknown"]] {
		one({"recovery_window_in_days": row[0]}) == row[1]
	}
	one({}) == "pass"
}

test_the_days_are_a_parameter if {
	found := policy.verdict with input as testing.inventory([testing.plain(s, {"recovery_window_in_days": 7})])
		with data.parameters as {"secrets/recovery-window": {"minimum_days": 14}}
	found[s].status == "fail"
}
