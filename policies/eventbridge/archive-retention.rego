package safeguard.eventbridge.archive_retention

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters

# METADATA
# title: Archives keep events long enough to replay them
# description: That a consumer lost events is often found out weeks later; what the archive has dropped by then cannot be replayed.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/cloudwatch_event_archive#retention_days-1
# custom:
#   severity: medium
#   subjects: [aws_cloudwatch_event_archive]
#   remediation:
#     text: Leave retention_days out to keep events for ever, or set it to 30 at least.
#     terraform: |
#       resource "aws_cloudwatch_event_archive" "orders" {
#         name             = "orders"
#         event_source_arn = aws_cloudwatch_event_bus.orders.arn
#         retention_days   = 30
#       }
#     cdktf: |
#       new CloudwatchEventArchive(this, "archive", {
#         name: "orders",
#         eventSourceArn: bus.arn,
#         retentionDays: 30,
#       });
#   parameters:
#     minimum_days:
#       description: Days that an archive keeps events.
#       default: 30
#       schema: {type: integer, minimum: 1}
verdict[address] := check.any_of([check.equals(retention, 0), check.at_least(retention, days, "days")]) if {
	days := parameters.value("eventbridge/archive-retention", "minimum_days")
	some address, archive in input.resources.aws_cloudwatch_event_archive
	archive.mode == "managed"
	retention := inventory.argument_or(archive, "retention_days", 0, _default)
}

_default := concat(" ", [
	"RetentionDays is 0 by default: events are retained indefinitely",
	"(https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-archive.html).",
])
