resource "aws_security_group" "sessions" {
  name        = "portal-sessions"
  description = "Redis with sessions of the patient portal"
  vpc_id      = "vpc-0a1b2c3d4e5f67890"
}

resource "aws_vpc_security_group_ingress_rule" "redis" {
  security_group_id = aws_security_group.sessions.id
  description       = "Patient portal"
  cidr_ipv4         = "10.20.1.0/24"
  ip_protocol       = "tcp"
  from_port         = 6379
  to_port           = 6379
}
