package safeguard.elasticache.minor_version_upgrade

import data.safeguard.lib.check
import data.safeguard.lib.elasticache
import data.safeguard.lib.inventory

# METADATA
# title: Caches take fixes by themselves
# description: Fixes of the engine come as minor versions; without automatic upgrades they wait for somebody to remember.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/engine-versions.html
# custom:
#   severity: low
#   subjects: [aws_elasticache_cluster, aws_elasticache_replication_group, aws_memorydb_cluster]
#   remediation:
#     text: Leave auto_minor_version_upgrade on.
#     terraform: |
#       resource "aws_elasticache_replication_group" "sessions" {
#         auto_minor_version_upgrade = true
#       }
#     cdktf: |
#       new ElasticacheReplicationGroup(this, "sessions", { autoMinorVersionUpgrade: "true" });
verdict[address] := _judged(group, "auto_minor_version_upgrade") if {
	some address, group in input.resources.aws_elasticache_replication_group
	group.mode == "managed"
}

verdict[address] := elasticache.unless_replica(cluster, elasticache.unless_memcached(cluster, _judged(cluster, "auto_minor_version_upgrade"))) if {
	some address, cluster in elasticache.clusters
	not elasticache.memcached[address]
}

verdict[address] := _judged(cluster, "auto_minor_version_upgrade") if {
	some address, cluster in input.resources.aws_memorydb_cluster
	cluster.mode == "managed"
}

exempt := object.union(elasticache.replicas, elasticache.memcached_clusters)

_judged(cache, path) := check.is_true(inventory.argument_or(
	cache, path, true,
	"The provider's default of auto_minor_version_upgrade is true.",
))
