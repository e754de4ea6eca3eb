package safeguard.elasticache.customer_managed_key

import data.safeguard.lib.key

# METADATA
# title: Caches are encrypted with a key of their own
# description: Only with a key of your own can you say who may decrypt the files and snapshots of the cache, and see who did.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html
# custom:
#   severity: low
#   subjects: [aws_elasticache_replication_group, aws_elasticache_serverless_cache, aws_memorydb_cluster]
#   remediation:
#     text: Set kms_key_id (for MemoryDB, kms_key_arn) to a KMS key of your own.
#     terraform: |
#       resource "aws_elasticache_replication_group" "sessions" {
#         kms_key_id = aws_kms_key.sessions.arn
#       }
#     cdktf: |
#       new ElasticacheReplicationGroup(this, "sessions", { kmsKeyId: key.arn });
verdict[address] := key.is_own(cache, path, "A key of the service is used.") if {
	some type, path in _paths
	some address, cache in input.resources[type]
	cache.mode == "managed"
}

_paths := {
	"aws_elasticache_replication_group": "kms_key_id",
	"aws_elasticache_serverless_cache": "kms_key_id",
	"aws_memorydb_cluster": "kms_key_arn",
}
