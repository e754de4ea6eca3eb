package safeguard.elasticache.notification_topic

import data.safeguard.lib.check
import data.safeguard.lib.elasticache
import data.safeguard.lib.inventory

# METADATA
# title: Somebody hears of the events of a cache
# description: Failovers, failed snapshots and full nodes are told to an SNS topic, or to nobody.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ECEvents.SNS.html
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/mdbevents.sns.html
# custom:
#   severity: low
#   subjects: [aws_elasticache_cluster, aws_elasticache_replication_group, aws_memorydb_cluster]
#   remediation:
#     text: Set notification_topic_arn (for MemoryDB, sns_topic_arn) to an SNS topic.
#     terraform: |
#       resource "aws_elasticache_replication_group" "sessions" {
#         notification_topic_arn = aws_sns_topic.on_call.arn
#       }
#     cdktf: |
#       new ElasticacheReplicationGroup(this, "sessions", { notificationTopicArn: onCall.arn });
verdict[address] := _told(group, "notification_topic_arn") if {
	some address, group in input.resources.aws_elasticache_replication_group
	group.mode == "managed"
}

verdict[address] := elasticache.unless_replica(cluster, _told(cluster, "notification_topic_arn")) if {
	some address, cluster in elasticache.clusters
}

verdict[address] := _told(cluster, "sns_topic_arn") if {
	some address, cluster in input.resources.aws_memorydb_cluster
	cluster.mode == "managed"
}

exempt := elasticache.replicas

_told(cache, path) := check.is_set(inventory.argument(cache, path), "an SNS topic")
