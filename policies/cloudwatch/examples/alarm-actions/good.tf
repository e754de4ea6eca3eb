resource "aws_cloudwatch_metric_alarm" "lab_orders_age" {
  alarm_name          = "lab-orders-age"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = "lab-orders" }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 3600
  alarm_actions       = ["arn:aws:sns:us-east-1:123456789012:on-call"]
}
