package safeguard.kms.rotation_test

import data.safeguard.kms.rotation as policy
import data.safeguard.lib.testing

k := "aws_kms_key.k"

status(values) := result.status if {
	result := policy.verdict[k] with input as testing.inventory([testing.plain(k, values)])
}

test_rows if {
	every row in [
		[{"enable_key_rotation": true}, "pass"],
		[{"enable_key_rotation": "true"}, "pass"],
		[{"enable_key_rotation": false}, "fail"],
		[{"enable_key_rotation": null}, "fail"],
		[{}, "fail"],
		[{"enable_key_rotation": testing.unknown}, "unknown"],
		[{"customer_master_key_spec": "SYMMETRIC_DEFAULT", "key_usage": "ENCRYPT_DECRYPT"}, "fail"],
		[{"customer_master_key_spec": testing.unknown}, "unknown"],
		[{"customer_master_key_spec": testing.unknown, "enable_key_rotation": true}, "pass"],
	] {
		status(row[0]) == row[1]
	}
}

test_the_default_is_cited if {
	result := policy.verdict[k] with input as testing.inventory([testing.plain(k, {})])
	contains(result.evidence[0].because[0], "https://docs.aws.amazon.com")
}

test_not_a_subject if {
	every values in [
		{"customer_master_key_spec": "RSA_4096"},
		{"customer_master_key_spec": "HMAC_256", "key_usage": "GENERATE_VERIFY_MAC"},
		{"key_usage": "SIGN_VERIFY"},
		{"custom_key_store_id": "cks-1234"},
	] {
		full := testing.inventory([testing.plain(k, values)])
		policy.verdict == {} with input as full
		object.keys(policy.exempt) == {k} with input as full
	}
}
