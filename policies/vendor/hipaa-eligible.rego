package safeguard.vendor.hipaa_eligible

import data.safeguard.lib.check
import data.safeguard.lib.eligible
import data.safeguard.lib.holders
import data.safeguard.lib.parameters

# METADATA
# title: Data stays on services that AWS's agreement covers
# description: AWS's business associate addendum covers the services on its list of HIPAA eligible services, and ePHI on no other.
# entrypoint: true
# related_resources:
#   - https://aws.amazon.com/compliance/hipaa-eligible-services-reference/
#   - https://docs.aws.amazon.com/whitepapers/latest/architecting-hipaa-security-and-compliance-on-aws/architecting-hipaa-security-and-compliance-on-aws.html
# custom:
#   severity: medium
#   subjects: [
#     aws_backup_vault, aws_cloudwatch_event_bus, aws_cloudwatch_log_group, aws_db_instance, aws_docdb_cluster,
#     aws_dynamodb_table, aws_ebs_volume, aws_efs_file_system, aws_elasticache_cluster,
#     aws_elasticache_replication_group, aws_elasticache_serverless_cache, aws_kinesis_firehose_delivery_stream,
#     aws_kinesis_stream, aws_memorydb_cluster, aws_mq_broker, aws_msk_cluster, aws_msk_serverless_cluster,
#     aws_neptune_cluster, aws_opensearch_domain, aws_rds_cluster, aws_redshift_cluster, aws_s3_bucket,
#     aws_sns_topic, aws_sqs_queue,
#     aws_api_gateway_rest_api, aws_apigatewayv2_api, aws_apprunner_service, aws_cloudsearch_domain, aws_dax_cluster,
#     aws_ecs_task_definition, aws_fsx_lustre_file_system, aws_fsx_ontap_file_system, aws_fsx_openzfs_file_system,
#     aws_fsx_windows_file_system, aws_instance, aws_keyspaces_table, aws_lambda_function, aws_lightsail_bucket,
#     aws_lightsail_container_service, aws_lightsail_database, aws_lightsail_disk, aws_lightsail_instance,
#     aws_pipes_pipe, aws_qldb_ledger, aws_scheduler_schedule, aws_sfn_state_machine, aws_simpledb_domain,
#     aws_timestreamwrite_table,
#     upstash_kafka_cluster, upstash_kafka_topic, upstash_qstash_schedule, upstash_qstash_schedule_v2,
#     upstash_redis_database, upstash_vector_index
#   ]
#   remediation:
#     text: Move the data to a service that is on the list, or list the service in the configuration if AWS has added it since.
#     terraform: |
#       resource "aws_db_instance" "orders" {
#         engine = "postgres" # instead of aws_lightsail_database
#       }
#     cdktf: |
#       new DbInstance(this, "orders", { ...database, engine: "postgres" }); // instead of LightsailDatabase
#   parameters:
#     added:
#       description: Resource types, or how they begin, of services that you found on AWS's list and that the policy does not know as eligible.
#       default: []
#       schema: {type: array, items: {type: string, pattern: "^aws_[a-z0-9_]+$"}, uniqueItems: true}
verdict[address] := _by_type[type] if {
	some type in _types
	some address, resource in input.resources[type]
	resource.mode == "managed"
}

exempt[address] := "AWS's list says nothing of other providers." if {
	some provider, holding in holders.of
	provider != "aws"
	some address, _ in holding
}

_types := array.concat(holders.types.aws, [
	"aws_api_gateway_rest_api", "aws_apigatewayv2_api", "aws_apprunner_service", "aws_cloudsearch_domain", "aws_dax_cluster",
	"aws_ecs_task_definition", "aws_fsx_lustre_file_system", "aws_fsx_ontap_file_system", "aws_fsx_openzfs_file_system",
	"aws_fsx_windows_file_system", "aws_instance", "aws_keyspaces_table", "aws_lambda_function", "aws_lightsail_bucket",
	"aws_lightsail_container_service", "aws_lightsail_database", "aws_lightsail_disk", "aws_lightsail_instance",
	"aws_pipes_pipe", "aws_qldb_ledger", "aws_scheduler_schedule", "aws_sfn_state_machine", "aws_simpledb_domain",
	"aws_timestreamwrite_table",
])

_by_type[type] := _judged(type) if {
	some type in _types
	input.resources[type]
}

_judged(type) := check.pass("", type, _phrase, ["The configuration says that AWS has added its service to the list."]) if {
	some beginning in parameters.value("vendor/hipaa-eligible", "added")
	startswith(type, beginning)
} else := check.one(check.status_of(service.eligible), "", service.name, _phrase, [_list]) if {
	service := eligible.service(type)
} else := check.undetermined("", type, _phrase, [
	"Whether its service is on AWS's list is not known here.",
	"Look it up, and list it in the configuration when it is there.",
])

_phrase := "a HIPAA eligible service"

_list := concat("", [
	"By AWS's list as of ", eligible.as_of,
	" (https://aws.amazon.com/compliance/hipaa-eligible-services-reference/).",
])
