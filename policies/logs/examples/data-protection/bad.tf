resource "aws_cloudwatch_log_group" "claims" {
  name = "/claims/intake"
  tags = { DataClassification = "PHI" }
}
