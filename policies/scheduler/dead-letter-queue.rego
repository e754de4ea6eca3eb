package safeguard.scheduler.dead_letter_queue

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Schedules keep what they could not deliver
# description: When the target of a schedule stays away, the run is dropped after its retries and nobody knows that it was due.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/scheduler_schedule#dead_letter_config-configuration-block
# custom:
#   severity: medium
#   subjects: [aws_scheduler_schedule]
#   remediation:
#     text: Give the target of the schedule a dead_letter_config with the ARN of an SQS standard queue.
#     terraform: |
#       resource "aws_scheduler_schedule" "nightly" {
#         target {
#           arn      = aws_sqs_queue.orders.arn
#           role_arn = aws_iam_role.scheduler.arn
#           dead_letter_config {
#             arn = aws_sqs_queue.undelivered.arn
#           }
#         }
#       }
#     cdktf: |
#       new SchedulerSchedule(this, "nightly", {
#         scheduleExpression: "cron(0 2 * * ? *)",
#         flexibleTimeWindow: { mode: "OFF" },
#         target: { arn: queue.arn, roleArn: role.arn, deadLetterConfig: { arn: undelivered.arn } },
#       });
verdict[address] := check.is_set(queue, "a dead-letter queue") if {
	some address, schedule in input.resources.aws_scheduler_schedule
	schedule.mode == "managed"
	queue := inventory.argument_or(
		schedule, "target.dead_letter_config.arn", "",
		"Without a dead-letter queue the event is dropped when its retries end (https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html).",
	)
}
