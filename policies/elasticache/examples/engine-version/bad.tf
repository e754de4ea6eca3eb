resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "portal-sessions"
  description          = "Sessions of the patient portal"
  engine               = "redis"
  engine_version       = "5.0.6"
  node_type            = "cache.r6g.large"
}
