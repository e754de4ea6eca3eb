package safeguard.ssm.customer_managed_key_test

import data.safeguard.lib.testing
import data.safeguard.ssm.customer_managed_key as policy

p := "aws_ssm_parameter.p"

found(said) := result if {
	result := policy.verdict with input as testing.inventory([testing.resource(p, said), testing.plain("aws_kms_key.k", {})])
}

status(values) := found({"values": values})[p].status

test_keys if {
	status({"type": "SecureString", "key_id": "alias/orders"}) == "pass"
	status({"type": "SecureString", "key_id": "alias/aws/ssm"}) == "fail"
	status({"type": "SecureString", "key_id": null}) == "fail"
	found({"values": {"type": "SecureString", "key_id": testing.unknown}, "presence": {"key_id": "unset"}})[p].status == "fail"
	status({"type": "SecureString", "key_id": testing.unknown}) == "unknown"
	status({"type": testing.unknown, "key_id": null}) == "unknown"
	found(testing.pointing(p, {"type": "SecureString"}, "key_id", ["aws_kms_key.k"]))[p].status == "pass"
}

test_plain_parameters_are_no_subjects if {
	full := testing.inventory([testing.plain(p, {"type": "String"}), testing.plain("aws_ssm_parameter.list", {"type": "StringList"})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {p, "aws_ssm_parameter.list"} with input as full
}
