package safeguard.lib.ec2_test

import data.safeguard.lib.ec2
import data.safeguard.lib.testing

test_only_managed_resources if {
	resources := [testing.plain("data.aws_instance.i", {}), testing.plain("data.aws_launch_template.t", {})]
	ec2.instances_and_templates == {} with input as testing.inventory(resources)
}

test_a_template_that_was_not_named if {
	instance := testing.resource("aws_instance.i", {
		"values": {"launch_template": testing.unknown},
		"presence": {"launch_template": "unset"},
	})
	not ec2.template_of(instance)
}
