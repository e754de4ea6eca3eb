package safeguard.ec2.detailed_monitoring_test

import data.safeguard.ec2.detailed_monitoring as policy
import data.safeguard.lib.testing

i := "aws_instance.i"

t := "aws_launch_template.t"

status(address, resources) := result.status if {
	result := policy.verdict[address] with input as testing.inventory(resources)
}

from_template(values) := testing.resource(i, {
	"values": object.union({"launch_template": [{"id": testing.unknown}]}, values),
	"references": {"launch_template.id": testing.refers([t])},
})

test_templates if {
	every row in [[[{"enabled": true}], "pass"], [[{"enabled": null}], "fail"], [[], "fail"], [testing.unknown, "unknown"]] {
		status(t, [testing.plain(t, {"monitoring": row[0]})]) == row[1]
		status(i, [from_template({}), testing.plain(t, {"monitoring": row[0]})]) == row[1]
	}
}

test_launch_configurations if {
	c := "aws_launch_configuration.c"
	every row in [[true, "pass"], [null, "pass"], [false, "fail"], [testing.unknown, "unknown"]] {
		status(c, [testing.plain(c, {"enable_monitoring": row[0]})]) == row[1]
	}
}

test_instances if {
	every row in [[true, "pass"], [null, "fail"], [false, "fail"], [testing.unknown, "unknown"]] {
		status(i, [testing.plain(i, {"monitoring": row[0]})]) == row[1]
	}
	status(i, [from_template({})]) == "unknown"
	status(i, [from_template({"monitoring": true})]) == "pass"
}
