resource "aws_launch_template" "hl7_gateway" {
  name          = "hl7-gateway"
  image_id      = "ami-0abcdef1234567890"
  instance_type = "m7g.large"
}
