resource "aws_kms_key" "parameters" {
  description         = "Parameters of the lab results service"
  enable_key_rotation = true
}

resource "aws_ssm_parameter" "database_password" {
  name   = "/lab-results/database/password"
  type   = "SecureString"
  key_id = aws_kms_key.parameters.arn
  value  = "written by the deployment"
  lifecycle {
    ignore_changes = [value]
  }
}
