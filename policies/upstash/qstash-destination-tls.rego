package safeguard.upstash.qstash_destination_tls

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.upstash

# METADATA
# title: QStash delivers over TLS only
# description: A destination or callback with plain HTTP gets its messages, and the ePHI in them, in clear text over the internet.
# entrypoint: true
# related_resources:
#   - https://upstash.com/docs/qstash/features/schedules
#   - https://upstash.com/docs/qstash/features/url-groups
# custom:
#   severity: high
#   subjects: [upstash_qstash_endpoint, upstash_qstash_schedule, upstash_qstash_schedule_v2, upstash_qstash_topic_v2]
#   remediation:
#     text: Use https addresses for destinations, endpoints and callbacks.
#     terraform: |
#       resource "upstash_qstash_schedule_v2" "reports" {
#         destination = "https://api.example.org/reports"
#       }
#     cdktf: |
#       new QstashScheduleV2(this, "reports", { cron, destination: "https://api.example.org/reports" });
verdict[address] := check.all_of([_over_tls(resource, path, value) |
	some path in paths
	not inventory.is_unset(resource, path)
	some value in upstash.list(resource.values[path])
]) if {
	some type, paths in _paths
	some address, resource in input.resources[type]
	resource.mode == "managed"
}

_paths := {
	"upstash_qstash_endpoint": ["url"],
	"upstash_qstash_schedule": ["destination", "callback"],
	"upstash_qstash_schedule_v2": ["destination", "callback"],
	"upstash_qstash_topic_v2": ["endpoints"],
}

_over_tls(resource, path, value) := check.one(check.status_of(not_plain), path, value, "an https address", []) if {
	is_string(value)
	contains(value, "://")
	not_plain := startswith(lower(value), "https://")
} else := check.pass(path, value, "an https address", ["It is the name of a topic; its endpoints are judged."]) if {
	is_string(value)
	path == "destination"
} else := check.pass(path, "(known after apply)", "an https address", ["It is a topic; its endpoints are judged."]) if {
	inventory.is_unknown(value)
	some type in ["upstash_qstash_topic", "upstash_qstash_topic_v2"]
	inventory.reference(resource, [path], type).kind == "one"
} else := check.undetermined(path, argument.observed, "an https address", argument.because) if {
	argument := inventory.argument(resource, path)
}
