package safeguard.ssm.secure_string_test

import data.safeguard.lib.testing
import data.safeguard.ssm.secure_string as policy

p := "aws_ssm_parameter.p"

found(said) := result if {
	result := policy.verdict with input as testing.inventory([testing.resource(p, said), testing.plain("aws_kms_key.k", {})])
}

status(values) := found({"values": values})[p].status

test_named_as_secrets if {
	every name in ["/orders/db/password", "API_TOKEN", "orders-client-secret", "/orders/api-key", "Credentials"] {
		status({"name": name, "type": "String"}) == "fail"
		status({"name": name, "type": "SecureString"}) == "pass"
		status({"name": name, "type": testing.unknown}) == "unknown"
	}
	status({"name": "/orders/queue-url", "type": "String", "value": testing.secret}) == "pass"
	status({"name": "/orders/queue-url", "type": testing.unknown}) == "pass"
	status({"name": testing.unknown, "type": "String"}) == "unknown"
}

test_sensitive_values if {
	status({"name": "/orders/x", "type": "String", "insecure_value": {"$sensitive": true, "shape": "AWS access key"}}) == "fail"
	status({"name": "/orders/x", "type": "String", "insecure_value": testing.unknown}) == "unknown"
	status({"name": "/orders/x", "type": "String", "insecure_value": "eu-central-1"}) == "pass"
}

test_generated_secrets if {
	found({
		"values": {"name": "/orders/x", "type": "String", "value": testing.unknown},
		"references": {"value": testing.refers(["random_password.x"])},
	})[p].status == "fail"
	found({
		"values": {"name": "/orders/x", "type": "String", "value": testing.unknown},
		"references": {"value": testing.refers(["aws_sqs_queue.x"])},
	})[p].status == "pass"
}

test_the_words_are_a_parameter if {
	result := policy.verdict with input as testing.inventory([testing.plain(p, {"name": "/orders/pin", "type": "String"})])
		with data.parameters as {"ssm/secure-string": {"words": ["pin"]}}
	result[p].status == "fail"
}
