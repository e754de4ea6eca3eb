package safeguard.eventbridge.target_dead_letter_queue_test

import data.safeguard.eventbridge.target_dead_letter_queue as policy
import data.safeguard.lib.testing

t := "aws_cloudwatch_event_target.t"

verdict(said) := result if {
	result := policy.verdict[t] with input as testing.inventory([testing.resource(t, said)])
}

test_rows if {
	every row in [
		[{"values": {"dead_letter_config": [{"arn": "arn:aws:sqs:us-east-1:111122223333:q"}]}}, "pass"],
		[{"values": {"dead_letter_config": [{"arn": testing.unknown}]}, "presence": {"dead_letter_config.arn": "proven"}}, "pass"],
		[{"values": {"dead_letter_config": [{"arn": testing.unknown}]}, "presence": {"dead_letter_config.arn": "possible"}}, "unknown"],
		[{"values": {"dead_letter_config": testing.unknown}}, "unknown"],
		[{"values": {"dead_letter_config": [{"arn": null}]}}, "fail"],
		[{"values": {"dead_letter_config": [{"arn": ""}]}}, "fail"],
		[{"values": {"dead_letter_config": []}}, "fail"],
		[{}, "fail"],
	] {
		verdict(row[0]).status == row[1]
	}
	contains(verdict({}).evidence[0].because[0], "https://docs.aws.amazon.com")
}
