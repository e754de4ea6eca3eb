package safeguard.kms.deletion_window_test

import data.safeguard.kms.deletion_window as policy
import data.safeguard.lib.testing

verdict(address, days, minimum) := result if {
	result := policy.verdict[address] with input as testing.inventory([testing.plain(address, {"deletion_window_in_days": days})])
		with data.parameters as {"kms/deletion-window": {"minimum_days": minimum}}
}

test_days if {
	every type in ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_replica_external_key"] {
		every row in [[7, "fail"], [13, "fail"], [14, "pass"], [30, "pass"], [null, "pass"], [testing.unknown, "unknown"]] {
			verdict(concat(".", [type, "k"]), row[0], 14).status == row[1]
		}
	}
}

test_the_default_is_cited if {
	contains(verdict("aws_kms_key.k", null, 14).evidence[0].because[0], "https://docs.aws.amazon.com")
}

test_the_number_of_days_is_a_parameter if {
	verdict("aws_kms_key.k", 7, 7).status == "pass"
}
