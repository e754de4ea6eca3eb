package safeguard.elasticache.encryption_in_transit

import data.safeguard.lib.check
import data.safeguard.lib.elasticache
import data.safeguard.lib.inventory

# METADATA
# title: Caches speak TLS only
# description: Without it, and in the mode that still accepts plain connections, ePHI and passwords cross the network in clear text.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html
# custom:
#   severity: high
#   subjects: [aws_elasticache_cluster, aws_elasticache_replication_group, aws_elasticache_serverless_cache]
#   remediation:
#     text: Set transit_encryption_enabled to true and leave transit_encryption_mode at required; Redis and Valkey need a replication group for it.
#     terraform: |
#       resource "aws_elasticache_replication_group" "sessions" {
#         transit_encryption_enabled = true
#         transit_encryption_mode    = "required"
#       }
#     cdktf: |
#       new ElasticacheReplicationGroup(this, "sessions", {
#         transitEncryptionEnabled: true,
#         transitEncryptionMode: "required",
#       });
verdict[address] := elasticache.unless_replica(cluster, elasticache.transit_encryption(cluster)) if {
	some address, cluster in elasticache.clusters
}

verdict[address] := check.all_of([
	elasticache.transit_encryption(group),
	check.none_of([check.equals(mode, "preferred")]),
]) if {
	some address, group in input.resources.aws_elasticache_replication_group
	group.mode == "managed"
	mode := inventory.argument_or(
		group, "transit_encryption_mode", "required",
		concat(" ", [
			"Plain connections are accepted only where the mode is set to preferred",
			"(https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html).",
		]),
	)
}

verdict[address] := check.guaranteed("TLS", _citation) if {
	some address, cache in input.resources.aws_elasticache_serverless_cache
	cache.mode == "managed"
}

exempt := elasticache.replicas

_citation := concat(" ", [
	"All serverless caches have in-transit encryption enabled",
	"(https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html).",
])
