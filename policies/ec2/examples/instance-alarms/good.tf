resource "aws_instance" "hl7_gateway" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "m7g.large"
}

resource "aws_cloudwatch_metric_alarm" "hl7_gateway_cpu" {
  alarm_name          = "hl7-gateway-cpu"
  namespace           = "AWS/EC2"
  metric_name         = "CPUUtilization"
  dimensions          = { InstanceId = aws_instance.hl7_gateway.id }
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  alarm_actions       = ["arn:aws:sns:us-east-1:123456789012:on-call"]
}

resource "aws_cloudwatch_metric_alarm" "hl7_gateway_memory" {
  alarm_name          = "hl7-gateway-memory"
  namespace           = "CWAgent"
  metric_name         = "mem_used_percent"
  dimensions          = { InstanceId = aws_instance.hl7_gateway.id }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  alarm_actions       = ["arn:aws:sns:us-east-1:123456789012:on-call"]
}
