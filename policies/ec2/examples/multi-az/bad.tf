resource "aws_subnet" "private_a" {
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  availability_zone = "us-east-1a"
  cidr_block        = "10.20.1.0/24"
}

resource "aws_subnet" "private_b" {
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  availability_zone = "us-east-1b"
  cidr_block        = "10.20.2.0/24"
}

resource "aws_autoscaling_group" "hl7_gateway" {
  name                = "hl7-gateway"
  min_size            = 2
  max_size            = 4
  vpc_zone_identifier = [aws_subnet.private_a.id]
  launch_template {
    name    = "hl7-gateway"
    version = "$Latest"
  }
}
