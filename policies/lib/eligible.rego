# The AWS services that may hold or process ePHI under AWS's business associate addendum: the HIPAA Eligible Services
# Reference, https://aws.amazon.com/compliance/hipaa-eligible-services-reference/.
#
# How this was obtained: not from that page, but from the transcript of it that AWS keeps in its sample
# landing-zone-accelerator-on-aws-for-healthcare (config/service-control-policies/Readme.md, commit 50e15ba of 2025-05-17),
# which says that it is as of 2025-04-16. Compare it with the page before you rely on it; AWS adds services every few months.
# Only services whose resources a policy judges are here. `eligible: false` means that the transcript does not name the
# service. The reference says that generally available features of a service are eligible with it unless excluded, so that
# EventBridge stands for its schedulers and pipes.
package safeguard.lib.eligible

as_of := "2025-04-16"

# By the beginnings of the resource types; the longest counts.
services := {
	"aws_api_gateway_": {"name": "Amazon API Gateway", "eligible": true},
	"aws_apigatewayv2_": {"name": "Amazon API Gateway", "eligible": true},
	"aws_backup_": {"name": "AWS Backup", "eligible": true},
	"aws_cloudsearch_": {"name": "Amazon CloudSearch", "eligible": false},
	"aws_cloudwatch_event_": {"name": "Amazon EventBridge", "eligible": true},
	"aws_cloudwatch_log_": {"name": "Amazon CloudWatch Logs", "eligible": true},
	"aws_db_": {"name": "Amazon Relational Database Service (Amazon RDS)", "eligible": true},
	"aws_docdb_": {"name": "Amazon DocumentDB", "eligible": true},
	"aws_dynamodb_": {"name": "Amazon DynamoDB", "eligible": true},
	"aws_ebs_": {"name": "Amazon Elastic Block Store (Amazon EBS)", "eligible": true},
	"aws_ecs_": {"name": "Amazon Elastic Container Service (ECS)", "eligible": true},
	"aws_efs_": {"name": "Amazon Elastic File System (EFS)", "eligible": true},
	"aws_elasticache_": {"name": "Amazon ElastiCache", "eligible": true},
	"aws_fsx_": {"name": "Amazon FSx", "eligible": true},
	"aws_instance": {"name": "Amazon Elastic Compute Cloud (Amazon EC2)", "eligible": true},
	"aws_keyspaces_": {"name": "Amazon Keyspaces", "eligible": true},
	"aws_kinesis_firehose_": {"name": "Amazon Kinesis Data Firehose", "eligible": true},
	"aws_kinesis_stream": {"name": "Amazon Kinesis Data Streams", "eligible": true},
	"aws_lambda_": {"name": "AWS Lambda", "eligible": true},
	"aws_lightsail_": {"name": "Amazon Lightsail", "eligible": false},
	"aws_memorydb_": {"name": "Amazon MemoryDB", "eligible": true},
	"aws_mq_": {"name": "Amazon MQ", "eligible": true},
	"aws_msk_": {"name": "Amazon Managed Streaming for Apache Kafka", "eligible": true},
	"aws_neptune_": {"name": "Amazon Neptune", "eligible": true},
	"aws_opensearch_": {"name": "Amazon OpenSearch Service", "eligible": true},
	"aws_pipes_": {"name": "Amazon EventBridge", "eligible": true},
	"aws_qldb_": {"name": "Amazon Quantum Ledger Database (QLDB)", "eligible": true},
	"aws_rds_": {"name": "Amazon Relational Database Service (Amazon RDS)", "eligible": true},
	"aws_redshift_": {"name": "Amazon Redshift", "eligible": true},
	"aws_s3_": {"name": "Amazon Simple Storage Service (S3)", "eligible": true},
	"aws_scheduler_": {"name": "Amazon EventBridge", "eligible": true},
	"aws_sfn_": {"name": "AWS Step Functions", "eligible": true},
	"aws_simpledb_": {"name": "Amazon SimpleDB", "eligible": false},
	"aws_sns_": {"name": "Amazon Simple Notification Service (SNS)", "eligible": true},
	"aws_sqs_": {"name": "Amazon Simple Queue Service (SQS)", "eligible": true},
	"aws_timestreamwrite_": {"name": "Amazon Timestream", "eligible": true},
}

# The service of a resource type; undefined where the data does not know it.
service(type) := services[found[count(found) - 1]] if {
	# Of beginnings of one text, the longest comes last.
	found := sort([beginning | some beginning, _ in services; startswith(type, beginning)])
	count(found) > 0
}
