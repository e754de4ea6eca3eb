# Inventories for tests: resources are written with their references, the inverse is added here.
package safeguard.lib.testing

unknown := {"$unknown": true}

secret := {"$sensitive": true}

resource(address, said) := object.union(
	{
		"address": address,
		"type": _type(address),
		"name": address,
		"mode": _mode(address),
		"values": {},
		"documents": {},
		"configured": [],
		"presence": {},
		"references": {},
		"referenced_by": {},
		"maybe_referenced_by": {},
	},
	said,
)

# A resource that says no more than some values.
plain(address, values) := resource(address, {"values": values})

# A resource with one unknown argument that leads to other resources, as in `kms_key_id = aws_kms_key.a.arn`.
pointing(address, values, path, targets) := resource(address, {
	"values": object.union({path: unknown}, values),
	"presence": {path: "proven"},
	"references": {path: refers(targets)},
})

refers(targets) := {"targets": targets, "complete": true, "via": [], "reasons": []}

refers_by(targets, attributes) := object.union(refers(targets), {"attributes": attributes})

may_refer(targets, reason) := {"targets": targets, "complete": false, "via": [], "reasons": [reason]}

document(value) := {"value": value, "from": "argument"}

# The inventory of a list of resources.
inventory(resources) := {"resources": {type: ofType |
	some type in {resource.type | some resource in resources}
	ofType := {resource.address: object.union(resource, {
		"referenced_by": _backlinks(resources, resource.address, true),
		"maybe_referenced_by": _backlinks(resources, resource.address, false),
	}) |
		some resource in resources
		resource.type == type
	}
}}

_backlinks(resources, address, complete) := {type: paths |
	some type in {resource.type | some resource in resources}
	paths := {path: addresses |
		some path in {path | some resource in resources; some path, _ in resource.references}
		addresses := sort([resource.address |
			some resource in resources
			resource.type == type
			resource.references[path].complete == complete
			address in resource.references[path].targets
		])
		count(addresses) > 0
	}
	count(paths) > 0
}

_type(address) := split(trim_prefix(address, "data."), ".")[0]

_mode(address) := "data" if {
	startswith(address, "data.")
} else := "managed"
