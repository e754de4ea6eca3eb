resource "aws_pipes_pipe" "claims" {
  name     = "claims"
  role_arn = "arn:aws:iam::123456789012:role/claims-pipe"
  source   = aws_sqs_queue.claims.arn
  target   = aws_cloudwatch_event_bus.claims.arn
  log_configuration {
    level = "ERROR"
    cloudwatch_logs_log_destination {
      log_group_arn = aws_cloudwatch_log_group.claims.arn
    }
  }
}

resource "aws_sqs_queue" "claims" {
  name = "claims"
}

resource "aws_cloudwatch_event_bus" "claims" {
  name = "claims"
}

resource "aws_cloudwatch_log_group" "claims" {
  name = "/aws/vendedlogs/pipes/claims"
}
