package safeguard.elasticache.final_snapshot

import data.safeguard.lib.check
import data.safeguard.lib.elasticache
import data.safeguard.lib.inventory

# METADATA
# title: Caches leave a snapshot behind
# description: What a cache held when it was deleted, by mistake or not, is gone without a final snapshot.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups.html
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/snapshots.html
# custom:
#   severity: low
#   subjects: [aws_elasticache_cluster, aws_elasticache_replication_group, aws_memorydb_cluster]
#   remediation:
#     text: Set final_snapshot_identifier (for MemoryDB, final_snapshot_name).
#     terraform: |
#       resource "aws_elasticache_replication_group" "sessions" {
#         final_snapshot_identifier = "sessions-final"
#       }
#     cdktf: |
#       new ElasticacheReplicationGroup(this, "sessions", { finalSnapshotIdentifier: "sessions-final" });
verdict[address] := _judged(group, "final_snapshot_identifier") if {
	some address, group in input.resources.aws_elasticache_replication_group
	group.mode == "managed"
}

verdict[address] := elasticache.unless_replica(cluster, elasticache.unless_memcached(cluster, _judged(cluster, "final_snapshot_identifier"))) if {
	some address, cluster in elasticache.clusters
	not elasticache.memcached[address]
}

verdict[address] := _judged(cluster, "final_snapshot_name") if {
	some address, cluster in input.resources.aws_memorydb_cluster
	cluster.mode == "managed"
}

exempt := object.union(elasticache.replicas, elasticache.memcached_clusters)

_judged(cache, path) := check.is_set(inventory.argument(cache, path), "the name of a final snapshot")
