resource "aws_iam_role_policy" "pass_role" {
  name = "pass-role"
  role = "deployment"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "iam:PassRole"
      Resource = "arn:aws:iam::123456789012:role/lab-results"
    }]
  })
}
