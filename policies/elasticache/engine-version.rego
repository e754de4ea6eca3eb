package safeguard.elasticache.engine_version

import data.safeguard.lib.check
import data.safeguard.lib.elasticache
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters

# METADATA
# title: Caches run a supported engine
# description: Versions before 6 know no users, and get no fixes any more.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support.html
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/engine-versions.html
# custom:
#   severity: medium
#   subjects: [aws_elasticache_cluster, aws_elasticache_replication_group, aws_elasticache_serverless_cache, aws_memorydb_cluster]
#   remediation:
#     text: Set engine_version to a supported version of Valkey, or of Redis OSS 6 or newer.
#     terraform: |
#       resource "aws_elasticache_replication_group" "sessions" {
#         engine         = "valkey"
#         engine_version = "8.0"
#       }
#     cdktf: |
#       new ElasticacheReplicationGroup(this, "sessions", { engine: "valkey", engineVersion: "8.0" });
#   parameters:
#     minimum_major_version:
#       description: The oldest major version of Redis OSS.
#       default: 6
#       schema: {type: integer, minimum: 1}
verdict[address] := _supported(group, "engine_version") if {
	some address, group in input.resources.aws_elasticache_replication_group
	group.mode == "managed"
}

verdict[address] := elasticache.unless_replica(cluster, elasticache.unless_memcached(cluster, _supported(cluster, "engine_version"))) if {
	some address, cluster in elasticache.clusters
	not elasticache.memcached[address]
}

verdict[address] := elasticache.unless_memcached(cache, _supported(cache, "major_engine_version")) if {
	some address, cache in input.resources.aws_elasticache_serverless_cache
	cache.mode == "managed"
	not elasticache.memcached[address]
}

verdict[address] := _supported(cluster, "engine_version") if {
	some address, cluster in input.resources.aws_memorydb_cluster
	cluster.mode == "managed"
}

exempt := object.union(elasticache.memcached, elasticache.replicas)

# Every version of Valkey is newer than Redis OSS 6.
_supported(cache, path) := check.any_of([
	check.exception(check.equals(inventory.argument(cache, "engine"), "valkey")),
	check.at_least(_major(_version(cache, path)), _minimum, "as major version of Redis OSS"),
])

_version(cache, path) := inventory.argument_undecided(cache, path, "It is not set; AWS takes its current default, which the plan does not prove.")

_major(version) := object.union(version, {"value": to_number(major)}) if {
	is_string(version.value)
	major := split(version.value, ".")[0]
	major != ""
	trim(major, "0123456789") == ""
} else := version

_minimum := parameters.value("elasticache/engine-version", "minimum_major_version")
