resource "aws_msk_cluster" "lab_results" {
  cluster_name           = "lab-results"
  kafka_version          = "3.8.x"
  number_of_broker_nodes = 3

  broker_node_group_info {
    instance_type   = "kafka.m7g.large"
    client_subnets  = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728", "subnet-0c1d2e3f405162738"]
    security_groups = ["sg-0a1b2c3d4e5f60718"]
  }
}

resource "aws_cloudwatch_metric_alarm" "lab_results_lag" {
  alarm_name  = "lab-results-lag"
  namespace   = "AWS/Kafka"
  metric_name = "MaxOffsetLag"
  dimensions = {
    "Cluster Name"   = aws_msk_cluster.lab_results.cluster_name
    "Consumer Group" = "ehr-import"
    Topic            = "lab-results"
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1000
  alarm_actions       = ["arn:aws:sns:us-east-1:123456789012:on-call"]
}
