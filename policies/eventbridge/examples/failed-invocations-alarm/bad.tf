resource "aws_cloudwatch_event_bus" "lab" {
  name = "lab"
}

resource "aws_cloudwatch_event_rule" "lab_results" {
  name           = "lab-results"
  event_bus_name = aws_cloudwatch_event_bus.lab.name
  event_pattern  = jsonencode({ source = ["hospital.lab"] })
}

resource "aws_cloudwatch_metric_alarm" "lab_results_failed" {
  alarm_name  = "lab-results-failed-invocations"
  namespace   = "AWS/Events"
  metric_name = "FailedInvocations"
  dimensions = {
    RuleName = aws_cloudwatch_event_rule.lab_results.name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  alarm_actions       = ["arn:aws:sns:us-east-1:123456789012:on-call"]
}
