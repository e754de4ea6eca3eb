package safeguard.sns.subscription_tls_test

import data.safeguard.lib.testing
import data.safeguard.sns.subscription_tls as policy

s := "aws_sns_topic_subscription.s"

test_protocols if {
	every row in [
		["http", "fail"],
		["https", "pass"],
		["sqs", "pass"],
		["email", "pass"],
		[testing.unknown, "unknown"],
		[testing.secret, "unknown"],
	] {
		result := policy.verdict[s] with input as testing.inventory([testing.plain(s, {"protocol": row[0]})])
		result.status == row[1]
	}
}
