package safeguard.msk.authentication_test

import data.safeguard.lib.testing
import data.safeguard.msk.authentication as policy

k := "aws_msk_cluster.k"

verdict(said) := result if {
	result := policy.verdict[k] with input as testing.inventory([testing.resource(k, said)])
}

status(values) := verdict({"values": values}).status

test_ways_to_prove_who_one_is if {
	every row in [
		[{"sasl": [{"iam": true, "scram": false}]}, "pass"],
		[{"sasl": [{"iam": null, "scram": true}]}, "pass"],
		[{"sasl": [], "tls": [{"certificate_authority_arns": ["arn:aws:acm-pca:x"]}]}, "pass"],
		[{"sasl": [], "tls": [{"certificate_authority_arns": [testing.unknown]}]}, "pass"],
		[{"sasl": [], "tls": [{"certificate_authority_arns": []}]}, "fail"],
		[{"sasl": [{"iam": false, "scram": null}], "tls": []}, "fail"],
		[{"sasl": [], "tls": [], "unauthenticated": true}, "fail"],
		[{"sasl": testing.unknown, "tls": []}, "unknown"],
		[{"sasl": [{"iam": testing.unknown, "scram": false}], "tls": []}, "unknown"],
		[{"sasl": [], "tls": [{"certificate_authority_arns": testing.unknown}]}, "unknown"],
	] {
		status({"client_authentication": [row[0]]}) == row[1]
	}
}

test_no_block if {
	status({"client_authentication": []}) == "fail"
	status({}) == "fail"
	status({"client_authentication": testing.unknown}) == "unknown"
}

test_no_way_is_one_missing_thing if {
	verdict({}).evidence == [{
		"path": "", "state": "violated", "observed": null, "expected": "IAM, SCRAM or mutual TLS",
		"because": ["The provider leaves IAM and SCRAM off by default."],
	}]
}
