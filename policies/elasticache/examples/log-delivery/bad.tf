resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "portal-sessions"
  description          = "Sessions of the patient portal"
  engine               = "valkey"
  engine_version       = "8.0"
  node_type            = "cache.r7g.large"

  log_delivery_configuration {
    log_type         = "engine-log"
    log_format       = "json"
    destination_type = "cloudwatch-logs"
    destination      = "/elasticache/portal-sessions"
  }
}
