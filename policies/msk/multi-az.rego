package safeguard.msk.multi_az

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.msk
import data.safeguard.lib.parameters

# METADATA
# title: Kafka brokers are spread over several zones
# description: A cluster in one zone, or with its brokers unevenly spread, stops when that zone does.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-create-cluster.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html
# custom:
#   severity: medium
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Give broker_node_group_info.client_subnets a subnet in each of two or three zones, and a number_of_broker_nodes that is a multiple of them.
#     terraform: |
#       resource "aws_msk_cluster" "events" {
#         number_of_broker_nodes = 3
#         broker_node_group_info {
#           client_subnets = [aws_subnet.a.id, aws_subnet.b.id, aws_subnet.c.id]
#         }
#       }
#     cdktf: |
#       new MskCluster(this, "events", { numberOfBrokerNodes: 3, brokerNodeGroupInfo: { ...brokers, clientSubnets: subnets.map(({ id }) => id) } });
#   parameters:
#     minimum_subnets:
#       description: Subnets, each in a zone of its own, that the brokers are spread over.
#       default: 2
#       schema: {type: integer, minimum: 1}
verdict[address] := check.all_of(array.concat(
	[check.at_least(number, minimum, "subnets")],
	[_spread(brokers, number.value) | number.value > 0],
)) if {
	minimum := parameters.value("msk/multi-az", "minimum_subnets")
	some address, cluster in msk.clusters
	number := inventory.size(inventory.argument(cluster, "broker_node_group_info.client_subnets"))
	brokers := inventory.argument(cluster, "number_of_broker_nodes")
}

_spread(brokers, subnets) := check.one(check.status_of((brokers.value % subnets) == 0), brokers.path, brokers.observed, _phrase, []) if {
	is_number(brokers.value)
} else := check.undetermined(brokers.path, brokers.observed, _phrase, brokers.because)

_phrase := "a multiple of the number of subnets"
