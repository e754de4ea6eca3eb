package safeguard.vendor.business_associate

import data.safeguard.lib.check
import data.safeguard.lib.holders
import data.safeguard.lib.parameters

# METADATA
# title: Who holds ePHI has agreed to protect it
# description: A provider that keeps or carries ePHI is a business associate; without a signed agreement in force it may not be given any.
# entrypoint: true
# related_resources:
#   - https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-C/section-164.308
#   - https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-C/section-164.314
#   - https://docs.aws.amazon.com/artifact/latest/ug/managing-agreements.html
#   - https://upstash.com/docs/redis/help/managing-healthcare-data
# custom:
#   severity: high
#   subjects: [
#     aws_backup_vault, aws_cloudwatch_event_bus, aws_cloudwatch_log_group, aws_db_instance, aws_docdb_cluster,
#     aws_dynamodb_table, aws_ebs_volume, aws_efs_file_system, aws_elasticache_cluster,
#     aws_elasticache_replication_group, aws_elasticache_serverless_cache, aws_kinesis_firehose_delivery_stream,
#     aws_kinesis_stream, aws_memorydb_cluster, aws_mq_broker, aws_msk_cluster, aws_msk_serverless_cluster,
#     aws_neptune_cluster, aws_opensearch_domain, aws_rds_cluster, aws_redshift_cluster, aws_s3_bucket,
#     aws_sns_topic, aws_sqs_queue,
#     upstash_kafka_cluster, upstash_kafka_topic, upstash_qstash_schedule, upstash_qstash_schedule_v2,
#     upstash_redis_database, upstash_vector_index
#   ]
#   remediation:
#     text: Sign a business associate agreement with the provider and list it under agreements in the configuration, or keep the data elsewhere.
#     terraform: |
#       # With a provider whose agreement is in force:
#       resource "aws_elasticache_serverless_cache" "sessions" {
#         engine = "valkey"
#         name   = "sessions"
#       }
#     cdktf: |
#       // With a provider whose agreement is in force:
#       new ElasticacheServerlessCache(this, "sessions", { engine: "valkey", name: "sessions" });
#   parameters:
#     agreements:
#       description: Business associate agreements by provider (aws, upstash), each with the days from which and until which it is in force (until null where it has no end) and the document that proves it.
#       default: {}
#       schema:
#         type: object
#         propertyNames: {enum: [aws, upstash]}
#         additionalProperties:
#           type: object
#           required: [since, until, document]
#           additionalProperties: false
#           properties:
#             since: {type: string, pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
#             until: {type: [string, "null"], pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
#             document: {type: string, minLength: 1}
verdict[address] := _by_provider[provider] if {
	some provider, holding in holders.of
	some address, _ in holding
}

_by_provider[provider] := _judged(provider, object.get(_agreements, provider, null)) if {
	some provider, _ in holders.types
}

_agreements := parameters.value("vendor/business-associate", "agreements")

_judged(provider, agreement) := _undetermined(provider, null, [
	concat("", ["No business associate agreement with ", provider, " is listed in the configuration."]),
	"List it there once it is signed.",
]) if {
	agreement == null
} else := _undetermined(provider, agreement.document, ["The date of the assessment is not known."]) if {
	not data.assessment.date
} else := check.one(check.status_of(_in_force(agreement)), "", agreement.document, _phrase(provider), [_term(agreement)])

# Dates of this form sort as text. The last day counts.
_in_force(agreement) if {
	agreement.since <= data.assessment.date
	not _is_over(agreement)
} else := false

_is_over(agreement) if {
	is_string(agreement.until)
	agreement.until < data.assessment.date
}

_term(agreement) := concat("", ["Its term is from ", agreement.since, " on."]) if {
	agreement.until == null
} else := concat("", ["Its term is from ", agreement.since, " to ", agreement.until, "."])

_undetermined(provider, observed, because) := check.undetermined("", observed, _phrase(provider), because)

_phrase(provider) := concat(" ", ["a business associate agreement with", provider, "in force"])
