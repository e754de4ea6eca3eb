resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id       = "portal-sessions"
  description                = "Sessions of the patient portal"
  engine                     = "valkey"
  engine_version             = "8.0"
  node_type                  = "cache.r7g.large"
  transit_encryption_enabled = true
}

resource "aws_elasticache_user" "portal" {
  user_id       = "patient-portal"
  user_name     = "patient-portal"
  engine        = "valkey"
  access_string = "on ~session:* -@all +@read +@write"

  authentication_mode {
    type = "iam"
  }
}

resource "aws_elasticache_user_group" "portal" {
  user_group_id = "patient-portal"
  engine        = "valkey"
  user_ids      = [aws_elasticache_user.portal.user_id]
}
