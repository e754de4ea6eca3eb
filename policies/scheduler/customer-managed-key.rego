package safeguard.scheduler.customer_managed_key

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Schedules are encrypted with a key of one's own
# description: The input of a schedule may name patients; access to a key of one's own can be granted, watched and withdrawn.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/scheduler_schedule#kms_key_arn-1
# custom:
#   severity: low
#   subjects: [aws_scheduler_schedule]
#   remediation:
#     text: Set kms_key_arn to a customer managed key.
#     terraform: |
#       resource "aws_scheduler_schedule" "nightly" {
#         kms_key_arn = aws_kms_key.schedules.arn
#       }
#     cdktf: |
#       new SchedulerSchedule(this, "nightly", {
#         kmsKeyArn: key.arn,
#         scheduleExpression: "cron(0 2 * * ? *)",
#         flexibleTimeWindow: { mode: "OFF" },
#         target: { arn: queue.arn, roleArn: role.arn },
#       });
verdict[address] := check.is_set(key, "a customer managed key") if {
	some address, schedule in input.resources.aws_scheduler_schedule
	schedule.mode == "managed"
	key := inventory.argument_or(
		schedule, "kms_key_arn", "",
		"Without a key the scheduler encrypts with one that AWS owns (https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html).",
	)
}
