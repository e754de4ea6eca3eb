package safeguard.network.flow_logs

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Networks write flow logs
# description: Who talked to whom, and who was refused, can be told after an incident only where it was written down.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
# custom:
#   severity: medium
#   subjects: [aws_default_vpc, aws_vpc]
#   remediation:
#     text: Give the VPC a flow log that captures all traffic.
#     terraform: |
#       resource "aws_flow_log" "main" {
#         vpc_id               = aws_vpc.main.id
#         traffic_type         = "ALL"
#         log_destination_type = "s3"
#         log_destination      = aws_s3_bucket.flow_logs.arn
#       }
#     cdktf: |
#       new FlowLog(this, "flow-log", {
#         vpcId: vpc.id,
#         trafficType: "ALL",
#         logDestinationType: "s3",
#         logDestination: bucket.arn,
#       });
verdict[address] := check.watched_by(array.concat(logs, array.concat(_of_subnets(vpc), _strays)), "a flow log of the VPC") if {
	some type in ["aws_vpc", "aws_default_vpc"]
	some address, vpc in input.resources[type]
	vpc.mode == "managed"
	logs := [{"address": link.address, "status": _certainty[link.certain], "because": link.because} |
		some link in inventory.links(vpc, "aws_flow_log", ["vpc_id"])
	]
}

_certainty := {true: "pass", false: "unknown"}

# Logs of its subnets, and of those that may be its.
_of_subnets(vpc) := [relation |
	some subnet in array.concat([link.resource | some link in inventory.links(vpc, "aws_subnet", ["vpc_id"])], _stray_subnets)
	some log in inventory.links(subnet, "aws_flow_log", ["subnet_id"])
	relation := {
		"address": log.address,
		"status": "unknown",
		"because": ["It covers a subnet only; whether all subnets have one cannot be told."],
	}
]

_stray_subnets := [subnet |
	some subnet in input.resources.aws_subnet
	_belongs_to_none(subnet)
]

_strays := [{"address": address, "status": "unknown", "because": ["Which network it covers is known after apply."]} |
	some address, log in input.resources.aws_flow_log
	log.mode == "managed"
	_covers_none(log)
]

_covers_none(log) if _belongs_to_none(log)

_covers_none(log) if inventory.is_stray(log, "subnet_id", ["subnet_id"], "aws_subnet")

_belongs_to_none(resource) if {
	every type in ["aws_vpc", "aws_default_vpc"] {
		inventory.is_stray(resource, "vpc_id", ["vpc_id"], type)
	}
}
