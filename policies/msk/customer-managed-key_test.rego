package safeguard.msk.customer_managed_key_test

import data.safeguard.lib.testing
import data.safeguard.msk.customer_managed_key as policy

k := "aws_msk_cluster.k"

verdict(said) := result if {
	result := policy.verdict[k] with input as testing.inventory([testing.resource(k, said)])
}

status(values) := verdict({"values": values}).status

key(arn) := {"encryption_info": [{"encryption_at_rest_kms_key_arn": arn}]}

test_keys if {
	status(key("arn:aws:kms:eu-central-1:111122223333:key/1")) == "pass"
	status(key(null)) == "fail"
	status({"encryption_info": []}) == "fail"
	status(key(testing.unknown)) == "unknown"
	verdict({
		"values": key(testing.unknown),
		"presence": {"encryption_info.encryption_at_rest_kms_key_arn": "unset"},
	}).status == "fail"
}

test_a_key_of_the_document if {
	linked := testing.resource(k, {
		"values": key(testing.unknown),
		"presence": {"encryption_info.encryption_at_rest_kms_key_arn": "proven"},
		"references": {"encryption_info.encryption_at_rest_kms_key_arn": testing.refers(["aws_kms_key.own"])},
	})
	found := policy.verdict with input as testing.inventory([linked, testing.plain("aws_kms_key.own", {})])
	found[k].status == "pass"
}
