package safeguard.eventbridge.archive

import data.safeguard.lib.check
import data.safeguard.lib.eventbridge

# METADATA
# title: Events of custom buses can be replayed
# description: A bus keeps nothing itself; events that a broken consumer took and lost can come back from an archive alone.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/cloudwatch_event_archive
# custom:
#   severity: medium
#   subjects: [aws_cloudwatch_event_bus]
#   remediation:
#     text: Give the bus an archive.
#     terraform: |
#       resource "aws_cloudwatch_event_archive" "orders" {
#         name             = "orders"
#         event_source_arn = aws_cloudwatch_event_bus.orders.arn
#       }
#     cdktf: |
#       new CloudwatchEventArchive(this, "archive", { name: "orders", eventSourceArn: bus.arn });
verdict[address] := check.watched_by(eventbridge.archives_of(bus), "an archive") if {
	some address, bus in eventbridge.buses
}
