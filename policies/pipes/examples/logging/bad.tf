resource "aws_pipes_pipe" "claims" {
  name     = "claims"
  role_arn = "arn:aws:iam::123456789012:role/claims-pipe"
  source   = aws_sqs_queue.claims.arn
  target   = aws_cloudwatch_event_bus.claims.arn
}

resource "aws_sqs_queue" "claims" {
  name = "claims"
}

resource "aws_cloudwatch_event_bus" "claims" {
  name = "claims"
}
