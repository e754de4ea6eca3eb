# What several policies ask of caches.
package safeguard.lib.elasticache

import data.safeguard.lib.alarm
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
unless_replica(cluster, result) := check.excusable(result, ["The cluster may be a replica of a replication group."]) if {
	cluster.type == "aws_elasticache_cluster"
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
	not _may_be_global(cache)
}

_may_be_global(cache) if {
	cache.type == "aws_elasticache_replication_group"
	not inventory.is_unset(cache, "global_replication_group_id")
}

memcached_clusters[address] := reason if {
	some address, reason in memcached
	input.resources.aws_elasticache_cluster[address]
}

# Encryption at rest of a replication group, by the documented default where it is not set.
at_rest_encryption(group) := inventory.argument_or(
	group, "at_rest_encryption_enabled", engine.value == "valkey",
	"The default of at_rest_encryption_enabled is true for valkey and false for redis (https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/elasticache_replication_group).",
) if {
	engine := inventory.argument_or(group, "engine", "redis", "")
	engine.value in {"redis", "valkey"}
	inventory.is_unset(group, "global_replication_group_id")
} else := inventory.argument_undecided(
	group, "at_rest_encryption_enabled",
	"It is not set and the default depends on the engine and the global datastore.",
)

# A node group with a replica: counted over the group, or in each shard.
has_replicas(group) := check.at_least(inventory.argument(group, "replicas_per_node_group"), 1, "replicas in each shard") if {
	not inventory.is_unset(group, "replicas_per_node_group")
	inventory.is_unset(group, "num_cache_clusters")
} else := check.at_least(inventory.argument_or(group, "num_cache_clusters", 1, "The provider's default is 1."), 2, "nodes") if {
	not inventory.is_unset(group, "num_cache_clusters")
} else := check.at_least(inventory.argument_or(group, "num_cache_clusters", 1, "The provider's default is 1."), 2, "nodes") if {
	inventory.is_unset(group, "global_replication_group_id")
} else := check.undetermined("num_cache_clusters", null, "at least 2 nodes", ["The global datastore decides."])

# What the access string of a user says, word by word: `on ~orders:* +@read`.
is_off(user) := _said(user, "a user that is off", last == "off") if {
	words := _words(user)
	switches := [word | some word in words; word in {"on", "off"}]
	last := array.concat(["on"], switches)[count(switches)]
} else := _not_said(user, "a user that is off")

says(user, word) := _said(user, word, word in _words(user)) if {
	_words(user)
} else := _not_said(user, word)

# All commands on all keys, with no category of commands taken away afterwards.
may_everything(user) := _said(user, "all commands on all keys", (count(keys) * count(commands)) > 0) if {
	words := _words(user)
	keys := [word | some word in words; word in {"~*", "allkeys"}]
	commands := [word |
		some index, word in words
		word in {"+@all", "allcommands"}
		every later in array.slice(words, index + 1, count(words)) {
			not startswith(later, "-@")
		}
	]
} else := _not_said(user, "all commands on all keys")

_words(user) := [word | some part in split(lower(text), " "); word := trim(part, "()\t\n"); word != ""] if {
	text := user.values.access_string
	is_string(text)
}

_said(user, phrase, holds) := check.one(check.status_of(holds), "access_string", user.values.access_string, phrase, [])

_not_said(user, phrase) := check.undetermined("access_string", access.observed, phrase, access.because) if {
	access := inventory.argument(user, "access_string")
}

# What has metrics of its nodes, and where they are found.
watched := {
	"aws_elasticache_cluster": clusters,
	"aws_elasticache_replication_group": {address: group |
		some address, group in input.resources.aws_elasticache_replication_group
		group.mode == "managed"
	},
	"aws_memorydb_cluster": {address: cluster |
		some address, cluster in input.resources.aws_memorydb_cluster
		cluster.mode == "managed"
	},
}

metric_places := {
	"aws_elasticache_cluster": object.union(_node_place, {"name": "cluster_id"}),
	# The nodes of the group `sessions` are `sessions-001` or `sessions-0001-001`.
	"aws_elasticache_replication_group": object.union(_node_place, {"name": "replication_group_id", "members": true}),
	"aws_memorydb_cluster": {
		"namespace": "AWS/MemoryDB", "dimension": "ClusterName", "further": [[], ["NodeId"], ["NodeName"]], "name": "name",
		"seconds": null, "useless": {},
	},
}

_node_place := {
	"namespace": "AWS/ElastiCache", "dimension": "CacheClusterId", "further": [[], ["CacheNodeId"]],
	"seconds": null, "useless": {},
}

# Alarms that name a node of a group, which is no reference to the group.
node_alarms(cache) := sort(_alarms_by_group[cache.values.replication_group_id]) if {
	cache.type == "aws_elasticache_replication_group"
} else := []

_alarms_by_group[group] contains address if {
	some address, resource in input.resources.aws_cloudwatch_metric_alarm
	some metric in alarm.metrics(resource)
	node := metric.dimensions.CacheClusterId
	is_string(node)
	parts := split(node, "-")
	some numbers in [1, 2]
	numbers < count(parts)
	group := concat("-", array.slice(parts, 0, count(parts) - numbers))
}
