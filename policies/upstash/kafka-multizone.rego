package safeguard.upstash.kafka_multizone

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Upstash Kafka clusters are spread over several zones
# description: A cluster in one zone stops, and may lose records, when that zone does.
# entrypoint: true
# related_resources:
#   - https://upstash.com/docs/devops/terraform
#   - https://registry.terraform.io/providers/upstash/upstash/1.5.3/docs/resources/kafka_cluster
# custom:
#   severity: medium
#   subjects: [upstash_kafka_cluster]
#   remediation:
#     text: Set multizone to true.
#     terraform: |
#       resource "upstash_kafka_cluster" "events" {
#         multizone = true
#       }
#     cdktf: |
#       new KafkaCluster(this, "events", { clusterName: "events", region: "eu-west-1", multizone: true });
verdict[address] := check.is_true(inventory.argument(cluster, "multizone")) if {
	some address, cluster in input.resources.upstash_kafka_cluster
	cluster.mode == "managed"
}
