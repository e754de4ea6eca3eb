# What several policies ask of caches.
package safeguard.lib.elasticache

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# Clusters of their own; a replica takes everything from its replication group.
clusters[address] := cluster if {
	some address, cluster in input.resources.aws_elasticache_cluster
	cluster.mode == "managed"
	not _is_replica(cluster)
}

replicas[address] := "It is a replica: its replication group is judged." if {
	some address, cluster in input.resources.aws_elasticache_cluster
	_is_replica(cluster)
}

memcached[address] := "Memcached has neither users nor tokens nor, outside serverless caches, snapshots." if {
	some type in ["aws_elasticache_cluster", "aws_elasticache_serverless_cache"]
	some address, cache in input.resources[type]
	inventory.argument(cache, "engine").value == "memcached"
}

# A verdict does not fail where the cache may be a replica …
unless_replica(cluster, result) := check.excusable(result, ["It may be a replica of a replication group."]) if {
	inventory.argument(cluster, "replication_group_id").kind == "possible"
} else := result

# … or memcached.
unless_memcached(cache, result) := check.excusable(result, ["Its engine is not known; it may be memcached."]) if {
	inventory.argument(cache, "engine").kind in {"possible", "proven", "undecided"}
} else := result

_is_replica(cluster) if {
	inventory.argument(cluster, "replication_group_id").kind in {"known", "proven", "sensitive"}
	cluster.values.replication_group_id != ""
}

# Encryption in transit of a replication group or cluster.
transit_encryption(cache) := check.is_true(inventory.argument_undecided(
	cache, "transit_encryption_enabled",
	"It is not set and the default depends on the engine and the global datastore.",
)) if {
	not _has_plain_default(cache)
} else := check.is_true(inventory.argument_or(
	cache, "transit_encryption_enabled", false,
	"TransitEncryptionEnabled defaults to false (https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html).",
))

_has_plain_default(cache) if {
	inventory.argument_or(cache, "engine", "redis", "").value in {"redis", "memcached"}
	inventory.is_unset(cache, "global_replication_group_id")
}
