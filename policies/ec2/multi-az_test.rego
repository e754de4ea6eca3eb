package safeguard.ec2.multi_az_test

import data.safeguard.ec2.multi_az as policy
import data.safeguard.lib.testing

g := "aws_autoscaling_group.g"

status(said, resources) := result.status if {
	result := policy.verdict[g] with input as testing.inventory(array.concat([testing.resource(g, said)], resources))
}

test_names if {
	every row in [
		[{"vpc_zone_identifier": ["subnet-1", "subnet-2"]}, "pass"],
		[{"vpc_zone_identifier": ["subnet-1"]}, "fail"],
		[{"vpc_zone_identifier": ["subnet-1", "subnet-1"]}, "fail"],
		[{"vpc_zone_identifier": [testing.unknown]}, "fail"],
		[{"vpc_zone_identifier": [testing.unknown, testing.unknown]}, "unknown"],
		[{"vpc_zone_identifier": testing.unknown}, "unknown"],
		[{"availability_zones": ["a", "b"]}, "pass"],
		[{"availability_zones": ["a"]}, "fail"],
		[{}, "fail"],
	] {
		status({"values": row[0]}, []) == row[1]
	}
}

subnet(name, zone) := testing.plain(concat("", ["aws_subnet.", name]), {"availability_zone": zone})

referring := {
	"values": {"vpc_zone_identifier": testing.unknown, "availability_zones": testing.unknown},
	"presence": {"vpc_zone_identifier": "proven", "availability_zones": "unset"},
	"references": {"vpc_zone_identifier": testing.refers(["aws_subnet.a", "aws_subnet.b"])},
}

test_subnets if {
	every row in [["a", "b", "pass"], ["a", "a", "fail"], ["a", testing.unknown, "unknown"]] {
		status(referring, [subnet("a", row[0]), subnet("b", row[1])]) == row[2]
	}
	status(referring, []) == "unknown"
	maybe := object.union(referring, {"references": {"vpc_zone_identifier": testing.may_refer(["aws_subnet.a", "aws_subnet.b"], "any of two")}})
	status(maybe, [subnet("a", "a"), subnet("b", "b")]) == "unknown"
}
