resource "aws_ssm_parameter" "database_password" {
  name  = "/lab-results/database/password"
  type  = "SecureString"
  value = "written by the deployment"
  lifecycle {
    ignore_changes = [value]
  }
}
