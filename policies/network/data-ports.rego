package safeguard.network.data_ports

import data.safeguard.lib.network

# METADATA
# title: Data ports are closed to the internet
# description: A cache, queue or database that the whole internet can reach is one weak password or one flaw away from giving out ePHI.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#   - https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
# custom:
#   severity: critical
#   subjects: [aws_default_security_group, aws_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   remediation:
#     text: Let the security group of the clients in (referenced_security_group_id), or the private blocks they are in.
#     terraform: |
#       resource "aws_vpc_security_group_ingress_rule" "redis" {
#         security_group_id            = aws_security_group.redis.id
#         referenced_security_group_id = aws_security_group.workers.id
#         ip_protocol                  = "tcp"
#         from_port                    = 6379
#         to_port                      = 6379
#       }
#     cdktf: |
#       new VpcSecurityGroupIngressRule(this, "redis", {
#         securityGroupId: redis.id,
#         referencedSecurityGroupId: workers.id,
#         ipProtocol: "tcp",
#         fromPort: 6379,
#         toPort: 6379,
#       });
verdict[address] := network.closed(rules, network.data_ports, "no data port open to the internet") if {
	some address, rules in network.holders("ingress")
}

exempt := network.other_way("ingress")
