package safeguard.eventbridge.connection_encryption_test

import data.safeguard.eventbridge.connection_encryption as policy
import data.safeguard.lib.testing

r := "aws_cloudwatch_event_connection.r"

verdict(said) := result if {
	result := policy.verdict[r] with input as testing.inventory([testing.resource(r, said)])
}

test_rows if {
	every row in [
		[{"values": {"kms_key_identifier": "arn:aws:kms:us-east-1:111122223333:key/1"}}, "pass"],
		[{"values": {"kms_key_identifier": testing.unknown}, "presence": {"kms_key_identifier": "proven"}}, "pass"],
		[{"values": {"kms_key_identifier": testing.unknown}}, "unknown"],
		[{"values": {"kms_key_identifier": ""}}, "fail"],
		[{"values": {"kms_key_identifier": null}}, "fail"],
		[{}, "fail"],
	] {
		verdict(row[0]).status == row[1]
	}
	contains(verdict({}).evidence[0].because[0], "https://docs.aws.amazon.com")
}

test_only_what_the_plan_makes_is_a_subject if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_cloudwatch_event_connection.r", {})])
}
