package safeguard.network.ingress_width

import data.safeguard.lib.network
import data.safeguard.lib.parameters

# METADATA
# title: Data ports are open to narrow private blocks only
# description: A block such as 10.0.0.0/8 lets every network that is ever peered or connected reach the systems that hold ePHI.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
# custom:
#   severity: low
#   subjects: [aws_default_security_group, aws_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   remediation:
#     text: Let security groups in instead of blocks, or the blocks of the subnets that need it.
#     terraform: |
#       resource "aws_vpc_security_group_ingress_rule" "kafka" {
#         security_group_id = aws_security_group.kafka.id
#         cidr_ipv4         = "10.20.1.0/24"
#         ip_protocol       = "tcp"
#         from_port         = 9098
#         to_port           = 9098
#       }
#     cdktf: |
#       new VpcSecurityGroupIngressRule(this, "kafka", {
#         securityGroupId: kafka.id,
#         cidrIpv4: "10.20.1.0/24",
#         ipProtocol: "tcp",
#         fromPort: 9098,
#         toPort: 9098,
#       });
#   parameters:
#     minimum_prefix_length:
#       description: Shortest prefix of a private IPv4 block; a VPC has 16 at least.
#       default: 16
#       schema: {type: integer, minimum: 1, maximum: 32}
#     minimum_ipv6_prefix_length:
#       description: Shortest prefix of a private IPv6 block.
#       default: 48
#       schema: {type: integer, minimum: 1, maximum: 128}
verdict[address] := network.narrow(rules, network.data_ports, _lengths, "no wide private block on data ports") if {
	some address, rules in network.holders("ingress")
}

exempt := network.other_way("ingress")

_lengths := {
	"ipv4": parameters.value("network/ingress-width", "minimum_prefix_length"),
	"ipv6": parameters.value("network/ingress-width", "minimum_ipv6_prefix_length"),
}
