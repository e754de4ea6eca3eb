# Instances, and the templates that instances are started from.
package safeguard.lib.ec2

import data.safeguard.lib.check
import data.safeguard.lib.inventory

instances[address] := instance if {
	some address, instance in input.resources.aws_instance
	instance.mode == "managed"
}

templates[address] := template if {
	some type in ["aws_launch_template", "aws_launch_configuration"]
	some address, template in input.resources[type]
	template.mode == "managed"
}

instances_and_templates := object.union(instances, templates)

# What an instance leaves unset is decided by the launch template it names, if there is one: the template is then
# {"resource"}, {} where nobody knows which it is; undefined without one.
template_of(instance) := {"resource": input.resources.aws_launch_template[found.targets[0]]} if {
	count(inventory.listed(object.get(instance.values, "launch_template", null))) > 0
	found := inventory.reference(instance, ["launch_template.id", "launch_template.name", "launch_template"], "aws_launch_template")
	found.kind == "one"
	object.get(instance.presence, "launch_template", "") != "unset"
} else := {} if {
	count(inventory.listed(object.get(instance.values, "launch_template", null))) > 0
	object.get(instance.presence, "launch_template", "") != "unset"
}

# Every volume there is said to be: the root, block devices and mappings, with `encrypted` and `kms_key_id` by path.
volumes(resource) := [{"block": device, "path": "block_device_mappings.ebs"} |
	some mapping in inventory.blocks(resource, "block_device_mappings")
	some device in inventory.blocks(mapping, "block_device_mappings.ebs")
] if {
	resource.type == "aws_launch_template"
} else := [{"block": device, "path": path} |
	some path in ["root_block_device", "ebs_block_device"]
	_is_said(resource, path)
	some device in inventory.blocks(resource, path)
]

_is_said(resource, path) if not object.get(resource.presence, path, "") == "unset"

# A root volume of which nothing is said is as the image has it. Which mapping of a template is its root, nobody knows.
unsaid_root(resource, volumes, expected) := [] if {
	some volume in volumes
	volume.path in {"root_block_device", "block_device_mappings.ebs"}
} else := [check.undetermined(path, null, expected, [concat(" ", [
	"It is not set; the image, a template or the account decides",
	"(https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html).",
])])] if {
	path := object.get({"aws_launch_template": "block_device_mappings"}, resource.type, "root_block_device")
}

# The account encrypts every new volume, as far as this document says.
encrypts_by_default := check.any_of([check.elsewhere(address, check.is_true(enabled), "encryption by default") |
	some address, setting in input.resources.aws_ebs_encryption_by_default
	setting.mode == "managed"
	enabled := inventory.argument_or(setting, "enabled", true, "The provider's default of enabled is true.")
])

# A volume from a snapshot is encrypted as the snapshot is, unless it says more.
encrypted(holder, path) := check.any_of([encrypts_by_default, check.undetermined(path, null, "true", ["It is not set; the volume is encrypted where its snapshot is."])]) if {
	inventory.is_unset(holder, path)
	comes_from_a_snapshot(holder, trim_suffix(path, "encrypted"))
} else := check.any_of([encrypts_by_default, own]) if {
	own := check.is_true(inventory.argument_or(
		holder, path, false,
		"Volumes are not encrypted by default, and this document does not turn encryption by default on for the account.",
	))
}

# Or may come from one. A root volume comes from its image and names none.
comes_from_a_snapshot(volume, prefix) if {
	prefix != "root_block_device."
	not inventory.is_unset(volume, concat("", [prefix, "snapshot_id"]))
}
