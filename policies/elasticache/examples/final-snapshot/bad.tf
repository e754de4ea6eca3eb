resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "portal-sessions"
  description          = "Sessions of the patient portal"
  engine               = "valkey"
  engine_version       = "8.0"
  node_type            = "cache.r7g.large"
}
