package safeguard.pipes.no_payload_in_logs

import data.safeguard.lib.check

# METADATA
# title: Pipes keep ePHI out of their logs
# description: With execution data the log repeats every payload; whoever reads logs then reads the ePHI that the pipe was meant to carry.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html#eb-pipes-logs-execution-data
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/pipes_pipe#log_configuration-configuration-block
# custom:
#   severity: high
#   subjects: [aws_pipes_pipe]
#   remediation:
#     text: Leave include_execution_data out of log_configuration.
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
verdict[address] := check.none_of([check.has_elements(pipe, _path, "execution data")]) if {
	some address, pipe in input.resources.aws_pipes_pipe
	pipe.mode == "managed"
}

_path := "log_configuration.include_execution_data"
