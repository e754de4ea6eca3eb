package safeguard.upstash.qstash_failure_callback

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Somebody is told what became of a QStash delivery
# description: Without a callback nobody learns that a schedule was not delivered.
# entrypoint: true
# related_resources:
#   - https://upstash.com/docs/qstash/features/callbacks
# custom:
#   severity: medium
#   subjects: [upstash_qstash_schedule, upstash_qstash_schedule_v2]
#   remediation:
#     text: Set callback to an https address that records the outcome of each delivery.
#     terraform: |
#       resource "upstash_qstash_schedule_v2" "reports" {
#         callback = "https://api.example.org/deliveries"
#       }
#     cdktf: |
#       new QstashScheduleV2(this, "reports", { cron, destination, callback: "https://api.example.org/deliveries" });
verdict[address] := check.is_set(inventory.argument(schedule, "callback"), "a callback") if {
	some type in ["upstash_qstash_schedule", "upstash_qstash_schedule_v2"]
	some address, schedule in input.resources[type]
	schedule.mode == "managed"
}
