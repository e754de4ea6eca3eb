package safeguard.network.data_ports_test

import data.safeguard.lib.testing
import data.safeguard.network.data_ports as policy

g := "aws_security_group.g"

r := "aws_security_group_rule.r"

v := "aws_vpc_security_group_ingress_rule.v"

verdicts(resources) := result if {
	result := policy.verdict with input as testing.inventory(resources)
}

group(blocks) := testing.resource(g, {"values": {"ingress": blocks}, "presence": {"ingress": "possible"}})

redis(changes) := object.union(
	{
		"protocol": "tcp", "from_port": 6379, "to_port": 6379, "cidr_blocks": [], "ipv6_cidr_blocks": [],
		"prefix_list_ids": [], "security_groups": [], "self": false, "description": "",
	},
	changes,
)

status(changes) := verdicts([group([redis(changes)])])[g].status

test_cidr_arithmetic if {
	every row in [
		[["0.0.0.0/0"], "fail"],
		[["0.0.0.0/1", "128.0.0.0/1"], "fail"],
		[["0.0.0.0/1"], "fail"],
		[["8.0.0.0/7"], "fail"],
		[["8.0.0.0/9", "9.0.0.0/9"], "fail"],
		[["8.0.0.0/9", "8.0.0.0/9"], "pass"],
		[["8.0.0.0/9"], "pass"],
		[["203.0.113.7/32"], "pass"],
		[["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], "pass"],
		[["100.64.0.0/10"], "pass"],
		[["8.0.0.0/5"], "fail"],
		[[], "pass"],
		[null, "pass"],
		[testing.unknown, "unknown"],
		[[testing.unknown], "unknown"],
		[["0.0.0.0/0", testing.unknown], "fail"],
		[["not an address"], "unknown"],
	] {
		status({"cidr_blocks": row[0]}) == row[1]
	}
	every row in [
		[["::/0"], "fail"],
		[["::/1", "8000::/1"], "fail"],
		[["2000::/3"], "fail"],
		[["2600:1f00::/24"], "pass"],
		[["2001:db8::1/128"], "pass"],
		[["fc00::/7"], "pass"],
		[["fe80::/10"], "pass"],
		[testing.unknown, "unknown"],
	] {
		status({"ipv6_cidr_blocks": row[0]}) == row[1]
	}
}

everyone := {"cidr_blocks": ["0.0.0.0/0"]}

test_ports if {
	every row in [
		[443, 443, "pass"],
		[0, 65535, "fail"],
		[6223, 6378, "pass"],
		[6000, 6379, "fail"],
		[6381, 7000, "pass"],
		[6380, 6380, "fail"],
		[4222, 4222, "fail"],
		[0, 0, "pass"],
		[testing.unknown, 65535, "unknown"],
		[null, null, "unknown"],
	] {
		status(object.union(everyone, {"from_port": row[0], "to_port": row[1]})) == row[2]
	}
}

test_protocols if {
	every row in [["-1", "fail"], ["all", "fail"], ["TCP", "fail"], ["6", "fail"], ["udp", "fail"], ["icmp", "pass"], ["47", "pass"], [testing.unknown, "unknown"]] {
		status(object.union(everyone, {"protocol": row[0]})) == row[1]
	}
	status({"protocol": testing.unknown}) == "pass"
	status(object.union(everyone, {"protocol": "-1", "from_port": 0, "to_port": 0})) == "fail"
}

test_evidence_says_which_rule if {
	result := verdicts([group([redis({}), redis(everyone)])])[g]
	[[evidence.path, evidence.observed] | some evidence in result.evidence] == [["ingress.1", "tcp 6379-6379, 0.0.0.0/0"]]
	odd := verdicts([group([redis({"cidr_blocks": testing.unknown, "from_port": testing.unknown, "protocol": "-1", "to_port": null})])])[g]
	odd.evidence[0].observed == "all traffic, (known after apply)"
	odder := verdicts([group([redis({"cidr_blocks": testing.unknown, "from_port": testing.unknown, "to_port": null})])])[g]
	odder.evidence[0].observed == "tcp (known after apply)-(not set), (known after apply)"
	count(odder.evidence[0].because) == 2
}

test_groups_without_rules_of_their_own if {
	every values in [{}, {"ingress": null}, {"ingress": []}] {
		verdicts([testing.plain(g, values)])[g].status == "pass"
	}
	unset := testing.resource(g, {"values": {"ingress": testing.unknown}, "presence": {"ingress": "unset"}})
	verdicts([unset])[g].status == "pass"
}

test_rules_that_are_not_known if {
	verdicts([group(testing.unknown)])[g].status == "unknown"
	verdicts([group([testing.unknown])])[g].status == "unknown"
	verdicts([group([testing.unknown, redis(everyone)])])[g].status == "fail"
}

rule(values) := testing.plain(r, object.union(
	{"type": "ingress", "protocol": "tcp", "from_port": 9092, "to_port": 9098, "cidr_blocks": ["0.0.0.0/0"]},
	values,
))

test_security_group_rules if {
	verdicts([rule({})])[r].status == "fail"
	verdicts([rule({"cidr_blocks": ["10.0.0.0/8"]})])[r].status == "pass"
	verdicts([rule({"cidr_blocks": null, "ipv6_cidr_blocks": ["::/0"]})])[r].status == "fail"
	verdicts([rule({"cidr_blocks": null, "source_security_group_id": testing.unknown})])[r].status == "pass"
	verdicts([rule({"type": testing.unknown})])[r].status == "unknown"
}

test_egress_rules_are_no_subjects if {
	full := testing.inventory([rule({"type": "egress"}), testing.plain("aws_vpc_security_group_egress_rule.e", {})])
	policy.verdict == {} with input as full
	policy.exempt == {r: "It is an egress rule."} with input as full
}

vpc_rule(values) := testing.plain(v, object.union({"ip_protocol": "-1"}, values))

test_vpc_rules if {
	verdicts([vpc_rule({"cidr_ipv6": "::/0"})])[v].status == "fail"
	verdicts([vpc_rule({"cidr_ipv4": "0.0.0.0/0"})])[v].status == "fail"
	verdicts([vpc_rule({"cidr_ipv4": testing.unknown})])[v].status == "unknown"
	verdicts([vpc_rule({"cidr_ipv4": "10.0.0.0/16"})])[v].status == "pass"
	verdicts([vpc_rule({"referenced_security_group_id": testing.unknown})])[v].status == "pass"
	verdicts([vpc_rule({"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp"})])[v].status == "unknown"
	verdicts([vpc_rule({"prefix_list_id": "pl-1"})])[v].status == "unknown"
}

p := "aws_ec2_managed_prefix_list.p"

list(address, cidrs) := testing.plain(address, {"entry": [{"cidr": cidr} | some cidr in cidrs]})

by_list(targets) := testing.pointing(v, {"ip_protocol": "-1"}, "prefix_list_id", targets)

test_prefix_lists_are_looked_into if {
	verdicts([by_list([p]), list(p, ["0.0.0.0/0"])])[v].status == "fail"
	verdicts([by_list([p]), list(p, ["0.0.0.0/0"])])[v].evidence[0].because == ["It takes in aws_ec2_managed_prefix_list.p."]
	verdicts([by_list([p]), list(p, ["10.0.0.0/8"])])[v].status == "pass"
	verdicts([by_list([p]), testing.plain(p, {"entry": testing.unknown})])[v].status == "unknown"
	verdicts([by_list([]), list(p, ["10.0.0.0/8"])])[v].status == "unknown"
}

test_prefix_lists_with_entries_of_their_own if {
	entry := testing.pointing("aws_ec2_managed_prefix_list_entry.e", {"cidr": "0.0.0.0/0"}, "prefix_list_id", [p])
	verdicts([by_list([p]), list(p, []), entry])[v].status == "fail"
	stray := testing.pointing("aws_ec2_managed_prefix_list_entry.e", {"cidr": "0.0.0.0/0"}, "prefix_list_id", [])
	verdicts([by_list([p]), list(p, []), stray])[v].status == "unknown"
}

test_prefix_lists_that_are_only_read if {
	read := testing.plain("data.aws_ec2_managed_prefix_list.d", {"id": "pl-1", "entries": [{"cidr": "0.0.0.0/0"}]})
	verdicts([vpc_rule({"prefix_list_id": "pl-1"}), read])[v].status == "fail"
	of_aws := testing.plain("data.aws_prefix_list.s3", {"id": "pl-2", "cidr_blocks": ["52.216.0.0/15"]})
	verdicts([vpc_rule({"prefix_list_id": "pl-2"}), of_aws])[v].status == "pass"
	verdicts([rule({"cidr_blocks": null, "prefix_list_ids": ["pl-1", "pl-2"]}), read, of_aws])[r].status == "fail"
	verdicts([rule({"cidr_blocks": null, "prefix_list_ids": ["pl-2", "pl-3"]}), of_aws])[r].status == "unknown"
}

with_lists(ids) := testing.resource(r, {
	"values": {"type": "ingress", "protocol": "-1", "prefix_list_ids": ids},
	"references": {"prefix_list_ids": testing.refers([p])},
})

test_a_list_of_prefix_lists if {
	verdicts([with_lists([testing.unknown]), list(p, ["10.0.0.0/8"])])[r].status == "pass"
	verdicts([with_lists([testing.unknown, "pl-9"]), list(p, ["10.0.0.0/8"])])[r].status == "unknown"
	verdicts([with_lists(testing.unknown), list(p, ["10.0.0.0/8"])])[r].status == "unknown"
	verdicts([with_lists(testing.unknown), list(p, ["0.0.0.0/0"])])[r].status == "fail"
}

group_with_lists(blocks, reference) := testing.resource(g, {
	"values": {"ingress": blocks},
	"references": {"ingress.prefix_list_ids": reference},
})

test_several_blocks_share_their_prefix_lists if {
	open := redis({"prefix_list_ids": [testing.unknown]})
	verdicts([group_with_lists([open], testing.refers([p])), list(p, ["0.0.0.0/0"])])[g].status == "fail"
	verdicts([group_with_lists([open, redis({})], testing.refers([p])), list(p, ["0.0.0.0/0"])])[g].status == "unknown"
	verdicts([group_with_lists([open], testing.may_refer([p], "any of two")), list(p, ["0.0.0.0/0"])])[g].status == "unknown"
}

test_default_groups_are_subjects if {
	d := "aws_default_security_group.d"
	verdicts([testing.plain(d, {"ingress": [redis(everyone)]})])[d].status == "fail"
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_security_group.g", {})])
}
