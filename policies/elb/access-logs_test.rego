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

test_network_load_balancers_log_tls_only if {
	balancer := testing.plain("aws_lb.n", {"load_balancer_type": "network", "access_logs": []})
	plain := testing.inventory([balancer, _listener("TCP")])
	policy.verdict == {} with input as plain
	object.keys(policy.exempt) == {"aws_lb.n"} with input as plain
}

test_network_load_balancers_that_may_end_tls if {
	balancer := testing.plain("aws_lb.n", {"load_balancer_type": "network", "access_logs": []})
	maybe := testing.resource("aws_lb_listener.m", {
		"values": {"protocol": "TCP", "load_balancer_arn": testing.unknown},
		"references": {"load_balancer_arn": testing.may_refer(["aws_lb.n"], "one of two")},
	})
	every row in [[[], "fail"], [[_listener("TLS")], "fail"], [[_listener(testing.unknown)], "unknown"], [[maybe], "unknown"]] {
		judged := testing.inventory(array.concat([balancer], row[0]))
		policy.verdict["aws_lb.n"].status == row[1] with input as judged
		policy.exempt == {} with input as judged
	}
}

_listener(protocol) := testing.pointing("aws_lb_listener.l", {"protocol": protocol}, "load_balancer_arn", ["aws_lb.n"])
