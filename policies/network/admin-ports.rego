package safeguard.network.admin_ports

import data.safeguard.lib.network

# METADATA
# title: SSH and RDP are closed to the internet
# description: Logins that the whole internet can try are tried all day; whoever gets in stands next to the systems that hold ePHI.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
# custom:
#   severity: high
#   subjects: [aws_default_security_group, aws_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   remediation:
#     text: Remove the rule and log in through Session Manager, or let only the blocks of your own offices in.
#     terraform: |
#       resource "aws_vpc_security_group_ingress_rule" "ssh" {
#         security_group_id = aws_security_group.bastion.id
#         cidr_ipv4         = "198.51.100.0/28"
#         ip_protocol       = "tcp"
#         from_port         = 22
#         to_port           = 22
#       }
#     cdktf: |
#       new VpcSecurityGroupIngressRule(this, "ssh", {
#         securityGroupId: bastion.id,
#         cidrIpv4: "198.51.100.0/28",
#         ipProtocol: "tcp",
#         fromPort: 22,
#         toPort: 22,
#       });
verdict[address] := network.closed(rules, network.admin_ports, "neither SSH nor RDP open to the internet") if {
	some address, rules in network.holders("ingress")
}

exempt := network.other_way("ingress")
