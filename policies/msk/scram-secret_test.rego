package safeguard.msk.scram_secret_test

import data.safeguard.lib.testing
import data.safeguard.msk.scram_secret as policy

s := "aws_msk_scram_secret_association.s"

secret := "aws_secretsmanager_secret.one"

own := testing.pointing(secret, {"name": "AmazonMSK_orders"}, "kms_key_id", ["aws_kms_key.k"])

status(list, reference, secrets) := result if {
	association := testing.resource(s, {"values": {"secret_arn_list": list}, "presence": {"secret_arn_list": "proven"}, "references": {"secret_arn_list": reference}})
	found := policy.verdict with input as testing.inventory(array.concat([association, testing.plain("aws_kms_key.k", {})], secrets))
	result := found[s].status
}

named(values) := status([testing.unknown], testing.refers([secret]), [testing.plain(secret, values)])

test_secrets_of_the_document if {
	status([testing.unknown], testing.refers([secret]), [own]) == "pass"
	status(testing.unknown, testing.refers([secret]), [own]) == "pass"
	every row in [
		[{"name": "AmazonMSK_orders", "kms_key_id": "alias/events"}, "pass"],
		[{"name": "orders", "kms_key_id": "alias/events"}, "fail"],
		[{"name": "AmazonMSK_orders", "kms_key_id": null}, "fail"],
		[{"name": "AmazonMSK_orders", "kms_key_id": "alias/aws/secretsmanager"}, "fail"],
		[{"name": testing.unknown, "kms_key_id": "alias/events"}, "unknown"],
		[{"name": "AmazonMSK_orders", "kms_key_id": testing.unknown}, "unknown"],
	] {
		named(row[0]) == row[1]
	}
}

test_the_secret_is_named if {
	association := testing.pointing(s, {}, "secret_arn_list", [secret])
	found := policy.verdict with input as testing.inventory([association, testing.plain(secret, {"name": "AmazonMSK_orders"})])
	found[s].evidence[0].expected == "a customer managed key for aws_secretsmanager_secret.one"
}

test_every_secret_counts if {
	bad := testing.plain("aws_secretsmanager_secret.two", {"name": "AmazonMSK_two"})
	status([testing.unknown, testing.unknown], testing.refers([secret, bad.address]), [own, bad]) == "fail"
	status([testing.unknown, testing.unknown], testing.refers([secret]), [own]) == "unknown"
}

test_candidates if {
	status(testing.unknown, testing.may_refer([secret], "any of two"), [own]) == "unknown"
	status(testing.unknown, testing.may_refer([secret], "any of two"), [testing.plain(secret, {"name": "orders"})]) == "unknown"
}

test_secrets_elsewhere if {
	status(["arn:aws:secretsmanager:eu-central-1:111122223333:secret:AmazonMSK_x-AbCdEf"], testing.refers([]), []) == "unknown"
	status(["arn:aws:secretsmanager:eu-central-1:111122223333:secret:orders-AbCdEf"], testing.refers([]), []) == "fail"
	status(testing.unknown, testing.refers([]), []) == "unknown"
}

test_single_associations if {
	single := testing.pointing("aws_msk_single_scram_secret_association.s", {}, "secret_arn", [secret])
	found := policy.verdict with input as testing.inventory([single, own, testing.plain("aws_kms_key.k", {})])
	found[single.address].status == "pass"
}
