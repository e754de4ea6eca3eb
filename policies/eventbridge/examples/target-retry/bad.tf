resource "aws_cloudwatch_event_rule" "lab_results" {
  name          = "lab-results"
  event_pattern = jsonencode({ source = ["hospital.lab"] })
}

resource "aws_cloudwatch_event_target" "lab_results" {
  rule     = aws_cloudwatch_event_rule.lab_results.name
  arn      = "arn:aws:states:us-east-1:123456789012:stateMachine:file-lab-results"
  role_arn = "arn:aws:iam::123456789012:role/start-file-lab-results"
  retry_policy {
    maximum_event_age_in_seconds = 3600
  }
}
