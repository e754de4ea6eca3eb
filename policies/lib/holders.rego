# What holds data: messages, records, files, or the logs of them.
package safeguard.lib.holders

# By provider, as resource types begin with its name.
types := {
	"aws": [
		"aws_backup_vault", "aws_cloudwatch_event_bus", "aws_cloudwatch_log_group", "aws_db_instance", "aws_docdb_cluster",
		"aws_dynamodb_table", "aws_ebs_volume", "aws_efs_file_system", "aws_elasticache_cluster",
		"aws_elasticache_replication_group", "aws_elasticache_serverless_cache", "aws_kinesis_firehose_delivery_stream",
		"aws_kinesis_stream", "aws_memorydb_cluster", "aws_mq_broker", "aws_msk_cluster", "aws_msk_serverless_cluster",
		"aws_neptune_cluster", "aws_opensearch_domain", "aws_rds_cluster", "aws_redshift_cluster", "aws_s3_bucket",
		"aws_sns_topic", "aws_sqs_queue",
	],
	"upstash": [
		"upstash_kafka_cluster", "upstash_kafka_topic", "upstash_qstash_schedule", "upstash_qstash_schedule_v2",
		"upstash_redis_database", "upstash_vector_index",
	],
}

# The resources of a provider that hold data.
of[provider] := {address: resource |
	some type in listed
	some address, resource in input.resources[type]
	resource.mode == "managed"
} if {
	some provider, listed in types
}
