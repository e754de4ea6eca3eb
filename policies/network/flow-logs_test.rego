package safeguard.network.flow_logs_test

import data.safeguard.lib.testing
import data.safeguard.network.flow_logs as policy

v := "aws_vpc.v"

status(resources) := result.status if {
	result := policy.verdict[v] with input as testing.inventory(array.concat([testing.plain(v, {})], resources))
}

log(targets) := testing.pointing("aws_flow_log.f", {}, "vpc_id", targets)

test_pass if {
	status([log([v])]) == "pass"
}

test_fail if {
	status([]) == "fail"
	status([log(["aws_vpc.other"]), testing.plain("aws_vpc.other", {})]) == "fail"
	status([testing.plain("aws_flow_log.f", {"vpc_id": "vpc-1"})]) == "fail"
	status([testing.plain("aws_flow_log.f", {"transit_gateway_id": testing.unknown})]) == "fail"
}

test_unknown if {
	status([log([])]) == "unknown"
	status([testing.resource("aws_flow_log.f", {
		"values": {"vpc_id": testing.unknown},
		"references": {"vpc_id": testing.may_refer([v], "any of two")},
	})]) == "unknown"
}

test_the_log_of_a_subnet_covers_the_subnet_only if {
	subnet := testing.pointing("aws_subnet.s", {}, "vpc_id", [v])
	status([subnet]) == "fail"
	of_subnet := testing.pointing("aws_flow_log.f", {"vpc_id": null}, "subnet_id", ["aws_subnet.s"])
	status([subnet, of_subnet]) == "unknown"
	other := testing.pointing("aws_subnet.s", {}, "vpc_id", ["aws_vpc.other"])
	status([testing.plain("aws_vpc.other", {}), other, of_subnet]) == "fail"
	stray := testing.resource("aws_subnet.s", {"values": {"vpc_id": testing.unknown}, "presence": {"vpc_id": "proven"}})
	status([stray]) == "fail"
	status([stray, of_subnet]) == "unknown"
	status([testing.resource("aws_flow_log.f", {
		"values": {"subnet_id": testing.unknown},
		"presence": {"subnet_id": "proven"},
	})]) == "unknown"
}

test_default_networks_are_subjects if {
	d := "aws_default_vpc.d"
	result := policy.verdict[d] with input as testing.inventory([testing.plain(d, {}), log([d])])
	result.status == "pass"
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_vpc.v", {})])
}
