package safeguard.elasticache.authentication

import data.safeguard.lib.check
import data.safeguard.lib.elasticache
import data.safeguard.lib.inventory

# METADATA
# title: Caches ask who is there
# description: Without a token or users, whoever reaches the port reads and writes every record in the cache.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
# custom:
#   severity: high
#   subjects: [aws_elasticache_cluster, aws_elasticache_replication_group, aws_elasticache_serverless_cache]
#   remediation:
#     text: Set user_group_ids (or auth_token) and transit_encryption_enabled on the replication group; a serverless cache takes user_group_id.
#     terraform: |
#       resource "aws_elasticache_replication_group" "sessions" {
#         transit_encryption_enabled = true
#         user_group_ids             = [aws_elasticache_user_group.sessions.id]
#       }
#     cdktf: |
#       new ElasticacheReplicationGroup(this, "sessions", {
#         transitEncryptionEnabled: true,
#         userGroupIds: [users.id],
#       });
verdict[address] := check.all_of([
	elasticache.transit_encryption(group),
	check.one_way_of(
		[
			check.is_set(inventory.argument(group, "auth_token"), "a token"),
			check.has_elements(group, "user_group_ids", "a user group"),
		],
		"a token or a user group",
	),
]) if {
	some address, group in input.resources.aws_elasticache_replication_group
	group.mode == "managed"
}

verdict[address] := elasticache.unless_replica(cluster, elasticache.unless_memcached(cluster, check.fail(
	"", null, "a token or a user group",
	["A cluster outside a replication group has no argument for either: whoever reaches it is let in."],
))) if {
	some address, cluster in elasticache.clusters
	not elasticache.memcached[address]
}

verdict[address] := elasticache.unless_memcached(cache, check.is_set(user_group, "a user group")) if {
	some address, cache in input.resources.aws_elasticache_serverless_cache
	cache.mode == "managed"
	not elasticache.memcached[address]
	user_group := inventory.argument(cache, "user_group_id")
}

exempt := object.union(elasticache.memcached, elasticache.replicas)
