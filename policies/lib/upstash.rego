# What several policies ask of Upstash.
package safeguard.lib.upstash

import data.safeguard.lib.check

# Version 1 of the provider does not know the argument: a plan of it says nothing of the database. A synthesized
# stack has what was written alone, which tells the version where it is an argument that is new in version 2.
unless_too_old(resource, argument, result) := result if {
	some written in [argument, "budget", "ip_allowlist", "prod_pack"]
	written in object.keys(resource.values)
} else := check.excusable(result, ["The document does not have the argument, which version 1 of the provider does not know."])

list(value) := value if {
	is_array(value)
} else := [] if {
	value == null
} else := [value]
