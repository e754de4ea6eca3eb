resource "aws_cloudwatch_event_bus" "claims" {
  name = "claims"
}

resource "aws_cloudwatch_event_archive" "claims" {
  name             = "claims"
  event_source_arn = aws_cloudwatch_event_bus.claims.arn
  retention_days   = 90
}
