package safeguard.msk.encryption_at_rest_test

import data.safeguard.lib.testing
import data.safeguard.msk.encryption_at_rest as policy

test_always if {
	full := testing.inventory([testing.plain("aws_msk_cluster.k", {}), testing.plain("aws_msk_serverless_cluster.s", {})])
	verdicts := policy.verdict with input as full
	[verdict.status | some verdict in verdicts] == ["pass", "pass"]
	contains(verdicts["aws_msk_cluster.k"].evidence[0].because[0], "https://docs.aws.amazon.com")
}
