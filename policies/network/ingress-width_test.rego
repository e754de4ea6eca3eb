package safeguard.network.ingress_width_test

import data.safeguard.lib.testing
import data.safeguard.network.ingress_width as policy

v := "aws_vpc_security_group_ingress_rule.v"

verdict(values) := result if {
	rule := object.union({"ip_protocol": "tcp", "from_port": 6379, "to_port": 6379}, values)
	result := policy.verdict[v] with input as testing.inventory([testing.plain(v, rule)])
}

test_width if {
	every row in [
		[{"cidr_ipv4": "10.0.0.0/8"}, "fail"],
		[{"cidr_ipv4": "10.0.0.0/15"}, "fail"],
		[{"cidr_ipv4": "10.0.0.0/16"}, "pass"],
		[{"cidr_ipv4": "192.168.4.0/24"}, "pass"],
		[{"cidr_ipv4": testing.unknown}, "unknown"],
		[{"cidr_ipv6": "fd00::/8"}, "fail"],
		[{"cidr_ipv6": "fd12:3456:789a::/48"}, "pass"],
		[{"cidr_ipv4": "10.0.0.0/8", "from_port": 443, "to_port": 443}, "pass"],
		[{"cidr_ipv4": testing.unknown, "from_port": 443, "to_port": 443}, "pass"],
		[{"cidr_ipv4": "10.0.0.0/8", "from_port": testing.unknown}, "unknown"],
		[{"referenced_security_group_id": testing.unknown}, "pass"],
	] {
		verdict(row[0]).status == row[1]
	}
	verdict({"cidr_ipv4": "10.0.0.0/8"}).evidence[0].because == ["10.0.0.0/8 is wider."]
}

test_what_is_public_is_judged_elsewhere if {
	verdict({"cidr_ipv4": "0.0.0.0/0"}).status == "pass"
}

test_a_block_that_may_be_of_the_rule if {
	p := "aws_ec2_managed_prefix_list.p"
	rule := testing.resource(v, {
		"values": {"ip_protocol": "-1", "prefix_list_id": testing.unknown},
		"references": {"prefix_list_id": testing.may_refer([p], "any of two")},
	})
	result := policy.verdict[v] with input as testing.inventory([rule, testing.plain(p, {"entry": [{"cidr": "10.0.0.0/8"}]})])
	result.status == "unknown"
}

test_groups_without_rules if {
	g := "aws_security_group.g"
	result := policy.verdict[g] with input as testing.inventory([testing.plain(g, {"ingress": []})])
	result.status == "pass"
}

test_the_lengths_are_parameters if {
	every row in [["10.0.0.0/16", "fail"], ["10.0.0.0/24", "pass"]] {
		values := {"ip_protocol": "-1", "cidr_ipv4": row[0]}
		result := policy.verdict[v] with input as testing.inventory([testing.plain(v, values)])
			with data.parameters as {"network/ingress-width": {"minimum_prefix_length": 24}}
		result.status == row[1]
	}
}

test_egress_rules_are_no_subjects if {
	full := testing.inventory([testing.plain("aws_security_group_rule.r", {"type": "egress"})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {"aws_security_group_rule.r"} with input as full
}
