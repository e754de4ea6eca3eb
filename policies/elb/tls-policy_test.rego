package safeguard.elb.tls_policy_test

import data.safeguard.elb.tls_policy as policy
import data.safeguard.lib.testing

l := "aws_lb_listener.l"

status(values) := result.status if {
	result := policy.verdict[l] with input as testing.inventory([testing.plain(l, values)])
}

test_policies if {
	every row in [
		["ELBSecurityPolicy-TLS13-1-2-2021-06", "pass"],
		["ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "pass"],
		["ELBSecurityPolicy-TLS13-1-3-2021-06", "pass"],
		["ELBSecurityPolicy-TLS-1-2-Ext-2018-06", "pass"],
		["ELBSecurityPolicy-FS-1-2-Res-2020-10", "pass"],
		["ELBSecurityPolicy-TLS13-1-1-2021-06", "fail"],
		["ELBSecurityPolicy-TLS-1-1-2017-01", "fail"],
		["ELBSecurityPolicy-FS-2018-06", "fail"],
		["ELBSecurityPolicy-2016-08", "fail"],
		[null, "fail"],
		["ELBSecurityPolicy-Future", "unknown"],
		[testing.unknown, "unknown"],
	] {
		status({"protocol": "HTTPS", "ssl_policy": row[0]}) == row[1]
	}
	status({"protocol": testing.unknown}) == "unknown"
	status({"protocol": testing.unknown, "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"}) == "pass"
}

test_plain_listeners_are_no_subjects if {
	full := testing.inventory([testing.plain(l, {"protocol": "HTTP"})])
	policy.verdict == {} with input as full
	policy.exempt == {l: "It is no TLS listener."} with input as full
}

test_what_is_not_set_is_not_shown_as_set if {
	result := policy.verdict[l] with input as testing.inventory([testing.plain(l, {"protocol": "HTTPS"})])
	result.evidence[0].observed == null
}
