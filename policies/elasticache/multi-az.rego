package safeguard.elasticache.multi_az

import data.safeguard.lib.check
import data.safeguard.lib.elasticache
import data.safeguard.lib.inventory

# METADATA
# title: Caches outlive the failure of a zone
# description: A cache in one zone, or one that does not fail over by itself, is down and may lose its data when its node does.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/autofailover.html
# custom:
#   severity: medium
#   subjects: [aws_elasticache_replication_group, aws_memorydb_cluster]
#   remediation:
#     text: Set automatic_failover_enabled and multi_az_enabled to true and keep at least one replica.
#     terraform: |
#       resource "aws_elasticache_replication_group" "sessions" {
#         automatic_failover_enabled = true
#         multi_az_enabled           = true
#         num_cache_clusters         = 2
#       }
#     cdktf: |
#       new ElasticacheReplicationGroup(this, "sessions", { automaticFailoverEnabled: true, multiAzEnabled: true, numCacheClusters: 2 });
verdict[address] := check.all_of([
	check.is_true(inventory.argument_or(group, "automatic_failover_enabled", false, "The provider's default is false.")),
	check.is_true(inventory.argument_or(group, "multi_az_enabled", false, "The provider's default is false.")),
	elasticache.has_replicas(group),
]) if {
	some address, group in input.resources.aws_elasticache_replication_group
	group.mode == "managed"
}

# MemoryDB spreads its nodes over zones by itself.
verdict[address] := check.at_least(replicas, 1, "replicas") if {
	some address, cluster in input.resources.aws_memorydb_cluster
	cluster.mode == "managed"
	replicas := inventory.argument_or(cluster, "num_replicas_per_shard", 1, "The provider's default is 1.")
}
