resource "upstash_kafka_cluster" "vitals" {
  cluster_name = "vitals"
  region       = "us-east-1"
  multizone    = true
}
