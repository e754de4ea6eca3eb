resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "portal-sessions"
  description          = "Sessions of the patient portal"
  engine               = "valkey"
  engine_version       = "8.0"
  node_type            = "cache.r7g.large"
}

resource "aws_cloudwatch_metric_alarm" "portal_sessions_cpu" {
  alarm_name          = "portal-sessions-cpu"
  namespace           = "AWS/ElastiCache"
  metric_name         = "EngineCPUUtilization"
  dimensions          = { CacheClusterId = aws_elasticache_replication_group.sessions.replication_group_id }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  alarm_actions       = ["arn:aws:sns:us-east-1:123456789012:on-call"]
}
