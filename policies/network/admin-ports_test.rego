package safeguard.network.admin_ports_test

import data.safeguard.lib.testing
import data.safeguard.network.admin_ports as policy

v := "aws_vpc_security_group_ingress_rule.v"

status(from, to, cidr) := result.status if {
	values := {"ip_protocol": "tcp", "from_port": from, "to_port": to, "cidr_ipv4": cidr}
	result := policy.verdict[v] with input as testing.inventory([testing.plain(v, values)])
}

test_ports if {
	every row in [
		[22, 22, "0.0.0.0/0", "fail"],
		[3389, 3389, "128.0.0.0/1", "fail"],
		[20, 25, "0.0.0.0/0", "fail"],
		[0, 65535, "0.0.0.0/0", "fail"],
		[443, 443, "0.0.0.0/0", "pass"],
		[6379, 6379, "0.0.0.0/0", "pass"],
		[22, 22, "198.51.100.0/28", "pass"],
		[22, 22, testing.unknown, "unknown"],
		[443, 443, testing.unknown, "pass"],
	] {
		status(row[0], row[1], row[2]) == row[3]
	}
}

test_egress_rules_are_no_subjects if {
	full := testing.inventory([testing.plain("aws_security_group_rule.r", {"type": "egress"})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {"aws_security_group_rule.r"} with input as full
}
