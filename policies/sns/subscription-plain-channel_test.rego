package safeguard.sns.subscription_plain_channel_test

import data.safeguard.lib.testing
import data.safeguard.sns.subscription_plain_channel as policy

s := "aws_sns_topic_subscription.s"

t := "aws_sns_topic.t"

defaults := {"sns/subscription-plain-channel": {"tag": "DataClassification", "values": ["PHI", "ePHI"]}}

verdict(protocol, topic_tags) := result if {
	result := policy.verdict[s] with input as testing.inventory([
		testing.pointing(s, {"protocol": protocol}, "topic_arn", [t]),
		testing.plain(t, {"tags": topic_tags}),
	])
		with data.parameters as defaults
}

phi := {"DataClassification": "PHI"}

test_rows if {
	every row in [
		["email", phi, "fail"],
		["email-json", phi, "fail"],
		["sms", {"DataClassification": "ephi"}, "fail"],
		["sqs", phi, "pass"],
		["email", {"DataClassification": "Internal"}, "pass"],
		["email", null, "pass"],
		["email", testing.unknown, "unknown"],
		["sqs", testing.unknown, "pass"],
		[testing.unknown, phi, "unknown"],
		[testing.unknown, null, "pass"],
	] {
		verdict(row[0], row[1]).status == row[2]
	}
}

test_a_topic_that_is_not_in_the_document if {
	elsewhere := testing.inventory([testing.plain(s, {"protocol": "sms", "topic_arn": "arn:aws:sns:us-east-1:111122223333:other"})])
	result := policy.verdict[s] with input as elsewhere with data.parameters as defaults
	result.status == "unknown"
}

test_parameters if {
	result := policy.verdict[s] with input as testing.inventory([
		testing.pointing(s, {"protocol": "sms"}, "topic_arn", [t]),
		testing.plain(t, {"tags": {"Data": "Patient"}}),
	])
		with data.parameters as {"sns/subscription-plain-channel": {"tag": "Data", "values": ["patient"]}}
	result.status == "fail"
}
