resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "portal-sessions"
  description          = "Sessions of the patient portal"
  engine               = "valkey"
  engine_version       = "8.0"
  node_type            = "cache.r7g.large"
}

resource "aws_cloudwatch_metric_alarm" "portal_sessions_connections" {
  alarm_name          = "portal-sessions-connections"
  namespace           = "AWS/ElastiCache"
  metric_name         = "CurrConnections"
  dimensions          = { ReplicationGroupId = aws_elasticache_replication_group.sessions.replication_group_id }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1000
  alarm_actions       = ["arn:aws:sns:us-east-1:123456789012:on-call"]
}
