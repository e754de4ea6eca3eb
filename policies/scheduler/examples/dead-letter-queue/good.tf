resource "aws_scheduler_schedule" "claims" {
  name                = "nightly-claims"
  schedule_expression = "cron(0 2 * * ? *)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = aws_sqs_queue.claims.arn
    role_arn = "arn:aws:iam::123456789012:role/nightly-claims"
    dead_letter_config {
      arn = aws_sqs_queue.undelivered.arn
    }
  }
}

resource "aws_sqs_queue" "claims" {
  name = "nightly-claims"
}

resource "aws_sqs_queue" "undelivered" {
  name = "nightly-claims-undelivered"
}
