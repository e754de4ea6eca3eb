resource "aws_secretsmanager_secret" "claims_database" {
  name = "claims/database"
}
