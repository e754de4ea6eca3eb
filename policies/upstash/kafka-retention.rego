package safeguard.upstash.kafka_retention

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters

# METADATA
# title: Upstash Kafka topics keep records for a week
# description: Records that expire before a broken consumer is back are lost; a week leaves the time to repair it.
# entrypoint: true
# related_resources:
#   - https://upstash.com/docs/devops/terraform
#   - https://registry.terraform.io/providers/upstash/upstash/1.5.3/docs/resources/kafka_topic
# custom:
#   severity: medium
#   subjects: [upstash_kafka_topic]
#   remediation:
#     text: Set retention_time to at least 604800000 (7 days, in milliseconds).
#     terraform: |
#       resource "upstash_kafka_topic" "orders" {
#         retention_time = 604800000
#       }
#     cdktf: |
#       new KafkaTopic(this, "orders", { ...topic, retentionTime: 604800000 });
#   parameters:
#     minimum_days:
#       description: Days that a topic keeps its records.
#       default: 7
#       schema: {type: integer, minimum: 1}
verdict[address] := check.at_least(inventory.argument(topic, "retention_time"), days * 86400000, "ms") if {
	days := parameters.value("upstash/kafka-retention", "minimum_days")
	some address, topic in input.resources.upstash_kafka_topic
	topic.mode == "managed"
}
