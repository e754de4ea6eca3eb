resource "aws_scheduler_schedule" "claims" {
  name                = "nightly-claims"
  schedule_expression = "cron(0 2 * * ? *)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = aws_sqs_queue.claims.arn
    role_arn = "arn:aws:iam::123456789012:role/nightly-claims"
  }
}

resource "aws_sqs_queue" "claims" {
  name = "nightly-claims"
}
