resource "upstash_redis_database" "appointments" {
  database_name  = "appointments"
  region         = "global"
  primary_region = "us-east-1"
  eviction       = false
}
