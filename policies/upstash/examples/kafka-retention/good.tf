resource "upstash_kafka_topic" "vitals" {
  cluster_id       = upstash_kafka_cluster.vitals.cluster_id
  topic_name       = "vitals"
  partitions       = 3
  cleanup_policy   = "delete"
  retention_time   = 604800000
  retention_size   = 1073741824
  max_message_size = 1048576
}

resource "upstash_kafka_cluster" "vitals" {
  cluster_name = "vitals"
  region       = "us-east-1"
  multizone    = true
}
