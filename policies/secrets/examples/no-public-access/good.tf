resource "aws_secretsmanager_secret" "clearinghouse" {
  name = "claims/clearinghouse"
}

resource "aws_secretsmanager_secret_policy" "clearinghouse" {
  secret_arn = aws_secretsmanager_secret.clearinghouse.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/claims" }
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
    }]
  })
}
