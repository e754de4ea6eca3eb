package safeguard.msk.serverless_authentication_test

import data.safeguard.lib.testing
import data.safeguard.msk.serverless_authentication as policy

s := "aws_msk_serverless_cluster.s"

status(values) := result if {
	verdicts := policy.verdict with input as testing.inventory([testing.plain(s, values)])
	result := verdicts[s].status
}

iam(enabled) := {"client_authentication": [{"sasl": [{"iam": [{"enabled": enabled}]}]}]}

test_iam if {
	status(iam(true)) == "pass"
	status(iam(false)) == "fail"
	status({"client_authentication": []}) == "fail"
	status(iam(testing.unknown)) == "unknown"
	status({"client_authentication": testing.unknown}) == "unknown"
}
