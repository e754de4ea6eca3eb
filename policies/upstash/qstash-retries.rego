package safeguard.upstash.qstash_retries

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: QStash tries again when a delivery fails
# description: Without retries a message is lost when its receiver is down for a moment.
# entrypoint: true
# related_resources:
#   - https://upstash.com/docs/qstash/features/retry
# custom:
#   severity: medium
#   subjects: [upstash_qstash_schedule, upstash_qstash_schedule_v2]
#   remediation:
#     text: Leave retries out, or set it to at least 1.
#     terraform: |
#       resource "upstash_qstash_schedule_v2" "reports" {
#         retries = 3
#       }
#     cdktf: |
#       new QstashScheduleV2(this, "reports", { cron, destination, retries: 3 });
verdict[address] := check.at_least(inventory.argument_or(schedule, "retries", 3, _citation), 1, "retries") if {
	some type in ["upstash_qstash_schedule", "upstash_qstash_schedule_v2"]
	some address, schedule in input.resources[type]
	schedule.mode == "managed"
}

_citation := "It is not set; QStash retries 3 times by default (https://upstash.com/docs/qstash/features/retry)."
