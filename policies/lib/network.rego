# Who gets through a security group: its rules, wherever they are written, and the arithmetic of their addresses.
#
# A rule is {"where", "holder", "protocol", "from", "to", "ipv4", "ipv6", "lists", "list_paths", "alone", "because"},
# each part as the document has it, known or not.
package safeguard.lib.network

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# Redis, NATS, ZooKeeper, Kafka, AMQP and other message brokers, databases, search, Memcached.
data_ports := [
	[1433, 1433], [2181, 2181], [3306, 3306], [4222, 4222], [5432, 5432], [5671, 5671], [6222, 6222], [6379, 6380],
	[7422, 7422], [8162, 8162], [8222, 8222], [9092, 9098], [9194, 9198], [9200, 9200], [11211, 11211], [27017, 27017],
	[61617, 61617],
]

# SSH and RDP.
admin_ports := [[22, 22], [3389, 3389]]

# A rule covers it where it lets every port through.
all_ports := "all ports"

# The groups and rules that a policy on one direction judges, with their rules.
holders(direction) := {address: rules(resource, direction) |
	some type in _types[direction]
	some address, resource in input.resources[type]
	resource.mode == "managed"
	not _is_other_way(resource, direction)
}

other_way(direction) := {address: concat("", ["It is an ", resource.values.type, " rule."]) |
	some address, resource in input.resources.aws_security_group_rule
	resource.mode == "managed"
	_is_other_way(resource, direction)
}

# None of the rules lets the internet through to the ports: what is not known may.
closed(found, ports, expected) := check.all_of([_closed(rule, ports, expected) | some rule in found]) if {
	count(found) > 0
} else := check.pass("", null, expected, ["It has no such rule of its own."])

# Every rule says what it is for.
described(found) := check.all_of([result |
	some rule in found
	result := check.is_set(_description(rule), "a description")
]) if {
	count(found) > 0
} else := check.pass("", null, "a description", ["It has no rule of its own."])

_description(rule) := inventory.argument(rule.holder, "description") if {
	rule.where == ""
} else := inventory.argument({"values": {path: rule.description}, "presence": {path: presence}, "references": {}}, path) if {
	path := concat(".", [rule.where, "description"])
	written := concat(".", [split(rule.where, ".")[0], "description"])
	presence := object.get(rule.holder.presence, written, "possible")
}

# None of the rules lets private blocks wider than asked for through to the ports.
narrow(found, ports, lengths, expected) := check.all_of([_narrow(rule, ports, lengths, expected) | some rule in found]) if {
	count(found) > 0
} else := check.pass("", null, expected, ["It has no such rule of its own."])

rules(resource, direction) := inline(resource, direction) if {
	resource.type in {"aws_security_group", "aws_default_security_group"}
} else := [_rule_of_its_own(resource, direction)] if {
	resource.type == "aws_security_group_rule"
} else := [_vpc_rule(resource)]

inline(group, direction) := [] if {
	inventory.argument(group, direction).kind in {"unset", "undecided"}
} else := [_inline(group, direction, index, block, blocks) |
	blocks := _listed(group.values[direction])
	some index, block in blocks
]

# Whether a rule lets anything through to one of the ports, which are ranges.
covers(rule, ports) := "pass" if {
	rule.protocol in {"-1", "all", -1}
} else := _within(rule.from, rule.to, ports) if {
	is_string(rule.protocol)
	lower(rule.protocol) in {"tcp", "udp", "6", "17"}
} else := "fail" if {
	is_string(rule.protocol)
} else := "unknown"

# Whether a rule lets the internet through. The widest blocks that organizations hold are narrower than /8
# (IPv4) and /16 (IPv6); what its blocks leave of the public addresses is added up, so that halves count as the whole.
open(rule) := "pass" if {
	_is_internet([source.cidr | some source in sources(rule); source.certain])
} else := "unknown" if {
	_is_internet([source.cidr | some source in sources(rule)])
} else := "unknown" if {
	some source in sources(rule)
	not _is_block(source.cidr)
} else := "fail"

# The blocks of a rule, also by its prefix lists: {"cidr", "certain"}.
sources(rule) := array.concat(
	[{"cidr": cidr, "certain": true} |
		some blocks in [rule.ipv4, rule.ipv6]
		some cidr in _listed(blocks)
	],
	_by_lists(rule),
)

is_private(cidr) if {
	some range in ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"]
	not contains(cidr, ":")
	net.cidr_contains(range, cidr)
}

is_private(cidr) if {
	some range in ["fc00::/7", "fe80::/10", "::1/128"]
	contains(cidr, ":")
	net.cidr_contains(range, cidr)
}

prefix_length(cidr) := to_number(split(cidr, "/")[1])

_types := {
	"ingress": ["aws_security_group", "aws_default_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"],
	"egress": ["aws_security_group", "aws_default_security_group", "aws_security_group_rule", "aws_vpc_security_group_egress_rule"],
}

_is_other_way(resource, direction) if {
	resource.type == "aws_security_group_rule"
	is_string(resource.values.type)
	resource.values.type != direction
}

_closed(rule, ports, expected) := check.one(status, rule.where, shown(rule), expected, because) if {
	let_through := check.all_status([covers(rule, ports), open(rule), rule.applies])
	status := check.negated_status[let_through]
	because := {"pass": [], "fail": _blame(rule), "unknown": array.concat(_blame(rule), _doubts(rule))}[status]
}

_narrow(rule, ports, lengths, expected) := check.one(check.all_status(statuses), rule.where, shown(rule), expected, because) if {
	let_through := check.all_status([covers(rule, ports), rule.applies])
	judged := [{"cidr": source.cidr, "status": _width(source, lengths)} | some source in sources(rule)]
	statuses := [check.any_status([found.status, check.negated_status[let_through]]) | some found in judged]
	because := [concat(" ", [found.cidr, "is wider."]) |
		some found in judged
		found.status == "fail"
		let_through != "fail"
	]
}

_width(source, lengths) := "pass" if {
	_is_block(source.cidr)
	not is_private(source.cidr)
} else := "pass" if {
	_is_block(source.cidr)
	prefix_length(source.cidr) >= lengths[_family(source.cidr)]
} else := "unknown" if {
	not _is_block(source.cidr)
} else := {true: "fail", false: "unknown"}[source.certain]

_blame(rule) := [concat("", ["It takes in ", inventory.named(lists), "."]) |
	lists := [list.address | some list in _lists(rule).lists]
	count(lists) > 0
]

_doubts(rule) := array.concat(rule.because, array.concat(
	["Its ports or its protocol are known after apply, or not set." | covers(rule, data_ports) == "unknown"],
	array.concat(
		["Some of its addresses are known after apply, or kept elsewhere." | open(rule) == "unknown"],
		["Whether it is an ingress or an egress rule is known after apply." | rule.applies == "unknown"],
	),
))

# A rule in words: `tcp 6379-6380, 0.0.0.0/0`.
shown(rule) := concat(", ", array.concat([_traffic(rule)], sort({_word(source.cidr) | some source in sources(rule)})))

_traffic(rule) := "all traffic" if {
	rule.protocol in {"-1", "all", -1}
} else := concat(" ", [_word(rule.protocol), concat("-", [_word(rule.from), _word(rule.to)])])

_word(value) := value if {
	is_string(value)
} else := "(known after apply)" if {
	is_object(value)
} else := "(not set)" if {
	value == null
} else := json.marshal(value)

_inline(group, direction, index, block, blocks) := {
	"where": concat(".", [direction, format_int(index, 10)]),
	"holder": group,
	"protocol": _part(block, "protocol"),
	"from": _part(block, "from_port"),
	"to": _part(block, "to_port"),
	"ipv4": _part(block, "cidr_blocks"),
	"ipv6": _part(block, "ipv6_cidr_blocks"),
	"lists": _part(block, "prefix_list_ids"),
	"list_paths": [concat(".", [direction, "prefix_list_ids"]), direction],
	"alone": count(blocks) == 1,
	"applies": "pass",
	"because": inventory.argument(group, direction).because,
	"description": _part(block, "description"),
}

_rule_of_its_own(resource, direction) := {
	"where": "",
	"holder": resource,
	"protocol": _part(resource.values, "protocol"),
	"from": _part(resource.values, "from_port"),
	"to": _part(resource.values, "to_port"),
	"ipv4": _part(resource.values, "cidr_blocks"),
	"ipv6": _part(resource.values, "ipv6_cidr_blocks"),
	"lists": _part(resource.values, "prefix_list_ids"),
	"list_paths": ["prefix_list_ids"],
	"alone": true,
	"applies": {true: "pass", false: "unknown"}[resource.values.type == direction],
	"because": [],
	"description": _part(resource.values, "description"),
}

_vpc_rule(resource) := {
	"where": "",
	"holder": resource,
	"protocol": _part(resource.values, "ip_protocol"),
	"from": _part(resource.values, "from_port"),
	"to": _part(resource.values, "to_port"),
	"ipv4": _part(resource.values, "cidr_ipv4"),
	"ipv6": _part(resource.values, "cidr_ipv6"),
	"lists": _part(resource.values, "prefix_list_id"),
	"list_paths": ["prefix_list_id"],
	"alone": true,
	"applies": "pass",
	"because": [],
	"description": _part(resource.values, "description"),
}

# Of a block that is not known, no part is.
_part(block, name) := object.get(block, name, null) if {
	not inventory.is_unknown(block)
} else := block

_listed(value) := [] if {
	value in [null, ""]
} else := value if {
	is_array(value)
} else := [value]

_within(from, to, ports) := "unknown" if {
	false in {is_number(from), is_number(to)}
} else := check.status_of((max([from, 1]) + (65535 - to)) <= 1) if {
	ports == all_ports
} else := check.status_of(count([range | some range in ports; from <= range[1]; to >= range[0]]) > 0)

# Blocks that leave the private ranges, added up: in addresses (IPv4), in /48 networks (IPv6).
_is_internet(cidrs) if {
	sum([size | some cidr in {cidr | some cidr in cidrs}; size := _public_size(cidr, "ipv4")]) >= 16777216
}

_is_internet(cidrs) if {
	sum([size | some cidr in {cidr | some cidr in cidrs}; size := _public_size(cidr, "ipv6")]) >= 4294967296
}

_public_size(cidr, family) := bits.lsh(1, _bits[family] - prefix_length(cidr)) if {
	_is_block(cidr)
	_family(cidr) == family
	prefix_length(cidr) <= _bits[family]
	not is_private(cidr)
}

_bits := {"ipv4": 32, "ipv6": 48}

_family(cidr) := "ipv6" if {
	contains(cidr, ":")
} else := "ipv4"

_is_block(cidr) if {
	is_string(cidr)
	net.cidr_contains(cidr, cidr)
}

# What the prefix lists of a rule hold.
_by_lists(rule) := [] if {
	_listed(rule.lists) == []
} else := array.concat(
	[{"cidr": cidr, "certain": found.certain} | some list in found.lists; some cidr in _entries(list)],
	[{"cidr": {"$unknown": true}, "certain": true} | not found.whole],
) if {
	found := _lists(rule)
}

# The lists a rule refers to. A set of blocks shares its references: each may be of any of the blocks. A set that is
# not known may hold more than its references.
_lists(rule) := {"lists": [], "certain": true, "whole": true} if {
	_listed(rule.lists) == []
} else := {
	"lists": [list | some address in sort(found); some list in _all_lists[address]],
	"certain": _both(rule.alone, written.complete),
	"whole": _is_whole(rule, written.complete, count(found)),
} if {
	written := _written(rule)
	named := [address | some id in _listed(rule.lists); some address in _lists_by_id[id]]
	found := {address | some address in array.concat(named, written.targets); _all_lists[address]}
}

_written(rule) := [reference | some path in rule.list_paths; reference := rule.holder.references[path]][0]

_written(rule) := {"targets": [], "complete": true} if {
	every path in rule.list_paths {
		not rule.holder.references[path]
	}
}

_both(one, other) := [one, other] == [true, true]

# A list found for every id: by its id, or by reference.
_is_whole(rule, complete, found) := [_both(rule.alone, complete), _is_many(rule), count(_listed(rule.lists)) == found] == [true, false, true]

_is_many(rule) if {
	inventory.is_unknown(rule.lists)
	not rule.list_paths == ["prefix_list_id"]
} else := false

_all_lists[address] contains list if {
	some type in ["aws_ec2_managed_prefix_list", "aws_prefix_list"]
	some address, list in input.resources[type]
}

_lists_by_id[id] contains address if {
	some type in ["aws_ec2_managed_prefix_list", "aws_prefix_list"]
	some address, list in input.resources[type]
	id := list.values.id
	is_string(id)
}

_entries(list) := array.concat(
	[_part(entry, "cidr") |
		some argument in ["entry", "entries"]
		some entry in _listed(object.get(list.values, argument, null))
	],
	array.concat(
		_listed(object.get(list.values, "cidr_blocks", null)),
		array.concat(
			[link.resource.values.cidr | some link in inventory.links(list, _entry.type, [_entry.path])],
			[{"$unknown": true} | count(_stray_entries) > 0],
		),
	),
)

_entry := {"type": "aws_ec2_managed_prefix_list_entry", "path": "prefix_list_id"}

_stray_entries := inventory.strays(_entry, "aws_ec2_managed_prefix_list")
