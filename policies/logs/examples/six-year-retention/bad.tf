resource "aws_cloudwatch_log_group" "claims" {
  name              = "/claims/intake"
  retention_in_days = 1827
}
