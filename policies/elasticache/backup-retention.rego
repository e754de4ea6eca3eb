package safeguard.elasticache.backup_retention

import data.safeguard.lib.check
import data.safeguard.lib.elasticache
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters

# METADATA
# title: Caches are backed up
# description: A cache that holds ePHI must be restorable after a failure or a mistake; without automatic snapshots its data is gone.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html
# custom:
#   severity: high
#   subjects: [aws_elasticache_cluster, aws_elasticache_replication_group, aws_elasticache_serverless_cache]
#   remediation:
#     text: Set snapshot_retention_limit to at least 7.
#     terraform: |
#       resource "aws_elasticache_replication_group" "sessions" {
#         snapshot_retention_limit = 7
#         snapshot_window          = "03:00-05:00"
#       }
#     cdktf: |
#       new ElasticacheReplicationGroup(this, "sessions", {
#         snapshotRetentionLimit: 7,
#         snapshotWindow: "03:00-05:00",
#       });
#   parameters:
#     minimum_days:
#       description: Days (for serverless caches, daily snapshots) that are kept; with 0 no backup is asked for.
#       default: 7
#       schema: {type: integer, minimum: 0, maximum: 35}
verdict[address] := check.at_least(limit, _days, "days") if {
	some address, group in input.resources.aws_elasticache_replication_group
	group.mode == "managed"
	limit := inventory.argument_or(group, "snapshot_retention_limit", 0, _default)
}

verdict[address] := elasticache.unless_replica(cluster, elasticache.unless_memcached(cluster, kept)) if {
	some address, cluster in elasticache.clusters
	not elasticache.memcached[address]
	limit := inventory.argument_or(cluster, "snapshot_retention_limit", 0, _default)
	kept := check.at_least(limit, _days, "days")
}

verdict[address] := check.at_least(limit, _days, "daily snapshots") if {
	some address, cache in input.resources.aws_elasticache_serverless_cache
	cache.mode == "managed"
	limit := inventory.argument_undecided(
		cache, "snapshot_retention_limit",
		"It is not set and AWS documents no default for serverless caches.",
	)
}

exempt := object.union(elasticache.replicas, {address: reason |
	some address, reason in elasticache.memcached
	input.resources.aws_elasticache_cluster[address]
})

_days := parameters.value("elasticache/backup-retention", "minimum_days")

_default := concat(" ", [
	"SnapshotRetentionLimit defaults to 0: automatic backups are disabled",
	"(https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html).",
])
