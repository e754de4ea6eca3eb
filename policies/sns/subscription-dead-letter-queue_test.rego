package safeguard.sns.subscription_dead_letter_queue_test

import data.safeguard.lib.testing
import data.safeguard.sns.subscription_dead_letter_queue as policy

s := "aws_sns_topic_subscription.s"

verdict(said) := result if {
	result := policy.verdict[s] with input as testing.inventory([testing.resource(s, said)])
}

with_policy(document) := {
	"values": {"protocol": "sqs", "redrive_policy": "{…}"},
	"documents": {"redrive_policy": testing.document(document)},
}

test_pass if {
	verdict(with_policy({"deadLetterTargetArn": "arn:aws:sqs:us-east-1:111122223333:dlq"})).status == "pass"
	verdict(with_policy({"deadLetterTargetArn": testing.unknown})).status == "pass"
	verdict({"values": {"protocol": "https", "redrive_policy": testing.unknown}, "presence": {"redrive_policy": "proven"}}).status == "pass"
}

test_fail if {
	every protocol in ["sqs", "lambda", "http", "https", "firehose"] {
		verdict({"values": {"protocol": protocol}}).status == "fail"
	}
	verdict({"values": {"protocol": "sqs", "redrive_policy": ""}}).status == "fail"
	verdict(with_policy({})).status == "fail"
	verdict(with_policy({"deadLetterTargetArn": ""})).status == "fail"
}

test_unknown if {
	verdict({"values": {"protocol": "sqs", "redrive_policy": testing.unknown}}).status == "unknown"
	verdict({"values": {"protocol": testing.unknown}}).status == "unknown"
}

test_an_unknown_protocol_passes_with_a_queue if {
	said := object.union(with_policy({"deadLetterTargetArn": "arn"}), {"values": {"protocol": testing.unknown}})
	verdict(said).status == "pass"
}

test_not_a_subject if {
	every protocol in ["email", "email-json", "sms", "application"] {
		full := testing.inventory([testing.plain(s, {"protocol": protocol})])
		policy.verdict == {} with input as full
		object.keys(policy.exempt) == {s} with input as full
	}
}
