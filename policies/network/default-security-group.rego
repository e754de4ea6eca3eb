package safeguard.network.default_security_group

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.network

# METADATA
# title: Default security groups let nothing through
# description: Whatever is started without a group of its own lands in the default one, whose own rules let its members talk to each other and to everywhere.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
# custom:
#   severity: low
#   subjects: [aws_default_security_group, aws_vpc]
#   remediation:
#     text: Adopt the default security group of each VPC with aws_default_security_group, and write no rules in it.
#     terraform: |
#       resource "aws_default_security_group" "main" {
#         vpc_id = aws_vpc.main.id
#       }
#     cdktf: |
#       new DefaultSecurityGroup(this, "default", { vpcId: vpc.id });
verdict[address] := result if some address, result in _groups

verdict[address] := check.watched_by(array.concat(adoptions, _strays), "a default security group that is adopted and empty") if {
	some address, vpc in input.resources.aws_vpc
	vpc.mode == "managed"
	adoptions := [{"address": link.address, "status": status, "because": link.because} |
		some link in inventory.links(vpc, "aws_default_security_group", ["vpc_id"])
		status := check.all_status([_groups[link.address].status, {true: "pass", false: "unknown"}[link.certain]])
	]
}

_strays := [{"address": address, "status": status, "because": ["Which network it belongs to is known after apply."]} |
	some address, group in input.resources.aws_default_security_group
	group.mode == "managed"
	every type in ["aws_vpc", "aws_default_vpc"] {
		inventory.is_stray(group, "vpc_id", ["vpc_id"], type)
	}
	status := check.all_status([_groups[address].status, "unknown"])
]

_groups[address] := check.all_of(rules) if {
	some address, group in input.resources.aws_default_security_group
	group.mode == "managed"
	rules := array.concat(_inline_rules(group), _rules_of_their_own(group))
	count(rules) > 0
}

_groups[address] := check.pass("", null, "no rules", ["Terraform removes the rules that it does not find written here."]) if {
	some address, group in input.resources.aws_default_security_group
	group.mode == "managed"
	count(_inline_rules(group)) + count(_rules_of_their_own(group)) == 0
}

_inline_rules(group) := [check.one(status, rule.where, network.shown(rule), "no rules", rule.because) |
	some direction in ["ingress", "egress"]
	some rule in network.inline(group, direction)
	status := _written(group.values[direction])
]

_rules_of_their_own(group) := array.concat(
	[check.one(status, "", link.address, "no rules", link.because) |
		some type in _rule_types
		some link in inventory.links(group, type, ["security_group_id"])
		status := {true: "fail", false: "unknown"}[link.certain]
	],
	_stray_rules,
)

# Rules of which nobody knows the group.
_stray_rules := sort([check.undetermined("", address, "no rules", ["Which group it belongs to is known after apply."]) |
	some type in _rule_types
	some address, rule in input.resources[type]
	rule.mode == "managed"
	every group_type in ["aws_security_group", "aws_default_security_group"] {
		inventory.is_stray(rule, "security_group_id", ["security_group_id"], group_type)
	}
])

_rule_types := ["aws_security_group_rule", "aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"]

_written(rules) := "unknown" if {
	inventory.is_unknown(rules)
} else := "fail"
