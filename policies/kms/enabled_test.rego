package safeguard.kms.enabled_test

import data.safeguard.kms.enabled as policy
import data.safeguard.lib.testing

status(address, values) := result.status if {
	result := policy.verdict[address] with input as testing.inventory([testing.plain(address, values)])
}

test_keys if {
	every row in [[true, "pass"], [false, "fail"], ["false", "fail"], [null, "pass"], [testing.unknown, "unknown"]] {
		status("aws_kms_key.k", {"is_enabled": row[0]}) == row[1]
		status("aws_kms_replica_key.k", {"enabled": row[0]}) == row[1]
	}
}

test_imported_keys if {
	every row in [[true, "pass"], [false, "fail"], [null, "unknown"], [testing.unknown, "unknown"]] {
		status("aws_kms_external_key.k", {"enabled": row[0]}) == row[1]
		status("aws_kms_replica_external_key.k", {"enabled": row[0]}) == row[1]
	}
}
