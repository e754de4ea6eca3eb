package safeguard.network.egress_test

import data.safeguard.lib.testing
import data.safeguard.network.egress as policy

v := "aws_vpc_security_group_egress_rule.v"

status(values) := result.status if {
	result := policy.verdict[v] with input as testing.inventory([testing.plain(v, values)])
}

test_all_ports_to_everywhere if {
	every row in [
		[{"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}, "fail"],
		[{"ip_protocol": "-1", "cidr_ipv6": "::/0"}, "fail"],
		[{"ip_protocol": "tcp", "from_port": 0, "to_port": 65535, "cidr_ipv4": "0.0.0.0/0"}, "fail"],
		[{"ip_protocol": "tcp", "from_port": 1, "to_port": 65535, "cidr_ipv4": "0.0.0.0/0"}, "fail"],
		[{"ip_protocol": "tcp", "from_port": 1024, "to_port": 65535, "cidr_ipv4": "0.0.0.0/0"}, "pass"],
		[{"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "0.0.0.0/0"}, "pass"],
		[{"ip_protocol": "tcp", "from_port": testing.unknown, "to_port": 443, "cidr_ipv4": "0.0.0.0/0"}, "unknown"],
		[{"ip_protocol": "-1", "cidr_ipv4": "10.0.0.0/8"}, "pass"],
		[{"ip_protocol": "-1", "cidr_ipv4": testing.unknown}, "unknown"],
		[{"ip_protocol": "-1", "prefix_list_id": "pl-1"}, "unknown"],
		[{"ip_protocol": "-1", "referenced_security_group_id": "sg-1"}, "pass"],
	] {
		status(row[0]) == row[1]
	}
}

test_groups if {
	g := "aws_security_group.g"
	open := {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}
	every row in [[[open], "fail"], [[], "pass"], [testing.unknown, "unknown"]] {
		result := policy.verdict[g] with input as testing.inventory([testing.plain(g, {"egress": row[0]})])
		result.status == row[1]
	}
}

test_ingress_rules_are_no_subjects if {
	full := testing.inventory([
		testing.plain("aws_security_group_rule.r", {"type": "ingress"}),
		testing.plain("aws_vpc_security_group_ingress_rule.r", {}),
	])
	policy.verdict == {} with input as full
	policy.exempt == {"aws_security_group_rule.r": "It is an ingress rule."} with input as full
}
