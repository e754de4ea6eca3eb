package safeguard.elasticache.subnet_group

import data.safeguard.lib.check
import data.safeguard.lib.elasticache
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters

# METADATA
# title: Caches are in subnets of their own choice
# description: In the default subnets a cache may share its network with what is reachable from outside, and one subnet is one zone.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SubnetGroups.html
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/subnetgroups.html
# custom:
#   severity: medium
#   subjects: [aws_elasticache_cluster, aws_elasticache_replication_group, aws_elasticache_serverless_cache, aws_memorydb_cluster]
#   remediation:
#     text: Create a subnet group over at least two private subnets and name it in subnet_group_name.
#     terraform: |
#       resource "aws_elasticache_subnet_group" "private" {
#         name       = "private"
#         subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
#       }
#
#       resource "aws_elasticache_replication_group" "sessions" {
#         subnet_group_name = aws_elasticache_subnet_group.private.name
#       }
#     cdktf: |
#       const subnets = new ElasticacheSubnetGroup(this, "private", { name: "private", subnetIds });
#       new ElasticacheReplicationGroup(this, "sessions", { subnetGroupName: subnets.name });
#   parameters:
#     minimum_subnets:
#       description: Subnets, each in a zone of its own, that the cache may use.
#       default: 2
#       schema: {type: integer, minimum: 1}
verdict[address] := _spread(group, "aws_elasticache_subnet_group") if {
	some address, group in input.resources.aws_elasticache_replication_group
	group.mode == "managed"
}

verdict[address] := elasticache.unless_replica(cluster, _spread(cluster, "aws_elasticache_subnet_group")) if {
	some address, cluster in elasticache.clusters
}

verdict[address] := _spread(cluster, "aws_memorydb_subnet_group") if {
	some address, cluster in input.resources.aws_memorydb_cluster
	cluster.mode == "managed"
}

verdict[address] := check.at_least(inventory.size(subnets), _minimum, "subnets") if {
	some address, cache in input.resources.aws_elasticache_serverless_cache
	cache.mode == "managed"
	subnets := inventory.argument_or(cache, "subnet_ids", [], "The default VPC is used.")
}

exempt := elasticache.replicas

_spread(cache, type) := check.at_least(inventory.size(inventory.argument(group, "subnet_ids")), _minimum, concat(" ", ["subnets in", group.address])) if {
	found := inventory.reference(cache, ["subnet_group_name"], type)
	found.kind == "one"
	inventory.argument(cache, "subnet_group_name").kind != "possible"
	group := input.resources[type][found.targets[0]]
} else := check.one(_own(name), name.path, name.observed, "a subnet group of this document", array.concat(name.because, _doubt(name))) if {
	name := inventory.argument_or(cache, "subnet_group_name", "default", "The default subnet group is used.")
}

# A name that is known tells no subnets.
_own(name) := "fail" if {
	name.value in {"default", ""}
} else := "unknown"

_doubt(name) := ["Its subnets are not in this document."] if {
	_own(name) == "unknown"
} else := []

_minimum := parameters.value("elasticache/subnet-group", "minimum_subnets")
