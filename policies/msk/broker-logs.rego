package safeguard.msk.broker_logs

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.msk

# METADATA
# title: Kafka brokers deliver their logs
# description: Broker logs show who was refused, which topics were deleted and why a broker failed; without delivery they are gone.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html
# custom:
#   severity: high
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Enable CloudWatch Logs, S3 or Firehose in logging_info.broker_logs.
#     terraform: |
#       resource "aws_msk_cluster" "events" {
#         logging_info {
#           broker_logs {
#             cloudwatch_logs {
#               enabled   = true
#               log_group = aws_cloudwatch_log_group.events.name
#             }
#           }
#         }
#       }
#     cdktf: |
#       new MskCluster(this, "events", { loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: logs.name } } } });
verdict[address] := check.one_way_of(
	[check.is_true(inventory.argument(cluster, path)) |
		some destination in ["cloudwatch_logs", "firehose", "s3"]
		path := concat(".", ["logging_info.broker_logs", destination, "enabled"])
	],
	"delivery to CloudWatch Logs, Firehose or S3",
) if {
	some address, cluster in msk.clusters
}
