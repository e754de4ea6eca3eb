package safeguard.iam.long_lived_credentials_test

import data.safeguard.iam.long_lived_credentials as policy
import data.safeguard.lib.testing

status(address, values) := result.status if {
	result := policy.verdict[address] with input as testing.inventory([testing.plain(address, values)])
}

test_access_keys if {
	every row in [[null, "fail"], ["Active", "fail"], ["Inactive", "pass"], [testing.unknown, "unknown"]] {
		status("aws_iam_access_key.k", {"status": row[0]}) == row[1]
	}
}

test_policies_on_users if {
	status("aws_iam_user_policy.p", {}) == "fail"
	status("aws_iam_user_policy_attachment.p", {}) == "fail"
	every row in [[null, "pass"], [[], "pass"], [["alice"], "fail"], [testing.unknown, "unknown"]] {
		status("aws_iam_policy_attachment.a", {"users": row[0]}) == row[1]
	}
}
