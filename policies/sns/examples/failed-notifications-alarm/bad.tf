resource "aws_sns_topic" "admissions" {
  name = "admissions"
}

resource "aws_cloudwatch_metric_alarm" "admissions_failed" {
  alarm_name          = "admissions-notifications-failed"
  namespace           = "AWS/SNS"
  metric_name         = "NumberOfNotificationsFailed"
  dimensions          = { TopicArn = aws_sns_topic.admissions.arn }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  alarm_actions       = ["arn:aws:sns:us-east-1:123456789012:on-call"]
}
