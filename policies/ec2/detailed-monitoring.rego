package safeguard.ec2.detailed_monitoring

import data.safeguard.lib.check
import data.safeguard.lib.ec2
import data.safeguard.lib.inventory

# METADATA
# title: Instances are measured every minute
# description: Basic monitoring shows a failing server after five minutes at the earliest; by then messages have been lost.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html
# custom:
#   severity: low
#   subjects: [aws_instance, aws_launch_configuration, aws_launch_template]
#   remediation:
#     text: Turn on monitoring (enable_monitoring of a launch configuration is on by default).
#     terraform: |
#       resource "aws_launch_template" "nats" {
#         monitoring {
#           enabled = true
#         }
#       }
#     cdktf: |
#       new LaunchTemplate(this, "nats", { monitoring: { enabled: true } });
verdict[address] := check.is_true(_own(resource, "monitoring.enabled")) if {
	some address, resource in input.resources.aws_launch_template
	resource.mode == "managed"
}

verdict[address] := check.is_true(inventory.argument_or(resource, "enable_monitoring", true, "The provider's default is true.")) if {
	some address, resource in input.resources.aws_launch_configuration
	resource.mode == "managed"
}

verdict[address] := check.is_true(_of_instance(instance)) if {
	some address, instance in ec2.instances
}

# What the instance leaves unset is as in its template.
_of_instance(instance) := inventory.argument(instance, "monitoring") if {
	not inventory.is_unset(instance, "monitoring")
} else := _own(template.resource, "monitoring.enabled") if {
	template := ec2.template_of(instance)
	template.resource
} else := inventory.argument_undecided(instance, "monitoring", "Its template is not in this document.") if {
	ec2.template_of(instance)
} else := inventory.argument_or(instance, "monitoring", false, _off)

_own(template, path) := inventory.argument_or(template, path, false, _off)

_off := "Detailed monitoring is off by default."
