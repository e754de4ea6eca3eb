resource "aws_scheduler_schedule" "reminders" {
  name                = "appointment-reminders"
  schedule_expression = "cron(0 8 * * ? *)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = aws_sqs_queue.reminders.arn
    role_arn = "arn:aws:iam::123456789012:role/appointment-reminders"
    input    = jsonencode({ clinic = "cardiology" })
  }
}

resource "aws_sqs_queue" "reminders" {
  name = "appointment-reminders"
}
