resource "aws_security_group" "claims" {
  name        = "claims-kafka"
  description = "Kafka brokers with claims"
  vpc_id      = "vpc-0a1b2c3d4e5f67890"
}

resource "aws_vpc_security_group_ingress_rule" "kafka" {
  security_group_id = aws_security_group.claims.id
  cidr_ipv4         = "10.20.1.0/24"
  ip_protocol       = "tcp"
  from_port         = 9098
  to_port           = 9098
}
