resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "portal-sessions"
  description          = "Sessions of the patient portal"
  engine               = "valkey"
  engine_version       = "8.0"
  node_type            = "cache.r7g.large"
  subnet_group_name    = aws_elasticache_subnet_group.private.name
}

resource "aws_elasticache_subnet_group" "private" {
  name       = "private"
  subnet_ids = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"]
}
