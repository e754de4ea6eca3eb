resource "aws_ecs_service" "lab_results" {
  name            = "lab-results"
  cluster         = "clinic"
  task_definition = "lab-results:7"
  launch_type     = "FARGATE"
  desired_count   = 2
  network_configuration {
    subnets = ["subnet-0a1b2c3d4e5f67890", "subnet-0f9e8d7c6b5a43210"]
  }
}

resource "aws_cloudwatch_metric_alarm" "lab_results_tasks" {
  alarm_name          = "lab-results-tasks"
  namespace           = "ECS/ContainerInsights"
  metric_name         = "PendingTaskCount"
  dimensions          = { ClusterName = "clinic", ServiceName = aws_ecs_service.lab_results.name }
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "LessThanThreshold"
  threshold           = 2
  treat_missing_data  = "breaching"
  alarm_actions       = ["arn:aws:sns:us-east-1:123456789012:on-call"]
}
