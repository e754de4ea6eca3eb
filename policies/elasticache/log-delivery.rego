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

_delivered(cache) := check.undetermined(_path, "(known after apply)", _phrase, inventory.argument(cache, _path).because) if {
	inventory.argument(cache, _path).kind in {"possible", "proven", "sensitive"}
} else := check.any_of(array.concat(
	[check.fail(_path, [log | some delivery in deliveries; log := delivery.log_type; is_string(log)], _phrase, [])],
	[check.exception(_delivery(delivery)) | some delivery in deliveries],
)) if {
	deliveries := elasticache.blocks(cache, _path)
}

_delivery(delivery) := check.undetermined(_path, "(known after apply)", _phrase, []) if {
	not is_string(object.get(delivery, "log_type", null))
} else := check.one(check.status_of(delivery.log_type == "slow-log"), _path, delivery.log_type, _phrase, [])

_path := "log_delivery_configuration"

_phrase := "delivery of the slow-log"
