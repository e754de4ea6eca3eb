package safeguard.network.default_security_group_test

import data.safeguard.lib.testing
import data.safeguard.network.default_security_group as policy

d := "aws_default_security_group.d"

v := "aws_vpc.v"

verdicts(resources) := result if {
	result := policy.verdict with input as testing.inventory(resources)
}

group(values) := testing.resource(d, {
	"values": object.union({"vpc_id": testing.unknown}, values),
	"presence": {"ingress": "possible"},
	"references": {"vpc_id": testing.refers([v])},
})

test_groups if {
	every row in [
		[{}, "pass"],
		[{"ingress": [], "egress": []}, "pass"],
		[{"ingress": [{"protocol": "-1", "self": true}]}, "fail"],
		[{"egress": [{"protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}]}, "fail"],
		[{"ingress": testing.unknown}, "unknown"],
	] {
		verdicts([group(row[0])])[d].status == row[1]
	}
	unset := testing.resource(d, {"values": {"ingress": testing.unknown}, "presence": {"ingress": "unset"}})
	verdicts([unset])[d].status == "pass"
}

test_rules_of_their_own if {
	rule := testing.pointing("aws_vpc_security_group_ingress_rule.r", {}, "security_group_id", [d])
	verdicts([group({}), rule])[d].status == "fail"
	candidate := testing.resource("aws_security_group_rule.r", {
		"values": {"security_group_id": testing.unknown},
		"references": {"security_group_id": testing.may_refer([d], "any of two")},
	})
	verdicts([group({}), candidate])[d].status == "unknown"
	stray := testing.resource("aws_security_group_rule.r", {
		"values": {"security_group_id": testing.unknown},
		"presence": {"security_group_id": "proven"},
	})
	verdicts([group({}), stray])[d].status == "unknown"
	other := testing.pointing("aws_security_group_rule.r", {}, "security_group_id", ["aws_security_group.g"])
	verdicts([group({}), testing.plain("aws_security_group.g", {}), other])[d].status == "pass"
}

test_networks if {
	network := testing.plain(v, {})
	verdicts([network])[v].status == "fail"
	verdicts([network, group({})])[v].status == "pass"
	verdicts([network, group({"ingress": [{"protocol": "-1"}]})])[v].status == "fail"
	verdicts([network, group({"ingress": testing.unknown})])[v].status == "unknown"
	verdicts([network, testing.resource(d, {"references": {"vpc_id": testing.may_refer([v], "any of two")}})])[v].status == "unknown"
	stray := testing.resource(d, {"values": {"vpc_id": testing.unknown}, "presence": {"vpc_id": "possible"}})
	verdicts([network, stray])[v].status == "unknown"
	other := testing.pointing(d, {}, "vpc_id", ["aws_default_vpc.o"])
	verdicts([network, testing.plain("aws_default_vpc.o", {}), other])[v].status == "fail"
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_vpc.v", {})])
}
