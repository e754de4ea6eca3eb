package safeguard.elasticache.encryption_at_rest

import data.safeguard.lib.check
import data.safeguard.lib.elasticache

# METADATA
# title: Caches are encrypted at rest
# description: Swap, snapshots and replication files hold what the cache holds; without encryption whoever reaches them reads the ePHI.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html
# custom:
#   severity: high
#   subjects: [aws_elasticache_cluster, aws_elasticache_replication_group, aws_elasticache_serverless_cache, aws_memorydb_cluster]
#   remediation:
#     text: Set at_rest_encryption_enabled to true; a Redis or Valkey cluster needs a replication group for it.
#     terraform: |
#       resource "aws_elasticache_replication_group" "sessions" {
#         at_rest_encryption_enabled = true
#         kms_key_id                 = aws_kms_key.sessions.arn
#       }
#     cdktf: |
#       new ElasticacheReplicationGroup(this, "sessions", { atRestEncryptionEnabled: "true", kmsKeyId: key.arn });
verdict[address] := check.is_true(elasticache.at_rest_encryption(group)) if {
	some address, group in input.resources.aws_elasticache_replication_group
	group.mode == "managed"
}

verdict[address] := elasticache.unless_replica(cluster, elasticache.unless_memcached(cluster, check.fail(
	"", null, "encryption at rest",
	["A cluster outside a replication group has no argument for it."],
))) if {
	some address, cluster in elasticache.clusters
	not elasticache.memcached[address]
}

verdict[address] := check.guaranteed("encryption at rest", _citations[type]) if {
	some type in ["aws_elasticache_serverless_cache", "aws_memorydb_cluster"]
	some address, cache in input.resources[type]
	cache.mode == "managed"
}

exempt := object.union(elasticache.replicas, elasticache.memcached_clusters)

_citations := {
	"aws_elasticache_serverless_cache": "Serverless caches are always encrypted at rest (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html).",
	"aws_memorydb_cluster": "MemoryDB clusters are always encrypted at rest (https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html).",
}
