package safeguard.scheduler.customer_managed_key_test

import data.safeguard.lib.testing
import data.safeguard.scheduler.customer_managed_key as policy

r := "aws_scheduler_schedule.r"

verdict(said) := result if {
	result := policy.verdict[r] with input as testing.inventory([testing.resource(r, said)])
}

test_rows if {
	every row in [
		[{"values": {"kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/1"}}, "pass"],
		[{"values": {"kms_key_arn": testing.unknown}, "presence": {"kms_key_arn": "proven"}}, "pass"],
		[{"values": {"kms_key_arn": testing.unknown}}, "unknown"],
		[{"values": {"kms_key_arn": ""}}, "fail"],
		[{"values": {"kms_key_arn": null}}, "fail"],
		[{}, "fail"],
	] {
		verdict(row[0]).status == row[1]
	}
	contains(verdict({}).evidence[0].because[0], "https://docs.aws.amazon.com")
}

test_only_what_the_plan_makes_is_a_subject if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_scheduler_schedule.r", {})])
}
