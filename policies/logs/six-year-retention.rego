package safeguard.logs.six_year_retention

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters

# METADATA
# title: Logs are kept for six years, or archived elsewhere
# description: What HIPAA asks to document has to be retained for six years; a log that documents activity expires too early where nothing archives it.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention
#   - https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-C/section-164.316
# custom:
#   severity: low
#   subjects: [aws_cloudwatch_log_group]
#   remediation:
#     text: Set retention_in_days to at least 2192, or to 0 to keep events for ever; or name the archive of the audit logs in the parameter archived_in.
#     terraform: |
#       resource "aws_cloudwatch_log_group" "orders" {
#         retention_in_days = 2192
#       }
#     cdktf: |
#       new CloudwatchLogGroup(this, "orders", { retentionInDays: 2192 });
#   parameters:
#     archived_in:
#       description: Where audit logs are archived for six years, such as the name of a bucket with object lock. Empty for nowhere.
#       default: ""
#       schema: {type: string}
verdict[address] := check.any_of([
	check.all_of([
		check.any_of([check.equals(retention, 0), check.at_least(retention, 2192, "days")]),
		check.none_of([check.equals(class, "DELIVERY")]),
	]),
	_archived,
]) if {
	some address, group in input.resources.aws_cloudwatch_log_group
	group.mode == "managed"
	retention := inventory.argument_or(group, "retention_in_days", 0, "The provider's default is 0: events never expire.")
	class := inventory.argument_or(group, "log_group_class", "STANDARD", "The default class is STANDARD.")
}

_archived := check.pass("", archive, "an archive of the audit logs", ["The parameter archived_in names it."]) if {
	archive := parameters.value("logs/six-year-retention", "archived_in")
	archive != ""
} else := check.silent
