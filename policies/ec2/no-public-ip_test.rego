package safeguard.ec2.no_public_ip_test

import data.safeguard.ec2.no_public_ip as policy
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

test_arguments if {
	every address in [i, "aws_launch_configuration.c"] {
		every row in [[false, "pass"], [true, "fail"], [testing.unknown, "unknown"], [null, "unknown"]] {
			status(address, [testing.plain(address, {"associate_public_ip_address": row[0]})]) == row[1]
		}
	}
}

test_templates if {
	every row in [
		[[{"associate_public_ip_address": "false"}], "pass"],
		[[{"associate_public_ip_address": "true"}], "fail"],
		[[{"associate_public_ip_address": "false"}, {"associate_public_ip_address": "true"}], "fail"],
		[[{}], "unknown"],
		[[], "unknown"],
		[testing.unknown, "unknown"],
	] {
		status(t, [testing.plain(t, {"network_interfaces": row[0]})]) == row[1]
	}
}

test_the_subnet_decides if {
	every row in [[true, "fail"], [false, "pass"], [null, "pass"], [testing.unknown, "unknown"]] {
		status(i, [
			testing.pointing(i, {}, "subnet_id", ["aws_subnet.s"]),
			testing.plain("aws_subnet.s", {"map_public_ip_on_launch": row[0]}),
		]) == row[1]
	}
	status(i, [testing.pointing(i, {}, "subnet_id", ["data.aws_subnet.s"]), testing.plain("data.aws_subnet.s", {})]) == "unknown"
}

test_instances_from_templates if {
	status(i, [from_template({}), testing.plain(t, {})]) == "unknown"
	status(i, [from_template({})]) == "unknown"
	result := policy.verdict[i] with input as testing.inventory([from_template({}), testing.plain(t, {})])
	result.evidence[0].path == "associate_public_ip_address"
	result.evidence[0].because == ["It is not set; aws_launch_template.t and the subnet decide, and the template is judged itself."]
	status(i, [from_template({"associate_public_ip_address": true}), testing.plain(t, {})]) == "fail"
}

stray(address, path) := testing.resource(address, {"values": {path: testing.unknown}, "presence": {path: "possible"}})

test_elastic_addresses if {
	plain := testing.plain(i, {"associate_public_ip_address": false})
	status(i, [plain, testing.pointing("aws_eip.e", {}, "instance", [i])]) == "fail"
	status(i, [plain, testing.pointing("aws_eip_association.e", {}, "instance_id", [i])]) == "fail"
	maybe := testing.resource("aws_eip.e", {"references": {"instance": testing.may_refer([i], "any of two")}})
	status(i, [plain, maybe]) == "unknown"
	status(i, [plain, stray("aws_eip.e", "instance")]) == "unknown"
	status(i, [plain, stray("aws_eip_association.e", "instance_id")]) == "unknown"
	other := testing.pointing("aws_eip.e", {}, "instance", ["aws_instance.o"])
	status(i, [plain, testing.plain("aws_instance.o", {}), other]) == "pass"
	private := testing.plain(t, {"network_interfaces": [{"associate_public_ip_address": "false"}]})
	status(t, [private, stray("aws_eip.e", "instance")]) == "pass"
}
