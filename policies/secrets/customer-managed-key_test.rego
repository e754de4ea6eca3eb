package safeguard.secrets.customer_managed_key_test

import data.safeguard.lib.testing
import data.safeguard.secrets.customer_managed_key as policy

s := "aws_secretsmanager_secret.s"

status(resources) := result if {
	found := policy.verdict with input as testing.inventory(resources)
	result := found[s].status
}

one(values) := status([testing.plain(s, values)])

test_keys if {
	one({"kms_key_id": "alias/orders"}) == "pass"
	one({"kms_key_id": "alias/aws/secretsmanager"}) == "fail"
	one({"kms_key_id": null}) == "fail"
	one({"kms_key_id": testing.unknown}) == "unknown"
	status([testing.pointing(s, {}, "kms_key_id", ["aws_kms_key.k"]), testing.plain("aws_kms_key.k", {})]) == "pass"
}
