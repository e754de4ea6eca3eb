package safeguard.ecs.running_tasks_alarm

import data.safeguard.lib.alarm
import data.safeguard.lib.ecs
import data.safeguard.lib.parameters

# METADATA
# title: Somebody is told when a service loses tasks or runs out of CPU
# description: A consumer whose tasks stop or starve takes no messages; records wait unseen until a patient's care misses them.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
# custom:
#   severity: medium
#   subjects: [aws_ecs_service]
#   remediation:
#     text: Alarm when RunningTaskCount falls below the tasks that are needed, or on CPUUtilization of the service at 90 percent or less, with an action.
#     terraform: |
#       resource "aws_cloudwatch_metric_alarm" "import_tasks" {
#         alarm_name          = "import-tasks"
#         namespace           = "ECS/ContainerInsights"
#         metric_name         = "RunningTaskCount"
#         dimensions          = { ClusterName = aws_ecs_cluster.main.name, ServiceName = aws_ecs_service.import.name }
#         statistic           = "Minimum"
#         comparison_operator = "LessThanThreshold"
#         threshold           = 2
#         period              = 60
#         evaluation_periods  = 3
#         treat_missing_data  = "breaching"
#         alarm_actions       = [aws_sns_topic.on_call.arn]
#       }
#     cdktf: |
#       new CloudwatchMetricAlarm(this, "import-tasks", {
#         alarmName: "import-tasks",
#         namespace: "ECS/ContainerInsights",
#         metricName: "RunningTaskCount",
#         dimensions: { ClusterName: cluster.name, ServiceName: service.name },
#         statistic: "Minimum",
#         comparisonOperator: "LessThanThreshold",
#         threshold: 2,
#         period: 60,
#         evaluationPeriods: 3,
#         treatMissingData: "breaching",
#         alarmActions: [onCall.arn],
#       });
#   parameters:
#     maximum_percent:
#       description: The highest use of CPU, in percent, at which the alarm fires.
#       default: 90
#       schema: {type: number, exclusiveMinimum: 0}
verdict[address] := alarm.watched(service, _needs, [], _loose, "an alarm on the running or desired tasks, or on the CPU, that acts") if {
	some address, service in ecs.services
}

_loose := alarm.loose_of(_needs, "aws_ecs_service")

_needs := [object.union(_of_a_service, need) | some need in _metrics]

_of_a_service := {
	"dimension": "ServiceName",
	"name": "name",
	"also": {"ClusterName": "cluster"},
	"seconds": null,
	"useless": {},
}

_metrics := array.concat([object.union(_of_tasks, need) | some need in _counts], _cpu)

_of_tasks := {"namespace": "ECS/ContainerInsights", "statistics": ["Average", "Maximum", "Minimum", "Sum"]}

_counts := [
	{"metric": "RunningTaskCount", "threshold": _falls},
	{"metric": "DesiredTaskCount", "threshold": _falls},
	{"metric": "DesiredTaskCount", "threshold": _rises},
	{"metric": "DesiredTaskCount", "minus": "RunningTaskCount", "threshold": _rises},
	{"metric": "RunningTaskCount", "minus": "DesiredTaskCount", "threshold": _falls_below_zero},
]

_falls := {"least": 0, "most": null, "falling": true, "phrase": "a threshold that fires when tasks are missing"}

_falls_below_zero := object.union(_falls, {"least": -1000000, "at_most": 0})

_rises := {"least": 0, "most": null, "phrase": "a threshold that fires when more tasks are wanted"}

_cpu := [
	{
		"namespace": "AWS/ECS",
		"metric": "CPUUtilization",
		"statistics": ["Average", "Maximum"],
		"threshold": {"least": 0, "most": null, "at_most": _most, "phrase": concat(" ", ["at most", json.marshal(_most), "percent"])},
	},
	# Each task gives a sample a minute. None gives none, so that less than one never fires.
	# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
	{
		"namespace": "AWS/ECS",
		"metric": "CPUUtilization",
		"statistics": ["SampleCount"],
		"threshold": {"least": 1, "most": null, "falling": true, "phrase": "a threshold that fires when tasks are missing"},
	},
]

_most := parameters.value("ecs/running-tasks-alarm", "maximum_percent")
