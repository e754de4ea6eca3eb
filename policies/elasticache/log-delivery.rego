package safeguard.elasticache.log_delivery

import data.safeguard.lib.check
import data.safeguard.lib.elasticache
import data.safeguard.lib.inventory

# METADATA
# title: Caches deliver their slow log
# description: The slow log shows the commands that stalled the cache and who sent them; on the node it is overwritten within hours.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html
# custom:
#   severity: medium
#   subjects: [aws_elasticache_cluster, aws_elasticache_replication_group]
#   remediation:
#     text: Add a log_delivery_configuration for slow-log, and one for engine-log, to CloudWatch Logs or Firehose.
#     terraform: |
#       resource "aws_elasticache_replication_group" "sessions" {
#         log_delivery_configuration {
#           log_type         = "slow-log"
#           log_format       = "json"
#           destination_type = "cloudwatch-logs"
#           destination      = aws_cloudwatch_log_group.sessions.name
#         }
#       }
#     cdktf: |
#       new ElasticacheReplicationGroup(this, "sessions", {
#         logDeliveryConfiguration: [{
#           logType: "slow-log",
#           logFormat: "json",
#           destinationType: "cloudwatch-logs",
#           destination: logs.name,
#         }],
#       });
verdict[address] := _delivered(group) if {
	some address, group in input.resources.aws_elasticache_replication_group
	group.mode == "managed"
}

verdict[address] := elasticache.unless_replica(cluster, elasticache.unless_memcached(cluster, _delivered(cluster))) if {
	some address, cluster in elasticache.clusters
	not elasticache.memcached[address]
}

exempt := object.union(elasticache.replicas, elasticache.memcached_clusters)

_delivered(cache) := check.any_of(array.concat(
	[check.fail(_path, [log.value | some log in logs; is_string(log.value)], _phrase, [])],
	[check.exception(_delivery(log)) | some log in logs],
)) if {
	logs := [inventory.argument(delivery, concat(".", [_path, "log_type"])) |
		not inventory.is_unset(cache, _path)
		some delivery in inventory.blocks(cache, _path)
	]
}

_delivery(log) := check.undetermined(_path, "(known after apply)", _phrase, log.because) if {
	not is_string(log.value)
} else := check.one(check.status_of(log.value == "slow-log"), _path, log.value, _phrase, [])

_path := "log_delivery_configuration"

_phrase := "delivery of the slow-log"
