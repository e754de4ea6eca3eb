package safeguard.ec2.imdsv2_test

import data.safeguard.ec2.imdsv2 as policy
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

options(values) := {"metadata_options": [values]}

defaults(tokens) := testing.plain("aws_ec2_instance_metadata_defaults.d", {"http_tokens": tokens})

test_options if {
	every address in [i, t, "aws_launch_configuration.c"] {
		every row in [
			[options({"http_tokens": "required"}), "pass"],
			[options({"http_tokens": "optional"}), "fail"],
			[options({"http_tokens": "optional", "http_endpoint": "disabled"}), "pass"],
			[options({"http_endpoint": "disabled"}), "pass"],
			[options({"http_tokens": testing.unknown}), "unknown"],
			[{"metadata_options": testing.unknown}, "unknown"],
			[{}, "unknown"],
		] {
			status(address, [testing.plain(address, row[0])]) == row[1]
		}
	}
}

test_templates if {
	every row in [["required", "pass"], ["optional", "fail"], [testing.unknown, "unknown"]] {
		status(i, [from_template({}), testing.plain(t, options({"http_tokens": row[0]}))]) == row[1]
	}
	status(i, [from_template(options({"http_tokens": "optional"})), testing.plain(t, options({"http_tokens": "required"}))]) == "fail"
	status(i, [from_template({})]) == "unknown"
}

test_the_account_decides_where_nothing_is_said if {
	status(i, [testing.plain(i, {}), defaults("required")]) == "pass"
	status(i, [testing.plain(i, {}), defaults("optional")]) == "unknown"
	status(i, [testing.plain(i, options({"http_tokens": "optional"})), defaults("required")]) == "fail"
	status(i, [testing.plain(i, options({"http_tokens": testing.unknown})), defaults("required")]) == "unknown"
	status(i, [from_template({}), testing.plain(t, options({"http_tokens": "optional"})), defaults("required")]) == "fail"
}
