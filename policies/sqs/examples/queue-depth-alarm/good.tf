resource "aws_sqs_queue" "claims" {
  name = "claims"
}

resource "aws_cloudwatch_metric_alarm" "claims_depth" {
  alarm_name          = "claims-depth"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.claims.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1000
  alarm_actions       = ["arn:aws:sns:us-east-1:123456789012:on-call"]
}
