# Tells which account is not another one.
data "aws_caller_identity" "current" {}

resource "aws_iam_role" "clearinghouse" {
  name = "clearinghouse"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "arn:aws:iam::111122223333:root" }
    }]
  })
}
