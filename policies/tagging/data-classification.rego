package safeguard.tagging.data_classification

import data.safeguard.lib.check
import data.safeguard.lib.holders
import data.safeguard.lib.parameters
import data.safeguard.lib.tags

# METADATA
# title: Data says what it is
# description: Which rules apply to a store or a channel depends on what is in it; what nobody classified is protected by chance.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/guides/resource-tagging
# custom:
#   severity: low
#   subjects: [
#     aws_backup_vault, aws_cloudwatch_event_bus, aws_cloudwatch_log_group, aws_db_instance, aws_docdb_cluster,
#     aws_dynamodb_table, aws_ebs_volume, aws_efs_file_system, aws_elasticache_cluster,
#     aws_elasticache_replication_group, aws_elasticache_serverless_cache, aws_kinesis_firehose_delivery_stream,
#     aws_kinesis_stream, aws_memorydb_cluster, aws_mq_broker, aws_msk_cluster, aws_msk_serverless_cluster,
#     aws_neptune_cluster, aws_opensearch_domain, aws_rds_cluster, aws_redshift_cluster, aws_s3_bucket,
#     aws_sns_topic, aws_sqs_queue
#   ]
#   remediation:
#     text: Tag the resource with what it holds, or set the tag in default_tags of the provider.
#     terraform: |
#       provider "aws" {
#         default_tags {
#           tags = { DataClassification = "PHI" }
#         }
#       }
#     cdktf: |
#       new AwsProvider(this, "aws", { defaultTags: [{ tags: { DataClassification: "PHI" } }] });
#   parameters:
#     tag:
#       description: Tag that says what a resource holds.
#       default: DataClassification
#       schema: {type: string, minLength: 1}
verdict[address] := check.is_set(tags.argument(resource, tag), "a value") if {
	tag := parameters.value("tagging/data-classification", "tag")
	some address, resource in holders.of.aws
}
