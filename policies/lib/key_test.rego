package safeguard.lib.key_test

import data.safeguard.lib.key
import data.safeguard.lib.testing

judged(resource) := result if {
	resources := [resource, testing.plain("aws_kms_key.k", {}), testing.plain("aws_kms_key.l", {}), testing.plain("data.aws_kms_alias.managed", {})]
	result := key.is_own(resource, "kms_key_id", "AWS takes its own.") with input as testing.inventory(resources)
}

refers(targets, presence) := object.union(
	testing.pointing("t.r", {}, "kms_key_id", targets),
	{"presence": {"kms_key_id": presence}},
)

test_whose_key if {
	every row in [
		[{"kms_key_id": "arn:aws:kms:eu-central-1:111122223333:key/1"}, "pass"],
		[{"kms_key_id": "alias/orders"}, "pass"],
		[{"kms_key_id": "alias/aws/secretsmanager"}, "fail"],
		[{"kms_key_id": "arn:aws:kms:eu-central-1:111122223333:alias/aws/ssm"}, "fail"],
		[{"kms_key_id": ""}, "fail"],
		[{"kms_key_id": null}, "fail"],
		[{}, "fail"],
		[{"kms_key_id": testing.secret}, "unknown"],
		[{"kms_key_id": testing.unknown}, "unknown"],
	] {
		judged(testing.plain("t.r", row[0])).status == row[1]
	}
	judged(testing.plain("t.r", {})).evidence[0].because == ["AWS takes its own."]
}

test_keys_by_reference if {
	judged(refers(["aws_kms_key.k"], "proven")).status == "pass"
	judged(refers(["aws_kms_key.k"], "possible")).status == "unknown"
	judged(refers(["data.aws_kms_alias.managed"], "proven")).status == "unknown"
	judged(refers([], "proven")).status == "unknown"
	judged(refers([], "unset")).status == "fail"
	judged(refers(["aws_kms_key.k", "aws_kms_key.l"], "proven")).status == "pass"
	judged(refers(["aws_kms_key.k", "module.m.data.aws_region.here"], "proven")).status == "pass"
	judged(refers(["module.m.data.aws_region.here"], "proven")).status == "unknown"
	judged(refers(["aws_kms_key.k", "aws_ssm_parameter.p"], "proven")).status == "unknown"
}

test_a_key_that_is_not_set if {
	evidence := judged(refers([], "unset")).evidence[0]
	evidence.state == "violated"
	evidence.observed == null
	evidence.because == ["AWS takes its own."]
}
