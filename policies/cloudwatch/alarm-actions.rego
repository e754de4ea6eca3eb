package safeguard.cloudwatch.alarm_actions

import data.safeguard.lib.alarm

# METADATA
# title: Alarms reach somebody
# description: An alarm without an action changes its colour on a page that nobody looks at.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
# custom:
#   severity: high
#   subjects: [aws_cloudwatch_composite_alarm, aws_cloudwatch_metric_alarm]
#   remediation:
#     text: Give the alarm an alarm_actions list and leave actions_enabled on, or make it part of a composite alarm that has actions.
#     terraform: |
#       resource "aws_cloudwatch_metric_alarm" "orders_depth" {
#         alarm_actions = [aws_sns_topic.on_call.arn]
#       }
#     cdktf: |
#       new CloudwatchMetricAlarm(this, "depth-alarm", { alarmActions: [onCall.arn] });
verdict[address] := alarm.acts(resource, false) if {
	some type in ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"]
	some address, resource in input.resources[type]
	resource.mode == "managed"
}
