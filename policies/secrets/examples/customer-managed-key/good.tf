resource "aws_kms_key" "secrets" {
  description         = "Secrets of the claims service"
  enable_key_rotation = true
}

resource "aws_secretsmanager_secret" "claims_database" {
  name       = "claims/database"
  kms_key_id = aws_kms_key.secrets.arn
}
