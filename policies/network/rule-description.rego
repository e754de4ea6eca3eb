package safeguard.network.rule_description

import data.safeguard.lib.network

# METADATA
# title: Every security group rule says what it is for
# description: A rule without a reason is never removed; an auditor cannot tell whether it was meant to be there.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   severity: low
#   subjects:
#     - aws_default_security_group
#     - aws_security_group
#     - aws_security_group_rule
#     - aws_vpc_security_group_egress_rule
#     - aws_vpc_security_group_ingress_rule
#   remediation:
#     text: Give each rule a description of who needs it and why.
#     terraform: |
#       resource "aws_vpc_security_group_ingress_rule" "redis" {
#         description = "Workers read and write sessions"
#       }
#     cdktf: |
#       new VpcSecurityGroupIngressRule(this, "redis", {
#         description: "Workers read and write sessions",
#       });
verdict[address] := network.described(array.concat(
	object.get(incoming, address, []),
	object.get(outgoing, address, []),
)) if {
	incoming := network.holders("ingress")
	outgoing := network.holders("egress")
	some address, _ in object.union(incoming, outgoing)
}
