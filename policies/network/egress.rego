package safeguard.network.egress

import data.safeguard.lib.network

# METADATA
# title: Not everything may go everywhere
# description: Where any port to any address is open, malware and mistakes carry ePHI out unhindered.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   severity: low
#   subjects: [aws_default_security_group, aws_security_group, aws_security_group_rule, aws_vpc_security_group_egress_rule]
#   remediation:
#     text: Let only the ports out that are needed, such as 443, or only to the security groups and prefix lists that are needed.
#     terraform: |
#       resource "aws_vpc_security_group_egress_rule" "https" {
#         security_group_id = aws_security_group.workers.id
#         cidr_ipv4         = "0.0.0.0/0"
#         ip_protocol       = "tcp"
#         from_port         = 443
#         to_port           = 443
#       }
#     cdktf: |
#       new VpcSecurityGroupEgressRule(this, "https", {
#         securityGroupId: workers.id,
#         cidrIpv4: "0.0.0.0/0",
#         ipProtocol: "tcp",
#         fromPort: 443,
#         toPort: 443,
#       });
verdict[address] := network.closed(rules, network.all_ports, "no egress on all ports to everywhere") if {
	some address, rules in network.holders("egress")
}

exempt := network.other_way("egress")
