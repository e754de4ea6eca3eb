resource "aws_elasticache_user" "portal" {
  user_id       = "patient-portal"
  user_name     = "patient-portal"
  engine        = "valkey"
  access_string = "on ~session:* -@all +@read +@write"

  authentication_mode {
    type = "iam"
  }
}
