# Satellite resources that name what they belong to by a known value. The inventory links most of them; it does not
# where the satellite gives itself the same id (`arn` of a topic policy, `key_id` of a key policy).
package safeguard.lib.satellites

import data.safeguard.lib.inventory

# A document of such a satellite, as `inventory.documents` describes those that it links.
document(holder, argument) := {
	"where": holder.address,
	"path": "",
	"holder": holder,
	"argument": argument,
	"certain": true,
	"document": object.get(holder.documents, argument, {"value": {"$unknown": true}}).value,
	"because": [],
}

# The known values that a resource is called by.
names(resource, arguments) := {name |
	some argument in arguments
	name := resource.values[argument]
	is_string(name)
}

# Nothing in the configuration tells what it belongs to.
refers_to_none(satellite, path, types) if {
	every type in types {
		inventory.reference(satellite, [path], type).kind == "none"
	}
}
