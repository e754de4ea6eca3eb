package safeguard.pipes.logging

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Pipes log what they do
# description: A pipe filters, enriches and forwards without a trace; only its log shows which records failed and why.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/pipes_pipe#log_configuration-configuration-block
# custom:
#   severity: medium
#   subjects: [aws_pipes_pipe]
#   remediation:
#     text: Give the pipe a log_configuration with a level and a destination.
#     terraform: |
#       resource "aws_pipes_pipe" "orders" {
#         log_configuration {
#           level = "ERROR"
#           cloudwatch_logs_log_destination {
#             log_group_arn = aws_cloudwatch_log_group.pipes.arn
#           }
#         }
#       }
#     cdktf: |
#       new PipesPipe(this, "orders", {
#         roleArn: role.arn,
#         source: queue.arn,
#         target: bus.arn,
#         logConfiguration: { level: "ERROR", cloudwatchLogsLogDestination: { logGroupArn: group.arn } },
#       });
verdict[address] := check.all_of([
	check.is_one_of(level, ["ERROR", "INFO", "TRACE"]),
	check.any_of([check.is_set(inventory.argument(pipe, path), "a destination") | some path in _destinations]),
]) if {
	some address, pipe in input.resources.aws_pipes_pipe
	pipe.mode == "managed"
	level := inventory.argument_or(pipe, "log_configuration.level", "OFF", _default)
}

_default := "A pipe without a log configuration logs nothing (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html)."

_destinations := [
	"log_configuration.cloudwatch_logs_log_destination.log_group_arn",
	"log_configuration.firehose_log_destination.delivery_stream_arn",
	"log_configuration.s3_log_destination.bucket_name",
]
