package safeguard.elb.access_logs_test

import data.safeguard.elb.access_logs as policy
import data.safeguard.lib.testing

status(address, values) := result.status if {
	result := policy.verdict[address] with input as testing.inventory([testing.plain(address, values)])
}

test_load_balancers if {
	every row in [
		[[{"bucket": "logs", "enabled": true}], "pass"],
		[[{"bucket": "logs", "enabled": null}], "fail"],
		[[{"bucket": "logs", "enabled": false}], "fail"],
		[[], "fail"],
		[[{"enabled": testing.unknown}], "unknown"],
		[testing.unknown, "unknown"],
	] {
		status("aws_lb.b", {"load_balancer_type": "application", "access_logs": row[0]}) == row[1]
	}
}

test_classic_load_balancers if {
	every row in [
		[[{"bucket": "logs"}], "pass"],
		[[{"bucket": "logs", "enabled": false}], "fail"],
		[[], "fail"],
		[testing.unknown, "unknown"],
	] {
		status("aws_elb.b", {"access_logs": row[0]}) == row[1]
	}
}

test_gateway_load_balancers_are_no_subjects if {
	full := testing.inventory([testing.plain("aws_lb.g", {"load_balancer_type": "gateway"})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {"aws_lb.g"} with input as full
}
