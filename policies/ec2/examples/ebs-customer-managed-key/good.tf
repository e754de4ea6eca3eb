resource "aws_kms_key" "imaging" {
  description         = "Disks with medical images"
  enable_key_rotation = true
}

resource "aws_ebs_volume" "imaging" {
  availability_zone = "us-east-1a"
  type              = "gp3"
  size              = 500
  encrypted         = true
  kms_key_id        = aws_kms_key.imaging.arn
}
