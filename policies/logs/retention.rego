package safeguard.logs.retention

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters

# METADATA
# title: Logs are kept long enough to look back
# description: What happened to ePHI is found out months later; logs that have expired by then answer nothing.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention
# custom:
#   severity: high
#   subjects: [aws_cloudwatch_log_group]
#   remediation:
#     text: Set retention_in_days to at least 365, or to 0 to keep events for ever.
#     terraform: |
#       resource "aws_cloudwatch_log_group" "orders" {
#         retention_in_days = 365
#       }
#     cdktf: |
#       new CloudwatchLogGroup(this, "orders", { retentionInDays: 365 });
#   parameters:
#     minimum_days:
#       description: Days that log events are kept.
#       default: 365
#       schema: {type: integer, minimum: 1}
verdict[address] := check.all_of([
	check.any_of([
		check.equals(retention, 0),
		check.at_least(retention, days, "days"),
	]),
	check.none_of([check.equals(class, "DELIVERY")]),
]) if {
	days := parameters.value("logs/retention", "minimum_days")
	some address, group in input.resources.aws_cloudwatch_log_group
	group.mode == "managed"
	retention := inventory.argument_or(group, "retention_in_days", 0, "The provider's default is 0: events never expire.")
	class := inventory.argument_or(group, "log_group_class", "STANDARD", "The default class is STANDARD.")
}
