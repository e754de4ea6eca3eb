package safeguard.elasticache.connections_alarm

import data.safeguard.lib.alarm
import data.safeguard.lib.elasticache

# METADATA
# title: Somebody is told when connections to a cache pile up
# description: A leak of connections, or somebody who tries passwords, shows in their number first.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/metrics.memorydb.html
# custom:
#   severity: low
#   subjects: [aws_elasticache_cluster, aws_elasticache_replication_group, aws_memorydb_cluster]
#   remediation:
#     text: Alarm on CurrConnections or NewConnections of a node, with an action.
#     terraform: |
#       resource "aws_cloudwatch_metric_alarm" "sessions_connections" {
#         alarm_name          = "sessions-connections"
#         namespace           = "AWS/ElastiCache"
#         metric_name         = "CurrConnections"
#         dimensions          = { CacheClusterId = "${aws_elasticache_replication_group.sessions.replication_group_id}-001" }
#         statistic           = "Maximum"
#         comparison_operator = "GreaterThanThreshold"
#         threshold           = 1000
#         period              = 300
#         evaluation_periods  = 2
#         alarm_actions       = [aws_sns_topic.on_call.arn]
#       }
#     cdktf: |
#       new CloudwatchMetricAlarm(this, "sessions-connections", {
#         alarmName: "sessions-connections",
#         namespace: "AWS/ElastiCache",
#         metricName: "CurrConnections",
#         dimensions: { CacheClusterId: `${group.replicationGroupId}-001` },
#         statistic: "Maximum",
#         comparisonOperator: "GreaterThanThreshold",
#         threshold: 1000,
#         period: 300,
#         evaluationPeriods: 2,
#         alarmActions: [onCall.arn],
#       });
verdict[address] := elasticache.unless_replica(cache, alarm.watched(cache, _needs[type], elasticache.node_alarms(cache), _loose[type], _phrase)) if {
	some type, caches in elasticache.watched
	some address, cache in caches
}

exempt := elasticache.replicas

_loose := {type: alarm.loose_of(needs, type) | some type, needs in _needs}

_needs := {type: [object.union(place, need) | some need in _metrics] | some type, place in elasticache.metric_places}

_metrics := [{
	"metric": metric,
	"statistics": ["Average", "Maximum", "Minimum", "Sum"],
	"threshold": {"least": 0, "most": null, "phrase": "a threshold that fires when connections pile up"},
} |
	some metric in ["CurrConnections", "NewConnections"]
]

_phrase := "an alarm on CurrConnections or NewConnections that acts"
