resource "aws_secretsmanager_secret" "claims_database" {
  name = "claims/database"
}

resource "aws_secretsmanager_secret_rotation" "claims_database" {
  secret_id           = aws_secretsmanager_secret.claims_database.id
  rotation_lambda_arn = "arn:aws:lambda:us-east-1:123456789012:function:claims-database-rotation"
  rotation_rules {
    automatically_after_days = 30
  }
}
