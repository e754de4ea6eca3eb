package safeguard.lib.elb_test

import data.safeguard.lib.elb
import data.safeguard.lib.testing

test_protocol_by_the_kind_of_load_balancer if {
	listener := testing.pointing("aws_lb_listener.l", {}, "load_balancer_arn", ["aws_lb.b"])
	every row in [["application", "HTTP"], [null, "HTTP"], ["network", null]] {
		argument := elb.protocol(listener) with input as testing.inventory([testing.plain("aws_lb.b", {"load_balancer_type": row[0]})])
		argument.value == row[1]
	}
}
