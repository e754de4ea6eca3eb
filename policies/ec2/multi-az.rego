package safeguard.ec2.multi_az

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Groups of instances span two zones
# description: A group in one subnet goes down with its availability zone, and the messages it carries wait or are lost.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-availability-zone-balanced.html
# custom:
#   severity: medium
#   subjects: [aws_autoscaling_group]
#   remediation:
#     text: Give the group subnets of at least two availability zones in vpc_zone_identifier.
#     terraform: |
#       resource "aws_autoscaling_group" "nats" {
#         vpc_zone_identifier = [aws_subnet.a.id, aws_subnet.b.id]
#       }
#     cdktf: |
#       new AutoscalingGroup(this, "nats", { vpcZoneIdentifier: [subnetA.id, subnetB.id] });
verdict[address] := check.any_of([_spans(group, "vpc_zone_identifier"), _spans(group, "availability_zones")]) if {
	some address, group in input.resources.aws_autoscaling_group
	group.mode == "managed"
}

_spans(group, path) := check.fail(path, null, _expected, []) if {
	inventory.is_unset(group, path)
} else := check.one(_apart(group, path, places.value), path, places.observed, _expected, places.because) if {
	places := inventory.argument(group, path)
}

# Two names are two places, unless they are subnets of which the zone is known to be one.
_apart(group, path, members) := "fail" if {
	is_array(members)
	count(members) < 2
} else := _by_zone(_zones(group, path), count(group.references[path].targets)) if {
	count(_zones(group, path)) > 0
	group.references[path].complete
} else := check.status_of(count({member | some member in members}) > 1) if {
	is_array(members)
	every member in members {
		is_string(member)
	}
} else := "unknown"

# The zones of the subnets of this document that a group refers to, as far as they are known.
_zones(group, path) := [zone |
	some target in group.references[path].targets
	zone := input.resources.aws_subnet[target].values.availability_zone
]

_by_zone(zones, targets) := "pass" if {
	count({zone | some zone in zones; is_string(zone)}) > 1
} else := "fail" if {
	count(zones) == targets
	every zone in zones {
		is_string(zone)
	}
} else := "unknown"

_expected := "subnets of two availability zones"
