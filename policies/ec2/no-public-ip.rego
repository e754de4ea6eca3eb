package safeguard.ec2.no_public_ip

import data.safeguard.lib.check
import data.safeguard.lib.ec2
import data.safeguard.lib.inventory

# METADATA
# title: Instances have no public address
# description: An instance with a public address can be reached from the internet as soon as a security group slips.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
#   - https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
# custom:
#   severity: high
#   subjects: [aws_instance, aws_launch_configuration, aws_launch_template]
#   remediation:
#     text: Set associate_public_ip_address to false and start the instance in a private subnet.
#     terraform: |
#       resource "aws_instance" "nats" {
#         subnet_id                   = aws_subnet.private.id
#         associate_public_ip_address = false
#       }
#     cdktf: |
#       new Instance(this, "nats", {
#         subnetId: subnet.id,
#         associatePublicIpAddress: false,
#       });
verdict[address] := check.all_of(array.concat(asked, _elastic(resource))) if {
	some address, resource in ec2.instances_and_templates
	asked := [_by_subnet(resource, argument) | some argument in _asked(resource)]
}

# The Elastic IP addresses of an instance.
_elastic(resource) := array.concat(_stray_addresses, [check.one(status, "", link.address, _no_address, link.because) |
	some satellite in _satellites
	some link in inventory.links(resource, satellite.type, [satellite.path])
	status := {true: "fail", false: "unknown"}[link.certain]
]) if {
	resource.type == "aws_instance"
} else := []

_stray_addresses := [check.undetermined("", address, _no_address, ["Which instance it is for is known after apply."]) |
	some satellite in _satellites
	some address in inventory.strays(satellite, "aws_instance")
]

_satellites := [{"type": "aws_eip", "path": "instance"}, {"type": "aws_eip_association", "path": "instance_id"}]

_no_address := "no Elastic IP address"

# Instances and launch configurations ask in an argument, launch templates in each network interface.
_asked(resource) := [inventory.argument(resource, "associate_public_ip_address")] if {
	resource.type != "aws_launch_template"
} else := [inventory.argument(interface, "network_interfaces.associate_public_ip_address") | some interface in interfaces] if {
	interfaces := inventory.blocks(resource, "network_interfaces")
	count(interfaces) > 0
} else := [inventory.argument(inventory.block({}), "network_interfaces.associate_public_ip_address")]

# Where nothing is asked for, the subnet decides.
_by_subnet(resource, asked) := check.is_false(asked) if {
	not asked.kind in {"unset", "undecided"}
} else := check.undetermined(asked.path, null, "false", _of_template(ec2.template_of(resource))) if {
	ec2.template_of(resource)
} else := check.elsewhere(subnet.address, check.is_false(by_default), "a subnet without public addresses") if {
	resource.type == "aws_instance"
	found := inventory.reference(resource, ["subnet_id"], "aws_subnet")
	found.kind == "one"
	subnet := input.resources.aws_subnet[found.targets[0]]
	subnet.mode == "managed"
	by_default := inventory.argument_or(subnet, "map_public_ip_on_launch", false, "The provider's default is false.")
} else := check.undetermined(asked.path, null, "false", ["It is not set; the subnet decides, and is not known."])

_of_template(template) := [concat(" ", ["It is not set;", template.resource.address, "and the subnet decide, and the template is judged itself."])] if {
	template.resource
} else := ["It is not set, and its template is not in this document."]
