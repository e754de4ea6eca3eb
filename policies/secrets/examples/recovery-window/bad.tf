resource "aws_secretsmanager_secret" "claims_database" {
  name                    = "claims/database"
  recovery_window_in_days = 0
}
