package safeguard.scheduler.dead_letter_queue_test

import data.safeguard.lib.testing
import data.safeguard.scheduler.dead_letter_queue as policy

s := "aws_scheduler_schedule.s"

status(said) := result.status if {
	result := policy.verdict[s] with input as testing.inventory([testing.resource(s, said)])
}

target(config) := {"target": [{"arn": "arn", "dead_letter_config": config}]}

test_rows if {
	every row in [
		[{"values": target([{"arn": "arn:aws:sqs:us-east-1:111122223333:q"}])}, "pass"],
		[{"values": target([{"arn": testing.unknown}]), "presence": {"target.dead_letter_config.arn": "proven"}}, "pass"],
		[{"values": target([{"arn": testing.unknown}])}, "unknown"],
		[{"values": target(testing.unknown)}, "unknown"],
		[{"values": {"target": testing.unknown}}, "unknown"],
		[{"values": target([{"arn": ""}])}, "fail"],
		[{"values": target([])}, "fail"],
		[{}, "fail"],
	] {
		status(row[0]) == row[1]
	}
}
