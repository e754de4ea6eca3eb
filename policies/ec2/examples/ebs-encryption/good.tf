resource "aws_ebs_volume" "imaging" {
  availability_zone = "us-east-1a"
  type              = "gp3"
  size              = 500
  encrypted         = true
}
