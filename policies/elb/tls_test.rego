package safeguard.elb.tls_test

import data.safeguard.elb.tls as policy
import data.safeguard.lib.testing

l := "aws_lb_listener.l"

verdicts(resources) := result if {
	result := policy.verdict with input as testing.inventory(resources)
}

listener(values) := testing.resource(l, {
	"values": object.union({"load_balancer_arn": testing.unknown, "default_action": [{"type": "forward"}]}, values),
	"presence": {"protocol": "unset"},
	"references": {"load_balancer_arn": testing.refers(["aws_lb.b"])},
})

balancer(type) := testing.plain("aws_lb.b", {"load_balancer_type": type})

to(protocol) := [{"type": "redirect", "redirect": [{"protocol": protocol}]}]

test_protocols if {
	every row in [
		["HTTPS", "pass"], ["TLS", "pass"], ["HTTP", "fail"], ["TCP", "unknown"], ["UDP", "unknown"],
		["TCP_UDP", "unknown"], [null, "fail"], [testing.unknown, "fail"],
	] {
		verdicts([listener({"protocol": row[0]}), balancer("application")])[l].status == row[1]
	}
	every row in [["TLS", "pass"], [null, "unknown"], [testing.unknown, "unknown"]] {
		verdicts([listener({"protocol": row[0]}), balancer("network")])[l].status == row[1]
	}
	verdicts([listener({})])[l].status == "unknown"
	verdicts([listener({}), balancer(null)])[l].status == "fail"
}

test_redirects if {
	every row in [
		[to("HTTPS"), "pass"],
		[to("#{protocol}"), "fail"],
		[to(testing.unknown), "unknown"],
		[[{"type": "redirect", "redirect": testing.unknown}], "unknown"],
		[[{"type": testing.unknown, "redirect": []}], "fail"],
		[[{"type": "fixed-response"}], "fail"],
		[[], "fail"],
		[testing.unknown, "unknown"],
		[array.concat(to("HTTPS"), [{"type": "forward"}]), "fail"],
	] {
		verdicts([listener({"protocol": "HTTP", "default_action": row[0]}), balancer("application")])[l].status == row[1]
	}
}

rule(action) := testing.pointing("aws_lb_listener_rule.r", {"action": action}, "listener_arn", [l])

test_a_rule_that_forwards_what_the_listener_would_redirect if {
	plain := listener({"protocol": "HTTP", "default_action": to("HTTPS")})
	verdicts([plain, balancer("application"), rule(to("HTTPS"))])[l].status == "pass"
	verdicts([plain, balancer("application"), rule([{"type": "forward"}])])[l].status == "fail"
	maybe := testing.resource("aws_lb_listener_rule.r", {
		"values": {"action": [{"type": "forward"}]},
		"references": {"listener_arn": testing.may_refer([l], "any of two")},
	})
	verdicts([plain, balancer("application"), maybe])[l].status == "unknown"
	every row in [[[{"type": "forward"}], "unknown"], [to("HTTPS"), "pass"]] {
		stray := testing.resource("aws_lb_listener_rule.r", {
			"values": {"listener_arn": testing.unknown, "action": row[0]},
			"presence": {"listener_arn": "proven"},
		})
		verdicts([plain, balancer("application"), stray])[l].status == row[1]
	}
}

test_classic_load_balancers if {
	e := "aws_elb.e"
	every row in [
		[[{"lb_protocol": "https"}, {"lb_protocol": "ssl"}], "pass"],
		[[{"lb_protocol": "https"}, {"lb_protocol": "http"}], "fail"],
		[[{"lb_protocol": "tcp"}], "unknown"],
		[[{"lb_protocol": testing.unknown}], "unknown"],
		[testing.unknown, "unknown"],
	] {
		verdicts([testing.plain(e, {"listener": row[0]})])[e].status == row[1]
	}
}
