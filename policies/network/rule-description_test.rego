package safeguard.network.rule_description_test

import data.safeguard.lib.testing
import data.safeguard.network.rule_description as policy

verdict(address, values) := result if {
	result := policy.verdict[address] with input as testing.inventory([testing.plain(address, values)])
}

test_rules_of_their_own if {
	every address, said in {
		"aws_vpc_security_group_ingress_rule.v": {},
		"aws_vpc_security_group_egress_rule.v": {},
		"aws_security_group_rule.r": {"type": "ingress"},
	} {
		every row in [["Workers read sessions", "pass"], ["", "fail"], [null, "fail"], [testing.unknown, "unknown"]] {
			verdict(address, object.union(said, {"description": row[0]})).status == row[1]
		}
	}
	verdict("aws_security_group_rule.r", {"type": "egress"}).status == "fail"
	written := testing.resource("aws_vpc_security_group_ingress_rule.v", {
		"values": {"description": testing.unknown},
		"presence": {"description": "proven"},
	})
	result := policy.verdict[written.address] with input as testing.inventory([written])
	result.status == "pass"
}

test_blocks if {
	g := "aws_security_group.g"
	every row in [
		[{}, "pass"],
		[{"ingress": [{"description": "x"}], "egress": [{"description": "y"}]}, "pass"],
		[{"ingress": [{"description": "x"}], "egress": [{"description": ""}]}, "fail"],
		[{"ingress": [{"description": "x"}, {}]}, "fail"],
		[{"ingress": testing.unknown}, "unknown"],
	] {
		verdict(g, row[0]).status == row[1]
	}
	written := testing.resource(g, {
		"values": {"ingress": [{"description": testing.unknown}]},
		"presence": {"ingress.description": "proven"},
	})
	result := policy.verdict[g] with input as testing.inventory([written])
	result.status == "pass"
	[evidence.path | some evidence in verdict(g, {"ingress": [{"description": "x"}, {}]}).evidence] == ["ingress.1.description"]
}
