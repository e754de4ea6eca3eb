resource "aws_sqs_queue" "lab_results" {
  name = "lab-results"
}

resource "aws_cloudwatch_metric_alarm" "lab_results_age" {
  alarm_name          = "lab-results-age"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = aws_sqs_queue.lab_results.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 3600
  alarm_actions       = ["arn:aws:sns:us-east-1:123456789012:on-call"]
}
