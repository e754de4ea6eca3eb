resource "aws_instance" "hl7_gateway" {
  ami                         = "ami-0abcdef1234567890"
  instance_type               = "m7g.large"
  subnet_id                   = "subnet-0a1b2c3d4e5f67890"
  associate_public_ip_address = true
}
