# What several policies ask of Upstash.
package safeguard.lib.upstash

import data.safeguard.lib.check

# Version 1 of the provider does not know the argument: a plan of it says nothing of the database. A synthesized
# stack has what was written alone, and does not tell the version.
unless_too_old(resource, argument, result) := result if {
	argument in object.keys(resource.values)
} else := check.excusable(result, ["The document does not have the argument, which version 1 of the provider does not know."])

list(value) := value if {
	is_array(value)
} else := [] if {
	value == null
} else := [value]
