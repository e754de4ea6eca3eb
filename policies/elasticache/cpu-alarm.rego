package safeguard.elasticache.cpu_alarm

import data.safeguard.lib.alarm
import data.safeguard.lib.elasticache
import data.safeguard.lib.parameters

# METADATA
# title: Somebody is told when a cache runs out of CPU
# description: A cache whose core is busy answers nobody; clients time out and records are not written.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/metrics.memorydb.html
# custom:
#   severity: medium
#   subjects: [aws_elasticache_cluster, aws_elasticache_replication_group, aws_memorydb_cluster]
#   remediation:
#     text: Alarm on EngineCPUUtilization of a node at 90 percent or less, with an action.
#     terraform: |
#       resource "aws_cloudwatch_metric_alarm" "sessions_cpu" {
#         alarm_name          = "sessions-cpu"
#         namespace           = "AWS/ElastiCache"
#         metric_name         = "EngineCPUUtilization"
#         dimensions          = { CacheClusterId = "${aws_elasticache_replication_group.sessions.replication_group_id}-001" }
#         statistic           = "Maximum"
#         comparison_operator = "GreaterThanThreshold"
#         threshold           = 80
#         period              = 300
#         evaluation_periods  = 2
#         alarm_actions       = [aws_sns_topic.on_call.arn]
#       }
#     cdktf: |
#       new CloudwatchMetricAlarm(this, "sessions-cpu", {
#         alarmName: "sessions-cpu",
#         namespace: "AWS/ElastiCache",
#         metricName: "EngineCPUUtilization",
#         dimensions: { CacheClusterId: `${group.replicationGroupId}-001` },
#         statistic: "Maximum",
#         comparisonOperator: "GreaterThanThreshold",
#         threshold: 80,
#         period: 300,
#         evaluationPeriods: 2,
#         alarmActions: [onCall.arn],
#       });
#   parameters:
#     maximum_percent:
#       description: The highest use, in percent, at which the alarm fires.
#       default: 90
#       schema: {type: number, exclusiveMinimum: 0, maximum: 100}
verdict[address] := elasticache.unless_replica(cache, alarm.watched(cache, _needs[type], elasticache.node_alarms(cache), _loose[type], _phrase)) if {
	some type, caches in elasticache.watched
	some address, cache in caches
}

exempt := elasticache.replicas

_loose := {type: alarm.loose_of(needs, type) | some type, needs in _needs}

_needs := {type: [object.union(place, need) | some need in _metrics] | some type, place in elasticache.metric_places}

_metrics := [{
	"metric": metric,
	"statistics": ["Average", "Maximum"],
	"threshold": {"least": 0, "most": null, "at_most": most, "phrase": concat(" ", ["at most", json.marshal(most), "percent"])},
} |
	most := parameters.value("elasticache/cpu-alarm", "maximum_percent")
	some metric in ["CPUUtilization", "EngineCPUUtilization"]
]

_phrase := "an alarm on CPUUtilization or EngineCPUUtilization that acts"
