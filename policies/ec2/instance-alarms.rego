package safeguard.ec2.instance_alarms

import data.safeguard.lib.alarm
import data.safeguard.lib.check
import data.safeguard.lib.parameters

# METADATA
# title: Somebody is told when a server runs out of CPU, memory or disk
# description: A broker without CPU, memory or disk drops connections and messages; EC2 measures neither memory nor disk, so the CloudWatch agent has to.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html
# custom:
#   severity: medium
#   subjects: [aws_autoscaling_group, aws_instance]
#   remediation:
#     text: Alarm on CPUUtilization, and on mem_used_percent or disk_used_percent of the CloudWatch agent, at 90 percent or less, with an action.
#     terraform: |
#       resource "aws_cloudwatch_metric_alarm" "nats_cpu" {
#         alarm_name          = "nats-cpu"
#         namespace           = "AWS/EC2"
#         metric_name         = "CPUUtilization"
#         dimensions          = { AutoScalingGroupName = aws_autoscaling_group.nats.name }
#         statistic           = "Average"
#         comparison_operator = "GreaterThanThreshold"
#         threshold           = 80
#         period              = 60
#         evaluation_periods  = 5
#         alarm_actions       = [aws_sns_topic.on_call.arn]
#       }
#
#       resource "aws_cloudwatch_metric_alarm" "nats_memory" {
#         alarm_name          = "nats-memory"
#         namespace           = "CWAgent"
#         metric_name         = "mem_used_percent"
#         dimensions          = { AutoScalingGroupName = aws_autoscaling_group.nats.name }
#         statistic           = "Maximum"
#         comparison_operator = "GreaterThanThreshold"
#         threshold           = 80
#         period              = 60
#         evaluation_periods  = 5
#         alarm_actions       = [aws_sns_topic.on_call.arn]
#       }
#     cdktf: |
#       for (const [namespace, metricName] of [["AWS/EC2", "CPUUtilization"], ["CWAgent", "mem_used_percent"]]) {
#         new CloudwatchMetricAlarm(this, `nats-${metricName}`, {
#           alarmName: `nats-${metricName}`,
#           namespace,
#           metricName,
#           dimensions: { AutoScalingGroupName: group.name },
#           statistic: "Maximum",
#           comparisonOperator: "GreaterThanThreshold",
#           threshold: 80,
#           period: 60,
#           evaluationPeriods: 5,
#           alarmActions: [onCall.arn],
#         });
#       }
#   parameters:
#     agent_namespace:
#       description: The namespace that the CloudWatch agent writes to.
#       default: CWAgent
#       schema: {type: string, minLength: 1}
#     maximum_percent:
#       description: The highest use, in percent, at which the alarms fire.
#       default: 90
#       schema: {type: number, exclusiveMinimum: 0, maximum: 100}
verdict[address] := check.all_of([
	alarm.watched(resource, _cpu[type], [], _loose_cpu[type], "an alarm on the CPU that acts"),
	alarm.watched(resource, _space[type], [], _loose_space[type], "an alarm of the CloudWatch agent on memory or disk that acts"),
]) if {
	some type, _ in _places
	some address, resource in input.resources[type]
	resource.mode == "managed"
}

_loose_cpu := {type: alarm.loose_of(needs, type) | some type, needs in _cpu}

_loose_space := {type: alarm.loose_of(needs, type) | some type, needs in _space}

_cpu := {type: array.concat(
	[object.union(place, {
		"namespace": "AWS/EC2",
		"metric": "CPUUtilization",
		"statistics": ["Average", "Maximum"],
		"threshold": _used,
	})],
	_by_agent(place, {"cpu_usage_active": _used, "cpu_usage_idle": _left, "Processor % Processor Time": _used}),
) |
	some type, place in _places
}

_space := {type: _by_agent(place, {
	"disk_free": _little,
	"disk_inodes_free": _little,
	"disk_used_percent": _used,
	"mem_available": _little,
	"mem_available_percent": _left,
	"mem_free": _little,
	"mem_used_percent": _used,
	"LogicalDisk % Free Space": _left,
	"LogicalDisk Free Megabytes": _little,
	"Memory % Committed Bytes In Use": _used,
	"Memory Available MBytes": _little,
}) |
	some type, place in _places
}

# What it may tell apart depends on how the agent is configured.
_by_agent(place, thresholds) := [object.union(place, {
	"namespace": parameters.value("ec2/instance-alarms", "agent_namespace"),
	"metric": metric,
	"statistics": {true: ["Average", "Minimum"], false: ["Average", "Maximum"]}[object.get(threshold, "falling", false)],
	"threshold": threshold,
	"optional": [
		"AutoScalingGroupName", "ImageId", "InstanceId", "InstanceType",
		"cpu", "device", "fstype", "host", "instance", "objectname", "path",
	],
}) |
	some metric, threshold in thresholds
]

_places := {
	"aws_autoscaling_group": {"dimension": "AutoScalingGroupName", "name": "name", "seconds": null, "useless": {}},
	"aws_instance": {"dimension": "InstanceId", "name": "id", "seconds": null, "useless": {}},
}

_used := {
	"least": 0, "most": null, "at_most": _most,
	"phrase": concat(" ", ["at most", json.marshal(_most), "percent"]),
}

_left := {
	"least": 0, "most": null, "falling": true, "at_least": 100 - _most,
	"phrase": concat(" ", ["at least", json.marshal(100 - _most), "percent that are left"]),
}

_little := {"least": 0, "most": null, "falling": true, "phrase": "a threshold that fires when little is left"}

_most := parameters.value("ec2/instance-alarms", "maximum_percent")
