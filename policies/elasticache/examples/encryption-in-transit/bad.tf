resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "portal-sessions"
  description          = "Sessions of the patient portal"
  engine               = "redis"
  engine_version       = "7.1"
  node_type            = "cache.r7g.large"
}
