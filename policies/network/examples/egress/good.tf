resource "aws_security_group" "claims" {
  name        = "claims-workers"
  description = "Workers that send claims to the clearinghouse"
  vpc_id      = "vpc-0a1b2c3d4e5f67890"
}

resource "aws_vpc_security_group_egress_rule" "clearinghouse" {
  security_group_id = aws_security_group.claims.id
  description       = "API of the clearinghouse"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
